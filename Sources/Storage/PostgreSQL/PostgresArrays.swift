/// The values of many rows, one array a column, in PostgreSQL's binary form.
///
/// Source: `array_send` in src/backend/utils/adt/arrayfuncs.c: dimensions, whether NULLs occur, element type,
/// length, lower bound, then each element with its length before it.
final class PostgresArrays {
    private var elements: [[UInt8]]
    private var hasNull: [Bool]

    init(columns: Int, rows: Int) {
        hasNull = Array(repeating: false, count: columns)
        elements = (0..<columns).map { _ in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(rows * 16)
            return bytes
        }
    }

    func append(_ value: Int64?, to column: Int) {
        guard let value else { return appendNull(to: column) }
        elements[column].appendBigEndian(Int32(8))
        elements[column].appendBigEndian(value)
    }

    func append(_ bytes: UnsafeBufferPointer<UInt8>, to column: Int) {
        elements[column].appendBigEndian(Int32(bytes.count))
        elements[column].append(contentsOf: bytes)
    }

    func appendNull(to column: Int) {
        hasNull[column] = true
        elements[column].appendBigEndian(Int32(-1))
    }

    /// The integer of a column that holds nothing else and no NULL: every element then takes twelve bytes.
    func integer(in column: Int, row: Int) -> Int64 {
        precondition(!hasNull[column], "a key is never NULL")
        return elements[column].withUnsafeBytes {
            Int64(bigEndian: $0.loadUnaligned(fromByteOffset: row * 12 + 4, as: Int64.self))
        }
    }

    func encoded(_ column: Int, kind: BulkColumn.Kind, count: Int) -> [UInt8] {
        PostgresArrays.header(of: kind.elementType, count: count, hasNull: hasNull[column]) + elements[column]
    }

    static func encoded(_ keys: [Int64]) -> [UInt8] {
        var bytes = header(of: BulkColumn.Kind.int.elementType, count: keys.count, hasNull: false)
        for key in keys {
            bytes.appendBigEndian(Int32(8))
            bytes.appendBigEndian(key)
        }
        return bytes
    }

    private static func header(of type: UInt32, count: Int, hasNull: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(Int32(count == 0 ? 0 : 1))
        bytes.appendBigEndian(Int32(hasNull ? 1 : 0))
        bytes.appendBigEndian(Int32(bitPattern: type))
        guard count > 0 else { return bytes }
        bytes.appendBigEndian(Int32(count))
        bytes.appendBigEndian(Int32(1))
        return bytes
    }
}

extension BulkColumn.Kind {
    /// The element's number in PostgreSQL's catalog (src/include/catalog/pg_type.dat), fixed for ever.
    var elementType: UInt32 {
        switch self {
        case .int: 20
        case .text: 25
        case .blob: 17
        }
    }

    /// That of the array of such elements.
    var arrayType: UInt32 {
        switch self {
        case .int: 1016
        case .text: 1009
        case .blob: 1001
        }
    }
}

extension [UInt8] {
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
