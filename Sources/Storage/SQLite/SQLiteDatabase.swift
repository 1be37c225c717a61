import Foundation
import CSQLite

/// The embedded database: one file, one process, one writer, several readers.
public final class SQLiteDatabase: Database {
    public let dialect = Dialect.sqlite
    public let path: String
    private let writer: ConnectionThreads<SQLiteConnection>
    private let readers: ConnectionThreads<SQLiteConnection>
    private let engineReaders: ConnectionThreads<SQLiteConnection>
    private let bulkReaders: ConnectionThreads<SQLiteBulkReader>
    private let lock: SQLiteFileLock
    private let checkpointer: SQLiteCheckpointer

    /// Opens or makes the file and brings its schema up to date.
    ///
    /// - Throws: `DatabaseError.ownedByProcess` where another process has it open.
    public convenience init(path: String, readers: Int = 3) throws {
        try self.init(path: path, readers: readers, prepare: "", logPages: SQLiteCheckpointer.pages)
    }

    /// Opens or makes the file and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - readers: how many queries may run beside the writer.
    ///   - logPages: at how many pages of 4 KB the log is copied into the file.
    ///   - prepare: statements for the writer's connection before its first use; tests limit the file's size here.
    /// - Throws: `DatabaseError.ownedByProcess` where another process has it open.
    init(path: String, readers readerCount: Int, prepare: String, logPages: Int) throws {
        self.path = path
        lock = try SQLiteFileLock(of: path)
        let writing = try SQLiteConnection(path: path, number: 0, isReader: false)
        try writing.executeScript(SQLiteDatabase.writerSettings)
        try Migrations.apply(to: writing) { try writing.transaction("IMMEDIATE", $0) }
        if !prepare.isEmpty { try writing.executeScript(prepare) }
        let reading = try (1...max(1, readerCount) + SQLiteDatabase.engineReaders).map { number in
            let connection = try SQLiteConnection(path: path, number: Int64(number), isReader: true)
            try connection.executeScript(SQLiteDatabase.readerSettings)
            return connection
        }
        checkpointer = try SQLiteCheckpointer(path: path, pages: logPages)
        writing.report(to: checkpointer)
        writer = ConnectionThreads(name: "sqlite-writer", shares: WriteLane.shares, workers: [writing])
        readers = ConnectionThreads(
            name: "sqlite-reader", shares: [1], workers: Array(reading.dropLast(SQLiteDatabase.engineReaders)))
        engineReaders = ConnectionThreads(
            name: "sqlite-engine", shares: [1], priority: .givesWay,
            workers: Array(reading.suffix(SQLiteDatabase.engineReaders)))
        bulkReaders = ConnectionThreads(
            name: "sqlite-bulk", shares: [1],
            workers: (1...SQLiteDatabase.bulkReaders).map {
                SQLiteBulkReader(path: path, number: Int64(reading.count + $0))
            })
    }

    /// One for each of the engine's workers.
    private static let engineReaders = 2
    /// One for each thread of a backtest.
    private static let bulkReaders = 2

    /// A commit is on the disk when it returns (FULL), unless it is asked for otherwise; `SQLiteCheckpointer` copies the log at 64 MB, in place of the
    /// automatic copy that is set here for plain connections; pages set free are not overwritten with zeros.
    static let writerSettings = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 16384;
        PRAGMA secure_delete = OFF;
        PRAGMA cache_size = -49152;
        PRAGMA temp_store = MEMORY;
        PRAGMA foreign_keys = OFF;
        """

    static let readerSettings = """
        PRAGMA query_only = ON;
        PRAGMA cache_size = -8192;
        PRAGMA temp_store = MEMORY;
        """

    @discardableResult
    public func write<T: Sendable>(
        lane: WriteLane, durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        try await writer.run(lane: lane.rawValue) { connection in
            try connection.sync(durability)
            return try connection.transaction("IMMEDIATE") { try body(connection) }
        }
    }

    public func read<T: Sendable>(
        lane: ReadLane, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        if lane == .bulk {
            return try await bulkReaders.run(lane: 0) { reader in
                let connection = try reader.connection()
                return try connection.transaction("DEFERRED") { try body(connection) }
            }
        }
        return try await (lane == .engine ? engineReaders : readers).run(lane: 0) { connection in
            try connection.transaction("DEFERRED") { try body(connection) }
        }
    }

    public func close() async {
        await readers.close()
        await engineReaders.close()
        await bulkReaders.close()
        await writer.close()
        checkpointer.close()
        lock.release()
    }
}
