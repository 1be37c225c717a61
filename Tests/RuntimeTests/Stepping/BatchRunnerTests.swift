import Engine
import Foundation
import Logging
import Synchronization
import Testing
import Values

@testable import Runtime
@testable import Storage

@Suite("Batches of work")
struct BatchRunnerTests {
    private static let now = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private let scope = WorkspaceScope(.first)
    private let intake = IntakeStore()

    private func withRunner(_ body: (InterruptedDatabase, BatchRunner, [Lease]) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.path + "/batch-\(UUID().uuidString).sqlite"
        defer { for end in ["", ".lock", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + end) } }
        let database = InterruptedDatabase(try SQLiteDatabase(path: file))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let runner = BatchRunner(
            worker: 0, gate: BatchGate(),
            definitions: DefinitionsService(scope: scope, logger: logger, couponKey: .open), intake: intake,
            scope: scope,
            clock: SystemClock { BatchRunnerTests.now }, changes: ChangedCustomers(), logger: logger)
        let result: Result<Void, any Error>
        do {
            let leases = try await acquire(database)
            result = .success(try await body(database, runner, leases))
        } catch { result = .failure(error) }
        await database.close()
        try result.get()
    }

    private func acquire(_ database: any Database) async throws -> [Lease] {
        try await database.write(lane: .jobs) {
            try LeaseStore().acquire(owner: "test", now: BatchRunnerTests.now, on: $0)
        }
    }

    private func store(
        _ name: String, of user: String, traits: String? = nil, message: String, in database: any Database
    ) async throws {
        let who = try #require(Identity(.user, user))
        let event = IncomingEvent(
            identity: who, call: traits == nil ? .track : .identify, name: name, occurredAt: BatchRunnerTests.now,
            receivedAt: BatchRunnerTests.now, authority: .server, isHistorical: false,
            properties: Array((traits ?? "{}").utf8),
            envelope: Envelope(identities: [who], messageID: message))
        try await database.write(lane: .jobs) { [intake, scope] in
            _ = try intake.append([event], in: scope, now: BatchRunnerTests.now, on: $0)
        }
    }

    private func profiles(_ database: any Database) async throws -> Int64? {
        try await database.read { try $0.first("SELECT count(*) FROM profiles") { $0.int(0) } }
    }

    @Test("whoever is erased while their event is being stepped stays erased")
    func erasedMeanwhile() async throws {
        try await withRunner { database, runner, leases in
            try await store("Product Viewed", of: "ana", message: "m1", in: database)
            _ = try await runner.run(leases, neighbours: [], limit: 64, on: database)
            try await store("Product Added", of: "ana", message: "m2", in: database)
            let key = IdentityKey(try #require(Identity(.user, "ana")), workspace: .first)
            let erased = ErasedIdentities(key: TombstoneKey { $0 })
            database.beforeNextBatch { [intake, scope] database in
                try await Erasure(sharing: intake, remembering: erased).erase(
                    key, now: BatchRunnerTests.now, in: scope, from: database)
            }
            await #expect(throws: StepConflict.self) {
                _ = try await runner.run(leases, neighbours: [], limit: 64, on: database)
            }
            #expect(try await profiles(database) == 0)
            let again = try await acquire(database)
            _ = try await runner.run(
                leases.filter { held in !again.contains { $0.range == held.range } } + again, neighbours: [],
                limit: 64, on: database)
            #expect(try await profiles(database) == 0)
        }
    }

    @Test("after the database was lost, customers are read anew: what was cached of them may be undone")
    func databaseLost() async throws {
        try await withRunner { database, runner, leases in
            func name() async throws -> JSON? {
                let document = try await database.read { try $0.first("SELECT document FROM profiles") { $0.text(0) } }
                let key = IdentityKey(try #require(Identity(.user, "ana")), workspace: .first)
                return try Profile(key: key, document: try #require(document)).properties["first_name"]?.value
            }
            try await store(
                "Profile Updated", of: "ana", traits: #"{"first_name":"Ana"}"#, message: "m1", in: database)
            _ = try await runner.run(leases, neighbours: [], limit: 64, on: database)
            #expect(try await name() == "Ana")
            // As a crash would: something else is stored than what was committed last.
            try await database.write(lane: .jobs) {
                try $0.execute("UPDATE profiles SET document = replace(document, 'Ana', 'Bea')")
            }
            database.lose()
            try await store("Product Added", of: "ana", message: "m2", in: database)
            _ = try await runner.run(leases, neighbours: [], limit: 64, on: database)
            #expect(try await name() == "Bea")
        }
    }

    @Test("a batch that was read before the database was lost is not written after")
    func lostMeanwhile() async throws {
        try await withRunner { database, runner, leases in
            _ = try await runner.run(leases, neighbours: [], limit: 64, on: database)
            try await store("Product Viewed", of: "ana", message: "m1", in: database)
            database.beforeNextBatch { [database] _ in database.lose() }
            await #expect(throws: StepConflict.databaseLost) {
                _ = try await runner.run(leases, neighbours: [], limit: 64, on: database)
            }
            #expect(try await profiles(database) == 0)
            #expect(try await runner.run(leases, neighbours: [], limit: 64, on: database).finished == 1)
            #expect(try await profiles(database) == 1)
        }
    }

    @Test("an event that comes while others are being stepped is stepped by the next batch, once")
    func arrivesMeanwhile() async throws {
        try await withRunner { database, runner, leases in
            #expect(try await runner.run(leases, neighbours: [], limit: 64, on: database).taken == 0)
            try await store("Product Viewed", of: "ana", message: "m1", in: database)
            database.beforeNextBatch { database in
                try await store("Product Viewed", of: "bo", message: "m2", in: database)
            }
            #expect(try await runner.run(leases, neighbours: [], limit: 64, on: database).finished == 1)
            #expect(try await profiles(database) == 1)
            #expect(try await runner.run(leases, neighbours: [], limit: 64, on: database).finished == 1)
            #expect(try await profiles(database) == 2)
            #expect(try await runner.run(leases, neighbours: [], limit: 64, on: database).taken == 0)
        }
    }
}

/// Lets something happen between what a batch reads and what it writes.
private final class InterruptedDatabase: Database {
    typealias Interruption = @Sendable (any Database) async throws -> Void

    private let base: SQLiteDatabase
    private let interruption = Mutex<Interruption?>(nil)

    init(_ base: SQLiteDatabase) { self.base = base }

    var dialect: Dialect { base.dialect }

    private let losses = Mutex(0)

    /// As if the connections to the database had broken.
    func lose() { losses.withLock { $0 += 1 } }

    private func known<T: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> T
    ) -> @Sendable (any Connection) throws -> T {
        { connection in try body(CountingConnection(connection, losses: self.losses.withLock { $0 })) }
    }

    func beforeNextBatch(_ action: @escaping Interruption) { interruption.withLock { $0 = action } }

    func write<T: Sendable>(
        lane: WriteLane, durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        if lane == .engine {
            let action = interruption.withLock { stored in
                defer { stored = nil }
                return stored
            }
            try await action?(base)
        }
        return try await base.write(lane: lane, durability: durability, known(body))
    }

    func read<T: Sendable>(
        lane: ReadLane, _ body: @escaping @Sendable (any Connection) throws -> T
    ) async throws -> T {
        try await base.read(lane: lane, known(body))
    }

    func close() async { await base.close() }
}

/// A connection that says how often it was lost.
private final class CountingConnection: Connection {
    private let base: any Connection
    let losses: Int

    init(_ base: any Connection, losses: Int) {
        self.base = base
        self.losses = losses
    }

    var dialect: Dialect { base.dialect }
    var number: Int64 { base.number }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int { try base.execute(sql, arguments) }

    func query(_ sql: String, _ arguments: [SQLValue], _ row: (Row) throws -> Void) throws {
        try base.query(sql, arguments, row)
    }

    func run(_ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void) throws -> Int {
        try base.run(statement, count: count, bind: bind)
    }

    func runReporting(
        _ statement: BulkStatement, count: Int, bind: (inout RowBinder, Int) throws -> Void
    ) throws -> [Bool] {
        try base.runReporting(statement, count: count, bind: bind)
    }

    func queryEach(
        _ query: BulkQuery, count: Int, bind: (inout RowBinder, Int) throws -> Void, row: (Row, Int) throws -> Void
    ) throws {
        try base.queryEach(query, count: count, bind: bind, row: row)
    }

    func executeScript(_ sql: String) throws { try base.executeScript(sql) }

    func afterCommit(_ action: @escaping () -> Void) { base.afterCommit(action) }
}
