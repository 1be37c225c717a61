import CLibPQ
import CSQLite

/// One row of an answer; columns count from 0.
public struct Row {
    enum Source {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, row: Int32, firstColumn: Int32)
    }

    let source: Source

    public func isNull(_ column: Int) -> Bool {
        switch source {
        case .sqlite(let statement): sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
        case .postgres(let result, let row, let first): PQgetisnull(result, row, first + Int32(column)) == 1
        }
    }

    public func int(_ column: Int) -> Int64 {
        switch source {
        case .sqlite(let statement): sqlite3_column_int64(statement, Int32(column))
        case .postgres: withBytes(column) { Row.bigEndian($0) }
        }
    }

    public func double(_ column: Int) -> Double {
        switch source {
        case .sqlite(let statement): sqlite3_column_double(statement, Int32(column))
        case .postgres: withBytes(column) { Double(bitPattern: UInt64(bitPattern: Row.bigEndian($0))) }
        }
    }

    public func text(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }
    public func bytes(_ column: Int) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    public func optionalInt(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    /// The column's bytes where they lie, for parsing without a copy.
    public func withBytes<T>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T {
        switch source {
        case .sqlite(let statement):
            let start = sqlite3_column_blob(statement, Int32(column))?.assumingMemoryBound(to: UInt8.self)
            let count = Int(sqlite3_column_bytes(statement, Int32(column)))
            return try body(UnsafeBufferPointer(start: start, count: count))
        case .postgres(let result, let row, let first):
            let column = first + Int32(column)
            let count = Int(PQgetlength(result, row, column))
            guard count > 0, let start = PQgetvalue(result, row, column) else {
                return try body(UnsafeBufferPointer(start: nil, count: 0))
            }
            return try start.withMemoryRebound(to: UInt8.self, capacity: count) {
                try body(UnsafeBufferPointer(start: $0, count: count))
            }
        }
    }

    /// PostgreSQL sends integers of 2, 4 and 8 bytes, the highest first.
    private static func bigEndian(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64 {
        guard let first = bytes.first else { return 0 }
        precondition(bytes.count <= 8, "an integer column was expected: cast sums and times to bigint in the query")
        var value: Int64 = first >= 0x80 ? -1 : 0
        for byte in bytes { value = value << 8 | Int64(byte) }
        return value
    }
}
