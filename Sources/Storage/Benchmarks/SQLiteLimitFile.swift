import Foundation
import CSQLite

/// A new database with our schema and settings, driven through SQLite's plain C interface.
final class SQLiteLimitFile {
    private let folder: URL
    private let handle: OpaquePointer

    init(directory: String, name: String) throws {
        folder = URL(filePath: directory).appending(path: "\(name)-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "limit.sqlite").path
        let schema = try SQLiteConnection(path: path, number: 0, isReader: false)
        try schema.executeScript(SQLiteDatabase.writerSettings)
        try Migrations.apply(to: schema) { try $0() }
        schema.close()
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else { throw DatabaseError.cannotOpen(path) }
        handle = opened
        sqlite3_exec(handle, SQLiteDatabase.writerSettings, nil, nil, nil)
    }

    var lastError: String { String(cString: sqlite3_errmsg(handle)) }

    func prepared(_ sql: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw DatabaseError.failed(lastError, sql: sql) }
        return statement
    }

    func transaction(_ body: () throws -> Void) throws {
        sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil)
        try body()
        guard sqlite3_exec(handle, "COMMIT", nil, nil, nil) == SQLITE_OK else {
            throw DatabaseError.failed(lastError, sql: "COMMIT")
        }
    }

    /// Closes it, once every statement is finalized, and removes the folder.
    func remove() {
        sqlite3_close_v2(handle)
        try? FileManager.default.removeItem(at: folder)
    }
}
