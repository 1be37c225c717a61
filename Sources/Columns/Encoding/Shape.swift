import Values

/// The form of a row without its values: its keys in their order and what kind of place each value has.
///
/// In bytes: `{` key node … `}` an object, a key being its length and `:` before it; `#` a value in a column;
/// a letter from `A` on a number in a column and its decimals; `[` a list kept as rows of its own; `n` null.
struct ShapeWriter {
    private(set) var bytes: [UInt8] = []

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }
    mutating func beginObject() { bytes.append(UInt8(ascii: "{")) }
    mutating func endObject() { bytes.append(UInt8(ascii: "}")) }
    mutating func null() { bytes.append(UInt8(ascii: "n")) }
    mutating func value() { bytes.append(UInt8(ascii: "#")) }
    mutating func list() { bytes.append(UInt8(ascii: "[")) }
    mutating func number(decimals: UInt8) { bytes.append(UInt8(ascii: "A") + decimals) }

    mutating func key(_ key: String) {
        var key = key
        key.withUTF8 { utf8 in
            bytes.append(contentsOf: String(utf8.count).utf8)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: utf8)
        }
    }
}

/// Puts a row together again from its shape and its table's columns.
struct ShapeReader {
    let table: Table
    let row: Int
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ table: Table, row: Int) {
        self.bytes = bytes
        self.table = table
        self.row = row
    }

    /// Nil where the shape names what the table does not have, which a checked file never does.
    mutating func value(at node: Int) -> JSON? {
        guard position < bytes.count else { return nil }
        let mark = bytes[position]
        position += 1
        switch mark {
        case UInt8(ascii: "{"): return object(at: node)
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "#"): return table.paths[node].column.flatMap { table.columns[$0].value(row) }
        case UInt8(ascii: "["): return table.paths[node].list.map { .array(table.lists[$0].values(row)) }
        default:
            let found = table.paths[node].column.flatMap { table.columns[$0].value(row) }
            return found.map { $0.withDecimals(mark - UInt8(ascii: "A")) }
        }
    }

    /// A bare item has its value where the key `value` has one.
    mutating func item() -> JSON? {
        guard bytes.first != UInt8(ascii: "{") else { return value(at: 0) }
        guard bytes.first != UInt8(ascii: "n") else { return .null }
        return table.paths.child("value", of: 0).flatMap { value(at: $0) }
    }

    private mutating func object(at node: Int) -> JSON? {
        var object = JSONObject()
        while position < bytes.count, bytes[position] != UInt8(ascii: "}") {
            guard let key = key() else { return nil }
            // Of a null no place was made.
            let child = table.paths.child(key, of: node)
            guard let found = child == nil ? bare() : value(at: child!) else { return nil }
            object.members.append(JSONObject.Member(key: key, value: found))
        }
        position += 1
        return .object(object)
    }

    private mutating func bare() -> JSON? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "n") else { return nil }
        position += 1
        return .null
    }

    private mutating func key() -> String? {
        var length = 0
        while position < bytes.count, bytes[position] != UInt8(ascii: ":") {
            length = length * 10 + Int(bytes[position] &- 48)
            position += 1
        }
        position += 1
        guard position + length <= bytes.count else { return nil }
        defer { position += length }
        return String(decoding: bytes[position..<position + length], as: UTF8.self)
    }
}

extension JSON {
    /// An exact number as it was written, with so many decimals.
    fileprivate func withDecimals(_ decimals: UInt8) -> JSON {
        guard case .number(.exact(var coefficient, var scale)) = self else { return self }
        while scale > decimals {
            coefficient /= 10
            scale -= 1
        }
        while scale < decimals {
            coefficient *= 10
            scale += 1
        }
        return .number(.exact(coefficient: coefficient, scale: scale))
    }
}
