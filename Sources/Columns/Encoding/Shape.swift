import Values

/// The form of a row without its values: its keys in their order and what kind of place each value has.
///
/// In bytes: `{`, how many members, and each one's node and form; `#` a value in a column; a letter from `A` on a
/// number in a column and its decimals; `[` a list kept as rows of its own; `n` null. Counts and nodes take two bytes.
struct ShapeWriter {
    private(set) var bytes: [UInt8] = []

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func beginObject(count: Int) {
        bytes.append(UInt8(ascii: "{"))
        append(count)
    }

    mutating func key(_ node: Int) { append(node) }
    mutating func null() { bytes.append(UInt8(ascii: "n")) }
    mutating func value() { bytes.append(UInt8(ascii: "#")) }
    mutating func list() { bytes.append(UInt8(ascii: "[")) }
    mutating func number(decimals: UInt8) { bytes.append(UInt8(ascii: "A") + decimals) }

    private mutating func append(_ number: Int) {
        bytes.append(UInt8(truncatingIfNeeded: number))
        bytes.append(UInt8(truncatingIfNeeded: number >> 8))
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

    /// The whole row; a bare item has its value where the key `value` has one.
    mutating func value() -> JSON? {
        guard let mark = bytes.first else { return nil }
        if mark == UInt8(ascii: "{") || mark == UInt8(ascii: "n") { return value(at: 0) }
        return table.paths.child("value", of: 0).flatMap { value(at: $0) }
    }

    /// Nil where the shape names what the table does not have, which a checked file never does.
    private mutating func value(at node: Int) -> JSON? {
        guard position < bytes.count, node < table.paths.nodes.count else { return nil }
        let mark = bytes[position]
        position += 1
        let place = table.paths.nodes[node]
        switch mark {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "#"): return place.column.flatMap { table.columns[$0].value(row) }
        case UInt8(ascii: "["): return place.list.map { .array(table.lists[$0].values(row)) }
        default:
            let found = place.column.flatMap { table.columns[$0].value(row) }
            return found.map { $0.withDecimals(mark &- UInt8(ascii: "A")) }
        }
    }

    private mutating func object() -> JSON? {
        guard let count = number() else { return nil }
        var object = JSONObject()
        object.members.reserveCapacity(count)
        for _ in 0..<count {
            guard let node = number(), let found = value(at: node) else { return nil }
            object.members.append(JSONObject.Member(key: table.paths.nodes[node].key.text, value: found))
        }
        return .object(object)
    }

    private mutating func number() -> Int? {
        guard position + 2 <= bytes.count else { return nil }
        defer { position += 2 }
        return Int(bytes[position]) | Int(bytes[position + 1]) << 8
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
