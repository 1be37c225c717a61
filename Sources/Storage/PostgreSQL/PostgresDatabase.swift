import CLibPQ
import Foundation
import Logging

/// A PostgreSQL database, for when one machine is outgrown.
public final class PostgresDatabase: Database {
    public let dialect = Dialect.postgres
    private let writers: ConnectionThreads<PostgresConnection>
    private let readers: ConnectionThreads<PostgresConnection>
    private let engineReaders: ConnectionThreads<PostgresConnection>
    private let watch: PostgresWatch

    /// Connects and brings the schema up to date.
    ///
    /// - Parameters:
    ///   - url: `postgresql://user:password@host/database`, as libpq reads it.
    ///   - schema: where our tables lie, made if missing; the server's default where nil.
    ///   - logger: told when the server is lost and found again.
    public init(
        url: String, schema: String? = nil, writers: Int = 6, readers: Int = 2, engineReaders: Int = 2,
        logger: Logger? = nil
    ) throws {
        let watch = PostgresWatch(logger: logger)
        self.watch = watch
        let address = PostgresAddress(url: url, schema: schema)
        if let schema {
            try PostgresLink(PostgresAddress(url: url, schema: nil)).run("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"")
        }
        // Numbers of all processes must differ: the server hands them out.
        let first = try PostgresConnection(address, number: 0)
        try Migrations.apply(to: first) { body in
            try first.transaction("BEGIN") {
                try first.execute("SELECT pg_advisory_xact_lock($1)", [.int(Migrations.lockKey)])
                return try body()
            }
        }
        let block = Int64(writers + readers + engineReaders)
        let last = try first.transaction("BEGIN") {
            try first.first(
                "UPDATE sequences SET last = last + $1 WHERE name = 'connections' RETURNING last", [.int(block)]
            ) { $0.int(0) } ?? block
        }
        let numbers = ((last - block + 1)...last).map { $0 }
        let connections = try numbers.map { try PostgresConnection(address, number: $0, watch: watch) }
        self.writers = ConnectionThreads(
            name: "postgres-writer", shares: WriteLane.shares, workers: Array(connections.prefix(writers)))
        self.readers = ConnectionThreads(
            name: "postgres-reader", shares: [1], workers: Array(connections.dropFirst(writers).prefix(readers)))
        self.engineReaders = ConnectionThreads(
            name: "postgres-engine", shares: [1], priority: .givesWay,
            workers: Array(connections.suffix(engineReaders)))
    }

    /// Has somebody told whenever the server is there again after it was lost: what was committed `soon` just before may
    /// be undone.
    public func whenReturned(_ action: @escaping @Sendable () -> Void) { watch.whenReturned(action) }

    @discardableResult
    public func write<T: Sendable>(
        lane: WriteLane, durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        try await writers.run(lane: lane.rawValue) { connection in
            try connection.transaction(durability.begin) { try body(connection) }
        }
    }

    public func read<T: Sendable>(
        lane: ReadLane, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        try await (lane == .engine ? engineReaders : readers).run(lane: 0) { connection in
            try connection.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { try body(connection) }
        }
    }

    public func close() async {
        await readers.close()
        await engineReaders.close()
        await writers.close()
    }
}

extension Durability {
    /// Source: https://www.postgresql.org/docs/15/wal-async-commit.html
    fileprivate var begin: String {
        switch self {
        case .now: "BEGIN"
        case .soon: "BEGIN; SET LOCAL synchronous_commit = off"
        }
    }
}
