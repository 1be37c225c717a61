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
    private var paths = PathTree()
    private var columns: [ValueBuilder] = []
    private var lists: [ListBuilder] = []
    private var isComplete = true
    private var writer = ShapeWriter()
    private var shapes: [UInt16] = []
    private var codeOfShape: [ByteKey: UInt16] = [:]
    private var shapeTexts: [[UInt8]] = []
    private var wholeEnds: [UInt32] = []
    private var wholeBytes: [UInt8] = []
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

/// Gathers the items of one path's lists.
struct ListBuilder {
    private(set) var ends: [UInt32] = []
    private var items: [TableBuilder] = [TableBuilder(isOfItems: true)]

    mutating func put(_ list: [JSON], at row: Int) {
        fill(to: row)
        for item in list { items[0].add(item: item) }
        ends.append(UInt32(items[0].rows))
    }

    mutating func fill(to rows: Int) {
        while ends.count < rows { ends.append(UInt32(items[0].rows)) }
    }

    mutating func write(rows: Int, to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        fill(to: rows)
        return ["ends": try writer.add(ends), "items": .object(try items[0].write(to: writer))]
    }
}

extension TableBuilder {
    /// Writes the table; answers its part of the directory.
    mutating func write(to writer: ColumnFileWriter) throws(ColumnFileError) -> JSONObject {
        var places: [JSON] = []
        // In the order of the nodes, so that a reader gives them the same numbers.
        for node in paths.nodes.dropFirst() {
            var place: JSONObject = [
                "key": .string(node.key.text), "parent": .number(Number(node.parent)),
            ]
            if node.isObject { place["object"] = true }
            if let column = node.column {
                place["column"] = .object(try columns[column].write(rows: rows, to: writer))
                columns[column] = ValueBuilder()
            }
            if let list = node.list {
                place["list"] = .object(try lists[list].write(rows: rows, to: writer))
                lists[list] = ListBuilder()
            }
            places.append(.object(place))
        }
        var object: JSONObject = [
            "rows": .number(Number(rows)), "complete": .bool(isComplete), "places": .array(places),
        ]
        let isNarrow = shapeTexts.count < 256
        object["shapeWidth"] = isNarrow ? 1 : 2
        object["shapes"] = try isNarrow ? writer.add(shapes.map { UInt8($0) }) : writer.add(shapes)
        var ends: [UInt32] = []
        var bytes: [UInt8] = []
        for text in shapeTexts {
            bytes.append(contentsOf: text)
            ends.append(UInt32(bytes.count))
        }
        object["shapeEnds"] = try writer.add(ends)
        object["shapeBytes"] = try writer.add(bytes)
        if !wholeBytes.isEmpty {
            object["wholeEnds"] = try writer.add(wholeEnds)
            object["wholeBytes"] = try writer.add(wholeBytes)
        }
        return object
    }
}
