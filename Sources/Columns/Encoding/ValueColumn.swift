import Values

/// One value a row, read from a mapped file.
struct ValueColumn {
    enum Cells {
        case narrow(UnsafeBufferPointer<Int16>, scale: UInt8)
        case middle(UnsafeBufferPointer<Int32>, scale: UInt8)
        case wide(UnsafeBufferPointer<Int64>, scale: UInt8)
        /// 0 is absent, n the n-th text of the dictionary.
        case bytes(UnsafeBufferPointer<UInt8>, TextColumn)
        case words(UnsafeBufferPointer<UInt16>, TextColumn)
        /// An empty text is absent.
        case texts(TextColumn)
    }

    let cells: Cells
    let holdsObjects: Bool
    let holdsLists: Bool
    let holdsInexact: Bool
    /// Rows that have a value.
    let present: Int

    init(_ json: JSON, rows: Int, from file: MappedFile) throws(ColumnFileError) {
        holdsObjects = json["objects"] == true
        holdsLists = json["lists"] == true
        holdsInexact = json["inexact"] == true
        present = Int(json["present"]?.number?.integer ?? 0)
        let scale = UInt8(clamping: json["scale"]?.number?.integer ?? 0)
        let count: Int
        switch (json["form"]?.string, json["width"]?.number?.integer) {
        case ("numbers", 2):
            let values = try file.section(json["values"], as: Int16.self)
            (cells, count) = (.narrow(values, scale: scale), values.count)
        case ("numbers", 4):
            let values = try file.section(json["values"], as: Int32.self)
            (cells, count) = (.middle(values, scale: scale), values.count)
        case ("numbers", 8):
            let values = try file.section(json["values"], as: Int64.self)
            (cells, count) = (.wide(values, scale: scale), values.count)
        case ("codes", 1):
            let codes = try file.section(json["codes"], as: UInt8.self)
            (cells, count) = (.bytes(codes, try TextList.read(json, from: file)), codes.count)
        case ("codes", 2):
            let codes = try file.section(json["codes"], as: UInt16.self)
            (cells, count) = (.words(codes, try TextList.read(json, from: file)), codes.count)
        case ("texts", _):
            let ends = try file.section(json["ends"], as: UInt32.self)
            let texts = TextColumn(ends: ends, bytes: try file.section(json["bytes"], as: UInt8.self))
            (cells, count) = (.texts(texts), ends.count)
        default: throw ColumnFileError.damaged(path: file.path)
        }
        guard count == rows, scale <= 18 else { throw ColumnFileError.damaged(path: file.path) }
    }

    /// The value in a row; nil where there is none. Cost: up to a microsecond.
    func value(_ row: Int) -> JSON? {
        switch cells {
        case .narrow(let values, let scale):
            values[row] == .min ? nil : .number(.exact(coefficient: Int64(values[row]), scale: scale))
        case .middle(let values, let scale):
            values[row] == .min ? nil : .number(.exact(coefficient: Int64(values[row]), scale: scale))
        case .wide(let values, let scale):
            values[row] == .min ? nil : .number(.exact(coefficient: values[row], scale: scale))
        case .bytes(let codes, let dictionary):
            codes[row] == 0 ? nil : ValueColumn.json(dictionary.utf8(Int(codes[row]) - 1))
        case .words(let codes, let dictionary):
            codes[row] == 0 ? nil : ValueColumn.json(dictionary.utf8(Int(codes[row]) - 1))
        case .texts(let texts): texts.range(row).isEmpty ? nil : ValueColumn.json(texts.utf8(row))
        }
    }

    static func json(_ bytes: UnsafeBufferPointer<UInt8>) -> JSON? {
        var scanner = JSONScanner(bytes)
        return try? scanner.value()
    }

    /// The decimals of a column of nothing but numbers; nil for any other.
    var scale: UInt8? {
        switch cells {
        case .narrow(_, let scale), .middle(_, let scale), .wide(_, let scale): scale
        case .bytes, .words, .texts: nil
        }
    }
}
