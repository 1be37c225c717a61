import Values

/// Gathers JSON objects as rows: a column for each path, lists of objects as rows of their own.
struct TableBuilder {
    /// Paths beyond this many have no column; rows that have such paths are kept whole as well.
    static let mostColumns = 96
    static let mostShapes = 65_535
    /// An object so deep is kept as one value.
    static let mostLevels = 6

    private let isOfItems: Bool
    private(set) var rows = 0
    var paths = PathTree()
    var columns: [ValueBuilder] = []
    var lists: [ListBuilder] = []
    var isComplete = true
    private var writer = ShapeWriter()
    var shapes: [UInt16] = []
    private var codeOfShape: [ByteKey: UInt16] = [:]
    var shapeTexts: [[UInt8]] = []
    var wholeEnds: [UInt32] = []
    var wholeBytes: [UInt8] = []
    /// Set where the row at hand cannot be put together again from its columns.
    private var mustKeepWhole = false

    init(isOfItems: Bool = false) { self.isOfItems = isOfItems }

    mutating func add(_ object: JSONObject) {
        begin()
        put(object, at: 0, level: 1)
        end { JSON.object(object).text }
    }

    /// Adds an item of a list, which may be no object.
    mutating func add(item: JSON) {
        if case .object(let object) = item { return add(object) }
        begin()
        if case .null = item {
            writer.null()
        } else if let node = place("value", of: 0) {
            put(value: item, at: node, isNested: true)
        }
        end { item.text }
    }

    /// Adds a row that cannot be read as an object: it has no values, and is kept as it is.
    mutating func add(unreadable bytes: [UInt8]) {
        begin()
        mustKeepWhole = true
        end { String(decoding: bytes, as: UTF8.self) }
    }

    private mutating func begin() {
        writer.clear()
        mustKeepWhole = false
    }

    private mutating func end(_ text: () -> String) {
        var code: UInt16 = 0
        if !mustKeepWhole {
            let key = ByteKey(bytes: writer.bytes)
            if let known = codeOfShape[key] {
                code = known
            } else if shapeTexts.count < TableBuilder.mostShapes {
                shapeTexts.append(writer.bytes)
                code = UInt16(shapeTexts.count)
                codeOfShape[key] = code
            }
        }
        shapes.append(code)
        if code == 0 { wholeBytes.append(contentsOf: text().utf8) }
        wholeEnds.append(UInt32(wholeBytes.count))
        rows += 1
    }

    private mutating func put(_ object: JSONObject, at node: Int, level: Int) {
        let members = distinct(object.members)
        writer.beginObject(count: members.count)
        for member in members {
            guard let child = place(member.key, of: node) else { continue }
            writer.key(child)
            switch member.value {
            case .null: writer.null()
            case .object(let inner) where level < TableBuilder.mostLevels:
                paths[child].isObject = true
                put(inner, at: child, level: level + 1)
            case .array(let items) where !isOfItems && items.contains(where: \.isObject):
                writer.list()
                put(items, at: child)
            default: put(value: member.value, at: child, isNested: isOfItems || level > 1)
            }
        }
    }

    /// Of repeated keys the last one counts.
    private mutating func distinct(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
        for index in members.indices.dropFirst() {
            let key = members[index].key
            for other in 0..<index
            where members[other].key.utf8.count == key.utf8.count && ByteText(members[other].key).isEqual(to: key) {
                mustKeepWhole = true
                return lastOfEach(members)
            }
        }
        return members
    }

    private func lastOfEach(_ members: [JSONObject.Member]) -> [JSONObject.Member] {
        members.indices.filter { index in
            !members[(index + 1)...].contains { ByteText($0.key).isEqual(to: members[index].key) }
        }.map { members[$0] }
    }

    private mutating func put(value: JSON, at node: Int, isNested: Bool) {
        let column: Int
        if let known = paths.nodes[node].column {
            column = known
        } else {
            column = columns.count
            columns.append(ValueBuilder())
            paths[node].column = column
        }
        columns[column].put(value, at: rows)
        // A number at the top is what it is worth; inside an object that is compared as a whole its text may matter.
        switch value {
        case .number(.exact(_, let scale)) where isNested: writer.number(decimals: scale)
        case .number(.approximate) where isNested:
            mustKeepWhole = true
            writer.value()
        default: writer.value()
        }
    }

    private mutating func put(_ items: [JSON], at node: Int) {
        if let list = paths.nodes[node].list { return lists[list].put(items, at: rows) }
        paths[node].list = lists.count
        lists.append(ListBuilder())
        lists[lists.count - 1].put(items, at: rows)
    }

    /// The node below another; nil where there are too many.
    private mutating func place(_ key: String, of node: Int) -> Int? {
        if let known = paths.next(key, of: node) { return known }
        guard paths.nodes.count <= TableBuilder.mostColumns else {
            isComplete = false
            mustKeepWhole = true
            return nil
        }
        return paths.makeChild(key, of: node)
    }
}

extension JSON {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }
}
