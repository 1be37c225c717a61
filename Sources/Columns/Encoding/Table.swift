import Values

/// Rows of JSON objects, read from a mapped file.
struct Table {
    let rows: Int
    let columns: [ValueColumn]
    let lists: [ListColumn]
    let paths: PathTree
    /// Whether every path that occurs has a column.
    private let isComplete: Bool
    private let shapeCodes: ShapeCodes
    private let shapes: TextColumn
    /// Rows kept as text; nil where there are none.
    private let whole: TextColumn?

    private enum ShapeCodes {
        case bytes(UnsafeBufferPointer<UInt8>)
        case words(UnsafeBufferPointer<UInt16>)
    }

    init(_ json: JSON?, from file: MappedFile) throws(ColumnFileError) {
        guard let json, let rows = json["rows"]?.number?.integer, let places = json["places"]?.array else {
            throw ColumnFileError.damaged(path: file.path)
        }
        self.rows = Int(rows)
        isComplete = json["complete"] == true
        var paths = PathTree()
        var columns: [ValueColumn] = []
        var lists: [ListColumn] = []
        for place in places {
            guard let key = place["key"]?.string, let parent = place["parent"]?.number?.integer, parent >= 0,
                parent < paths.nodes.count
            else { throw ColumnFileError.damaged(path: file.path) }
            let node = paths.makeChild(key, of: Int(parent))
            paths[node].isObject = place["object"] == true
            if let column = place["column"] {
                paths[node].column = columns.count
                columns.append(try ValueColumn(column, rows: Int(rows), from: file))
            }
            if let list = place["list"] {
                paths[node].list = lists.count
                lists.append(try ListColumn(list, rows: Int(rows), from: file))
            }
        }
        (self.paths, self.columns, self.lists) = (paths, columns, lists)
        if json["shapeWidth"]?.number?.integer == 1 {
            shapeCodes = .bytes(try file.section(json["shapes"], as: UInt8.self))
        } else {
            shapeCodes = .words(try file.section(json["shapes"], as: UInt16.self))
        }
        shapes = TextColumn(
            ends: try file.section(json["shapeEnds"], as: UInt32.self),
            bytes: try file.section(json["shapeBytes"], as: UInt8.self))
        if json["wholeEnds"] == nil {
            whole = nil
        } else {
            whole = TextColumn(
                ends: try file.section(json["wholeEnds"], as: UInt32.self),
                bytes: try file.section(json["wholeBytes"], as: UInt8.self))
        }
    }

    /// Where the values of a path are.
    enum Place {
        case absent
        case column(ValueColumn)
        case list(ListColumn)
        /// Not in one column: only whole rows tell.
        case elsewhere
    }

    func place(_ path: [String]) -> Place {
        var node = 0
        for key in path {
            if let column = paths[node].column, columns[column].holdsObjects { return .elsewhere }
            guard let child = paths.child(key, of: node) else { return isComplete ? .absent : .elsewhere }
            node = child
        }
        let found = paths[node]
        if found.isObject { return .elsewhere }
        switch (found.column, found.list) {
        case (nil, nil): return .absent
        case (let column?, nil): return .column(columns[column])
        case (nil, let list?): return .list(lists[list])
        case (_?, _?): return .elsewhere
        }
    }

    /// Whether every value that a path has is a number, or there is none.
    func value(_ row: Int) -> JSON? {
        let code: Int
        switch shapeCodes {
        case .bytes(let codes): code = Int(codes[row])
        case .words(let codes): code = Int(codes[row])
        }
        guard code > 0 else { return whole.flatMap { ValueColumn.json($0.utf8(row)) } }
        var reader = ShapeReader(shapes.utf8(code - 1), self, row: row)
        return reader.value()
    }

    /// The object in a row, as it came; what cannot be read as one is its bytes.
    func body(_ row: Int) -> (object: JSONObject?, bytes: [UInt8]) {
        if case .object(let object)? = value(row) { return (object, []) }
        return (nil, whole.map { Array($0.utf8(row)) } ?? [])
    }
}

/// The items of one path's lists.
struct ListColumn {
    let ends: UnsafeBufferPointer<UInt32>
    let items: [Table]

    init(_ json: JSON, rows: Int, from file: MappedFile) throws(ColumnFileError) {
        ends = try file.section(json["ends"], as: UInt32.self)
        items = [try Table(json["items"], from: file)]
        guard ends.count == rows, Int(ends.last ?? 0) == items[0].rows else {
            throw ColumnFileError.damaged(path: file.path)
        }
    }

    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row]) }
    func values(_ row: Int) -> [JSON] { range(row).map { items[0].value($0) ?? .null } }
}
