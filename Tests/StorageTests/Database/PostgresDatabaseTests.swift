import Synchronization
import Testing

@testable import Storage

@Suite("PostgreSQL", .enabled(if: TestDatabase.address != nil, "set CARTWHEEL_TEST_POSTGRES to run these"))
struct PostgresDatabaseTests {
    @Test("a lost connection is said, nothing of its transaction is stored, and the next call connects anew")
    func reconnects() async throws {
        try await TestDatabase.postgres.open { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write(lane: .jobs) { connection in
                    try connection.execute("INSERT INTO definitions (workspace, version) VALUES (1, 1)")
                    try connection.query("SELECT pg_terminate_backend(pg_backend_pid())") { _ in }
                }
            }
            guard case .connectionLost = error else {
                Issue.record("expected a lost connection, got \(String(describing: error))")
                return
            }
            #expect(error?.isTransient == true)
            for _ in 0..<4 {
                let count = try await database.write(lane: .jobs) { connection in
                    try connection.first("SELECT count(*) FROM definitions") { $0.int(0) }
                }
                #expect(count == 0)
            }
        }
    }

    @Test("connections that broke while nobody used them are replaced before anybody notices, but for those who ask")
    func brokenWhileIdle() async throws {
        try await TestDatabase.postgres.open { database in
            func losses() async throws -> Int { try await database.read { $0.losses } }
            let before = try await losses()
            let returned = Mutex(0)
            (database as? PostgresDatabase)?.whenReturned { returned.withLock { $0 += 1 } }
            for lane in [ReadLane.usual, .engine] {
                let reader = try await database.read(lane: lane) { connection in
                    try connection.first("SELECT pg_backend_pid()") { $0.int(0) }
                }
                try await database.write(lane: .jobs) { connection in
                    try connection.query("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000)", [.int(reader ?? 0)])
                    { _ in
                    }
                }
            }
            for lane in [ReadLane.usual, .engine] {
                let answer = try await database.read(lane: lane) { try $0.first("SELECT 1") { $0.int(0) } }
                #expect(answer == 1)
            }
            #expect(try await losses() == before + 2)
            #expect(returned.withLock { $0 } >= 1)
        }
    }

    @Test("the name of an event that a crash took with it is stored again when it comes the next time")
    func nameLost() async throws {
        try await TestDatabase.postgres.open { database in
            let names = NameRegistry()
            func store() async throws -> Int64 {
                try await database.write(lane: .jobs, durability: .soon) { connection in
                    _ = try names.ids(of: ["Product Viewed"], on: connection)
                }
                return try await database.read { try $0.first("SELECT count(*) FROM names") { $0.int(0) } } ?? 0
            }
            #expect(try await store() == 1)
            // As a crash would, which no test may bring about in a server that others use.
            try await database.write(lane: .jobs) { try $0.execute("DELETE FROM names") }
            #expect(try await store() == 0, "nobody told of it, so that it is not looked for")
            await #expect(throws: DatabaseError.self) {
                try await database.write(lane: .jobs) { connection in
                    try connection.query("SELECT pg_terminate_backend(pg_backend_pid())") { _ in }
                }
            }
            // Both writers are asked, the one that broke among them.
            async let first: Void = pause(database)
            async let second: Void = pause(database)
            _ = try await (first, second)
            #expect(try await store() == 1)
        }
    }

    private func pause(_ database: any Database) async throws {
        try await database.write(lane: .jobs) { try $0.query("SELECT pg_sleep(0.2)") { _ in } }
    }

    @Test("only what may reach the disk later is committed without waiting for it")
    func durability() async throws {
        try await TestDatabase.postgres.open { database in
            for (durability, setting) in [(Durability.soon, "off"), (.now, "on"), (.soon, "off")] {
                let found = try await database.write(lane: .engine, durability: durability) { connection in
                    try connection.first("SHOW synchronous_commit") { $0.text(0) }
                }
                #expect(found == setting)
            }
        }
    }

    @Test("a server that is not there is named in the error")
    func unreachable() {
        let error = #expect(throws: DatabaseError.self) {
            try PostgresDatabase(url: "postgresql://nobody@127.0.0.1:1/none")
        }
        #expect(error?.description.contains("127.0.0.1") == true)
    }

    @Test("a commit whose transaction had failed is no success")
    func failedCommit() async throws {
        try await TestDatabase.postgres.open { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write(lane: .jobs) { connection in
                    try? connection.executeScript("SELECT * FROM there_is_no_such_table")
                }
            }
        }
    }
}
