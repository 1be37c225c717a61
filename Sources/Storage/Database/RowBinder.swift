import CSQLite

/// Keys as they are bound for `IN (list(…))`, put together once.
struct KeyList: Sendable {
    let sqlite: String
    let postgres: String

    init(_ keys: [Int64]) {
        let elements = keys.map(String.init).joined(separator: ",")
        sqlite = "[\(elements)]"
        postgres = "{\(elements)}"
    }
}

/// Takes the values of one row of a bulk statement, in the order of its columns.
public struct RowBinder {
    enum Target {
        case sqlite(OpaquePointer)
        case postgres(PostgresArrays)
    }

    let target: Target
    let row: Int
    private var column = 0

    init(target: Target, row: Int) {
        self.target = target
        self.row = row
    }

    public mutating func int(_ value: Int64?) {
        switch target {
        case .sqlite(let statement):
            column += 1
            if let value {
                sqlite3_bind_int64(statement, Int32(column), value)
            } else {
                sqlite3_bind_null(statement, Int32(column))
            }
        case .postgres(let arrays):
            arrays.append(value, to: column)
            column += 1
        }
    }

    public mutating func int(_ value: Int) { int(Int64(value)) }

    /// For single statements: bulk statements carry no fractions.
    mutating func double(_ value: Double) {
        guard case .sqlite(let statement) = target else { preconditionFailure("bulk rows carry no fractions") }
        column += 1
        sqlite3_bind_double(statement, Int32(column), value)
    }

    /// - Throws: `DatabaseError.badData` naming this row where the text holds a NUL, which PostgreSQL cannot store.
    public mutating func text(_ value: String?) throws {
        guard var value else { return null() }
        try value.withUTF8 { try utf8($0, isValid: true) }
    }

    /// Text that comes as bytes, JSON for one; it must be UTF-8 without NUL.
    public mutating func text(utf8 bytes: [UInt8]?) throws {
        guard let bytes else { return null() }
        try bytes.withUnsafeBufferPointer { try utf8($0, isValid: false) }
    }

    /// Keys for `column IN (list(rows.name))`, in a text column.
    public mutating func list(_ keys: [Int64]) throws { try list(KeyList(keys)) }

    /// The same, of a list that many rows have in common.
    mutating func list(_ keys: KeyList) throws {
        switch target {
        case .sqlite: try text(keys.sqlite)
        case .postgres: try text(keys.postgres)
        }
    }

    public mutating func blob(_ bytes: [UInt8]?) {
        guard let bytes else { return null() }
        bytes.withUnsafeBufferPointer { bytes in
            switch target {
            case .sqlite(let statement):
                column += 1
                sqlite3_bind_blob64(statement, Int32(column), bytes.baseAddress, UInt64(bytes.count), copied)
                // An empty blob has no address, which SQLite would take for NULL.
                if bytes.isEmpty { sqlite3_bind_zeroblob(statement, Int32(column), 0) }
            case .postgres(let arrays):
                arrays.append(bytes, to: column)
                column += 1
            }
        }
    }

    public mutating func null() {
        switch target {
        case .sqlite(let statement):
            column += 1
            sqlite3_bind_null(statement, Int32(column))
        case .postgres(let arrays):
            arrays.appendNull(to: column)
            column += 1
        }
    }

    private mutating func utf8(_ bytes: UnsafeBufferPointer<UInt8>, isValid: Bool) throws {
        if let fault = TextCheck.fault(of: bytes, knownValid: isValid) {
            throw DatabaseError.badData(row: row, "\(fault), in column \(column + 1)")
        }
        switch target {
        case .sqlite(let statement):
            column += 1
            // No bytes have no address, which SQLite would take for NULL.
            guard let start = bytes.baseAddress else {
                sqlite3_bind_text(statement, Int32(column), "", 0, copied)
                return
            }
            let text = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text64(statement, Int32(column), text, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
        case .postgres(let arrays):
            arrays.append(bytes, to: column)
            column += 1
        }
    }
}
