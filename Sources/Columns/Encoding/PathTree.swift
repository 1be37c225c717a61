/// Which column holds the value at a path of keys.
struct PathTree {
    struct Node {
        var children: [ByteText: Int] = [:]
        var column: Int?
        var list: Int?
        /// Whether some row has an object here.
        var isObject = false
    }

    private(set) var nodes = [Node()]

    subscript(node: Int) -> Node {
        get { nodes[node] }
        set { nodes[node] = newValue }
    }

    func child(_ key: String, of node: Int) -> Int? { nodes[node].children[ByteText(key)] }

    mutating func makeChild(_ key: String, of node: Int) -> Int {
        let text = ByteText(key)
        if let child = nodes[node].children[text] { return child }
        nodes.append(Node())
        nodes[node].children[text] = nodes.count - 1
        return nodes.count - 1
    }

    mutating func makeNode(_ path: [String]) -> Int {
        path.reduce(0) { makeChild($1, of: $0) }
    }

    /// All nodes but the root, each with its keys.
    var paths: [(path: [String], node: Node)] {
        var found: [(path: [String], node: Node)] = []
        func visit(_ node: Int, _ path: [String]) {
            for (key, child) in nodes[node].children.sorted(by: { $0.value < $1.value }) {
                found.append((path + [key.text], nodes[child]))
                visit(child, path + [key.text])
            }
        }
        visit(0, [])
        return found
    }
}
