import CSQLite

/// Rows read from a finished run and written once more: read ahead, so that only the writing is timed.
final class ReplayedTable {
    private let source: SQLiteConnection
    private let target: SQLiteLimitFile
    private let reading: OpaquePointer
    private let writing: OpaquePointer
    private let write: String
    private let total: Int
    private var taken = 0
    private var ahead: [[OpaquePointer?]] = []

    /// - Parameters:
    ///   - read: a query on the run's database, whose columns are the parameters of `write`.
    ///   - write: a statement on the new database.
    init(from source: SQLiteConnection, _ read: String, to target: SQLiteLimitFile, _ write: String) throws {
        self.source = source
        self.target = target
        self.write = write
        total = Int(try source.first("SELECT count(*) FROM (\(read))") { $0.int(0) } ?? 0)
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(source.handle, read, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw DatabaseError.failed(String(cString: sqlite3_errmsg(source.handle)), sql: read)
        }
        reading = statement
        writing = try target.prepared(write)
    }

    func close() {
        sqlite3_finalize(reading)
        sqlite3_finalize(writing)
        forget()
    }

    /// Reads on as far as this share of all rows (0...1).
    func readAhead(to share: Double) {
        let wanted = Int((Double(total) * share).rounded())
        while taken < wanted, sqlite3_step(reading) == SQLITE_ROW {
            taken += 1
            ahead.append(
                (0..<sqlite3_column_count(reading)).map { sqlite3_value_dup(sqlite3_column_value(reading, $0)) })
        }
    }

    func writeWhatWasRead() throws {
        for row in ahead {
            for (column, value) in row.enumerated() { sqlite3_bind_value(writing, Int32(column + 1), value) }
            guard sqlite3_step(writing) == SQLITE_DONE else { throw DatabaseError.failed(target.lastError, sql: write) }
            sqlite3_reset(writing)
        }
    }

    func forget() {
        for value in ahead.joined() { sqlite3_value_free(value) }
        ahead.removeAll(keepingCapacity: true)
    }
}
