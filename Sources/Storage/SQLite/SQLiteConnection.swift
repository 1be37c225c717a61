import Foundation
import CSQLite

/// SQLite must copy what it is bound to: the bytes move when the call returns.
let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

/// A connection to an SQLite file through its C interface, with its prepared statements.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    let number: Int64
    let path: String
    let handle: OpaquePointer
    private var statements: [String: OpaquePointer] = [:]
    private var committed: [() -> Void] = []
    private var durability = Durability.now
    private var checkpointer: SQLiteCheckpointer?
    /// How long the log was after the last commit.
    private var logPages = 0

    init(path: String, number: Int64, isReader: Bool) throws {
        self.path = path
        self.number = number
        _ = SQLiteConnection.isPrepared
        var opened: OpaquePointer?
        let access = isReader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw DatabaseError.cannotOpen("\(path): \(reason); check that the folder exists and may be written")
        }
        handle = opened
        sqlite3_busy_timeout(handle, SQLiteConnection.busyMilliseconds)
    }

    /// Settings of the process, before its first connection.
    private static let isPrepared =
        cartwheel_sqlite_stop_counting_memory() == SQLITE_OK
        && cartwheel_sqlite_take_pages_in_bulk(pagesInBulk) == SQLITE_OK

    /// As many as a reader keeps at most.
    private static let pagesInBulk: Int32 = 2_048

    deinit { close() }

    /// Long enough for another connection's checkpoint; nothing else makes one wait.
    static let busyMilliseconds: Int32 = 5000

    private var isClosed = false

    func close() {
        guard !isClosed else { return }
        isClosed = true
        for statement in statements.values { sqlite3_finalize(statement) }
        statements = [:]
        sqlite3_close_v2(handle)
    }

    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let statement = try prepared(sql, rewritten: true)
        defer { sqlite3_reset(statement) }
        try bind(arguments, to: statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: continue
            case SQLITE_DONE: return Int(sqlite3_changes(handle))
            case let code: throw error(code, sql: sql)
            }
        }
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (Row) throws -> Void) throws {
        let statement = try prepared(sql, rewritten: true)
        defer { sqlite3_reset(statement) }
        try bind(arguments, to: statement)
        try step(statement, sql: sql, row)
    }

    @discardableResult
    func run(_ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void) throws -> Int {
        var changes = 0
        try each(statement, count: count, bind: bind) { _, changed in changes += changed }
        return changes
    }

    func runReporting(
        _ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void
    ) throws -> [Bool] {
        var effects = [Bool](repeating: false, count: count)
        try each(statement, count: count, bind: bind) { index, changed in effects[index] = changed > 0 }
        return effects
    }

    private func each(
        _ bulk: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void, done: (Int, Int) -> Void
    ) throws {
        guard count > 0 else { return }
        let statement = try prepared(bulk.sqlite, rewritten: false)
        defer { sqlite3_reset(statement) }
        for index in 0..<count {
            var binder = RowBinder(target: .sqlite(statement), row: index)
            try bind(&binder, index)
            let code = sqlite3_step(statement)
            guard code == SQLITE_DONE else { throw error(code, sql: bulk.sqlite, row: index) }
            done(index, Int(sqlite3_changes(handle)))
            sqlite3_reset(statement)
        }
    }

    func queryEach(
        _ query: BulkQuery, count: Int, bind: (inout RowBinder, Int) throws -> Void,
        row: (Row, Int) throws -> Void
    ) throws {
        guard count > 0 else { return }
        let statement = try prepared(query.sqlite, rewritten: false)
        defer { sqlite3_reset(statement) }
        for index in 0..<count {
            var binder = RowBinder(target: .sqlite(statement), row: index)
            try bind(&binder, index)
            try step(statement, sql: query.sqlite) { try row($0, index) }
            sqlite3_reset(statement)
        }
    }

    func executeScript(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql: sql) }
    }

    /// How the transactions from here on are committed.
    ///
    /// With NORMAL a commit is written to the log, in order, and the next one with FULL brings it to the disk.
    /// Source: https://www.sqlite.org/pragma.html#pragma_synchronous
    func sync(_ durability: Durability) throws {
        guard durability != self.durability else { return }
        try executeScript("PRAGMA synchronous = \(durability == .now ? "FULL" : "NORMAL")")
        self.durability = durability
    }

    func afterCommit(_ action: @escaping () -> Void) { committed.append(action) }

    /// Runs `body` between BEGIN and COMMIT; `mode` is IMMEDIATE for the writer.
    func transaction<T>(_ mode: String, _ body: () throws -> T) throws -> T {
        committed = []
        try execute("BEGIN \(mode)")
        do {
            let result = try body()
            try execute("COMMIT")
            for action in committed { action() }
            committed = []
            checkpointer?.committed(logPages: logPages, on: handle)
            return result
        } catch {
            committed = []
            // A full disk ends the transaction by itself.
            if sqlite3_get_autocommit(handle) == 0 { try executeScript("ROLLBACK") }
            throw error
        }
    }

    /// Tells the checkpointer of every commit, which takes the place of SQLite's own copying.
    func report(to checkpointer: SQLiteCheckpointer) {
        self.checkpointer = checkpointer
        sqlite3_wal_hook(
            handle,
            { connection, _, _, pages in
                guard let connection else { return SQLITE_OK }
                Unmanaged<SQLiteConnection>.fromOpaque(connection).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}

extension SQLiteConnection {
    private func step(_ statement: OpaquePointer, sql: String, _ row: (Row) throws -> Void) throws {
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try row(Row(source: .sqlite(statement)))
            case SQLITE_DONE: return
            case let code: throw error(code, sql: sql)
            }
        }
    }

    private func prepared(_ sql: String, rewritten: Bool) throws -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        let text = rewritten ? dialect.rewritten(sql) : sql
        let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw error(code, sql: text) }
        statements[sql] = statement
        return statement
    }

    private func bind(_ arguments: [SQLValue], to statement: OpaquePointer) throws {
        var binder = RowBinder(target: .sqlite(statement), row: 0)
        for argument in arguments {
            switch argument {
            case .null: binder.null()
            case .int(let value): binder.int(value)
            case .double(let value): binder.double(value)
            case .text(let value): try binder.text(value)
            case .blob(let value): binder.blob(value)
            case .list(let keys): try binder.text("[\(keys.map(String.init).joined(separator: ","))]")
            }
        }
    }

    /// Source: https://www.sqlite.org/rescode.html
    func error(_ code: Int32, sql: String, row: Int? = nil) -> DatabaseError {
        let reason = String(cString: sqlite3_errmsg(handle))
        switch code & 0xFF {
        case SQLITE_FULL: return .diskFull("\(path): \(reason)")
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy(reason)
        case SQLITE_CONSTRAINT: return .constraint(reason + (row.map { ", row \($0)" } ?? ""))
        case SQLITE_TOOBIG, SQLITE_MISMATCH: return .badData(row: row, reason)
        case SQLITE_IOERR where errno == ENOSPC: return .diskFull("\(path): \(reason)")
        case SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_READONLY: return .cannotOpen("\(path): \(reason)")
        default: return .failed(reason, sql: sql)
        }
    }
}
