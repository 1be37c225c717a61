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
