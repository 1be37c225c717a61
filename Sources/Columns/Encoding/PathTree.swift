/// Which column holds the value at a path of keys.
struct PathTree {
    struct Node {
        var key = ByteText("")
        var parent = 0
        var children: [ByteText: Int] = [:]
        /// The same in the order in which they came, and which of them is likely to be asked for next.
        var inOrder: [Int] = []
        var likely = 0
        var column: Int?
        var list: Int?
        /// Whether some row has an object here.
        var isObject = false
    }

    private(set) var nodes = [Node()]

    subscript(node: Int) -> Node {
        get { nodes[node] }
        _modify { yield &nodes[node] }
    }

    func child(_ key: String, of node: Int) -> Int? { nodes[node].children[ByteText(key)] }

    /// The same, quick where keys are asked for in the order in which they first came.
    mutating func next(_ key: String, of node: Int) -> Int? {
        let count = nodes[node].inOrder.count
        if count == 0 { return nil }
        let place = nodes[node].likely
        let likely = nodes[node].inOrder[place]
        if nodes[likely].key.isEqual(to: key) {
            nodes[node].likely = place + 1 == count ? 0 : place + 1
            return likely
        }
        guard let found = child(key, of: node) else { return nil }
        let after = (nodes[node].inOrder.firstIndex(of: found) ?? 0) + 1
        nodes[node].likely = after == count ? 0 : after
        return found
    }

    mutating func makeChild(_ key: String, of node: Int) -> Int {
        let text = ByteText(key)
        if let child = nodes[node].children[text] { return child }
        nodes.append(Node(key: text, parent: node))
        let child = nodes.count - 1
        nodes[node].children[text] = child
        nodes[node].inOrder.append(child)
        return child
    }
}
