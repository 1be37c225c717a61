/// The values of one call in PostgreSQL's binary form.
struct PostgresParameters {
    var values: [[UInt8]?] = []
    var types: [UInt32] = []

    var hasNull: Bool { values.contains { $0 == nil } }
    /// Tells statements apart whose text is the same but whose NULLs leave types open.
    var signature: String { types.map(String.init).joined(separator: ",") }

    /// Type numbers from src/include/catalog/pg_type.dat; 0 leaves the type to the server.
    init(_ arguments: [SQLValue]) throws {
        for argument in arguments {
            switch argument {
            case .null: append(nil, type: 0)
            case .int(let value): append(bytes(value), type: BulkColumn.Kind.int.elementType)
            case .double(let value): append(bytes(Int64(bitPattern: value.bitPattern)), type: 701)
            case .text(var value):
                let fault = value.withUTF8 { TextCheck.fault(of: $0, knownValid: true) }
                if let fault { throw DatabaseError.badData(row: nil, fault) }
                append(Array(value.utf8), type: BulkColumn.Kind.text.elementType)
            case .blob(let value): append(value, type: BulkColumn.Kind.blob.elementType)
            case .list(let keys): append(PostgresArrays.encoded(keys), type: BulkColumn.Kind.int.arrayType)
            }
        }
    }

    init(_ arrays: PostgresArrays, _ columns: [BulkColumn], count: Int) {
        for (index, column) in columns.enumerated() {
            append(arrays.encoded(index, kind: column.kind, count: count), type: column.kind.arrayType)
        }
    }

    private mutating func append(_ value: [UInt8]?, type: UInt32) {
        values.append(value)
        types.append(type)
    }

    private func bytes(_ value: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(value)
        return bytes
    }
}
