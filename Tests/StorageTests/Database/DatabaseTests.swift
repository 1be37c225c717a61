import Foundation
import Testing

@testable import Storage

@Suite("Database")
struct DatabaseTests {
    @Test("every kind of value comes back as it went in", arguments: TestDatabase.reachable)
    func values(kind: TestDatabase) async throws {
        try await kind.open { database in
            let text = "žluťoučký 🐎 'quoted' \"\" \\"
            let row = try await database.write(lane: .jobs) { connection in
                try connection.execute(
                    "CREATE TABLE t (a \(connection.dialect.int), b \(connection.dialect.text), c \(connection.dialect.blob))"
                )
                try connection.execute(
                    "INSERT INTO t (a, b, c) VALUES ($1, $2, $3)", [.int(.min), .text(text), .blob([0, 255, 0])])
                try connection.execute("INSERT INTO t (a, b, c) VALUES ($1, $2, $3)", [.null, "", .blob([])])
                return try connection.all("SELECT a, b, c FROM t ORDER BY a NULLS LAST") {
                    "\($0.optionalInt(0) ?? 7) \($0.optionalText(1) ?? "null") \($0.isNull(2) ? [9] : $0.bytes(2))"
                }
            }
            #expect(row == ["\(Int64.min) \(text) [0, 255, 0]", "7  []"])
        }
    }

    @Test(
        "a write that throws leaves nothing behind and runs no action meant for after it",
        arguments: TestDatabase.reachable)
    func rollsBack(kind: TestDatabase) async throws {
        struct Refused: Error {}
        try await kind.open { database in
            let ran = Flag()
            await #expect(throws: Refused.self) {
                try await database.write(lane: .jobs) { connection in
                    connection.afterCommit { ran.set() }
                    try connection.execute("INSERT INTO definitions (workspace, version) VALUES (1, 1)")
                    throw Refused()
                }
            }
            let count = try await database.read { try $0.first("SELECT count(*) FROM definitions") { $0.int(0) } }
            #expect(count == 0)
            #expect(!ran.isSet)
            try await database.write(lane: .jobs) { $0.afterCommit { ran.set() } }
            #expect(ran.isSet)
        }
    }

    @Test("a list of keys is matched, the empty list too", arguments: TestDatabase.reachable)
    func lists(kind: TestDatabase) async throws {
        try await kind.open { database in
            let (some, none) = try await database.read { connection in
                let sql = "SELECT bucket_range FROM leases WHERE bucket_range IN (list($1)) AND epoch = $2 ORDER BY 1"
                return (
                    try connection.all(sql, [.list([5, 3, 99]), 0]) { $0.int(0) },
                    try connection.all(sql, [.list([]), 0]) { $0.int(0) }
                )
            }
            #expect(some == [3, 5])
            #expect(none.isEmpty)
        }
    }

    @Test(
        "a NUL or broken UTF-8 in a bulk row is named by its row, before anything is written",
        arguments: TestDatabase.reachable)
    func badText(kind: TestDatabase) async throws {
        let statement = BulkStatement.insert(into: "names", [.int("name_id"), .text("name")])
        try await kind.open { database in
            for bad in [Array("a\0b".utf8), [0x61, 0xC3], Array(repeating: 0x61, count: 20) + [0xFF]] {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write(lane: .jobs) { connection in
                        try connection.run(statement, count: 3) { row, index in
                            row.int(index)
                            try row.text(utf8: index == 2 ? bad : Array("good".utf8))
                        }
                    }
                }
                guard case .badData(row: 2, _) = error else {
                    Issue.record("expected row 2 to be named, got \(String(describing: error))")
                    continue
                }
                #expect(error?.isFaultOfData == true)
            }
            let count = try await database.read { try $0.first("SELECT count(*) FROM names") { $0.int(0) } }
            #expect(count == 0)
        }
    }

    @Test(
        "a bulk insert tells which rows were new, of a pair in one batch the first", arguments: TestDatabase.reachable)
    func reporting(kind: TestDatabase) async throws {
        let statement = BulkStatement.insert(
            into: "names", [.int("name_id"), .text("name")], key: ["name_id"], conflict: "ON CONFLICT DO NOTHING")
        try await kind.open { database in
            let effects = try await database.write(lane: .jobs) { connection in
                try connection.execute("INSERT INTO names (name_id, name) VALUES (4, 'known')")
                return try connection.runReporting(statement, count: 4) { row, index in
                    row.int([9, 4, 9, -1][index])
                    try row.text("n\(index)")
                }
            }
            #expect(effects == [true, false, false, true])
        }
    }

    @Test("a query for many rows says which row it answers, in order", arguments: TestDatabase.reachable)
    func queryEach(kind: TestDatabase) async throws {
        let query = BulkQuery(
            [.int("low"), .int("most")],
            "SELECT bucket_range FROM leases WHERE bucket_range >= rows.low ORDER BY bucket_range LIMIT rows.most")
        try await kind.open { database in
            let answers = try await database.read { connection in
                var answers: [String] = []
                try connection.queryEach(query, count: 3) { row, index in
                    row.int([60, 99, 2][index])
                    row.int(2)
                } row: { row, index in
                    answers.append("\(index):\(row.int(0))")
                }
                return answers
            }
            #expect(answers == ["0:60", "0:61", "2:2", "2:3"])
        }
    }

    @Test("a broken rule of the schema is told apart from a lost connection", arguments: TestDatabase.reachable)
    func constraint(kind: TestDatabase) async throws {
        try await kind.open { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write(lane: .jobs) { connection in
                    try connection.execute("INSERT INTO names (name_id, name) VALUES (1, NULL)")
                }
            }
            guard case .constraint = error else {
                Issue.record("expected a constraint, got \(String(describing: error))")
                return
            }
            #expect(error?.isTransient == false)
        }
    }

    @Test("opening again finds the schema as it is", arguments: TestDatabase.reachable)
    func migratesOnce(kind: TestDatabase) async throws {
        try await kind.open { database in
            let versions = try await database.write(lane: .jobs) { connection in
                try Migrations.apply(to: connection) { try $0() }
                return try connection.all("SELECT version FROM schema_migrations") { $0.int(0) }
            }
            #expect(versions == Migrations.all.map { Int64($0.version) })
            #expect(versions == Array(Set(versions)).sorted())
        }
    }

    @Test("a database of a newer release is left alone", arguments: TestDatabase.reachable)
    func newerSchema(kind: TestDatabase) async throws {
        try await kind.open { database in
            await #expect(throws: DatabaseError.schemaTooNew(found: 999, known: Migrations.latest)) {
                try await database.write(lane: .jobs) { connection in
                    try connection.execute("INSERT INTO schema_migrations (version, name) VALUES (999, 'later')")
                    try Migrations.apply(to: connection) { try $0() }
                }
            }
        }
    }

    @Test("a closed database says so", arguments: TestDatabase.reachable)
    func closed(kind: TestDatabase) async throws {
        try await kind.open { database in
            await database.close()
            await #expect(throws: DatabaseError.closed) { try await database.read { _ in } }
        }
    }
}

/// Set from a connection's thread, read by the test.
final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false
    func set() { lock.withLock { value = true } }
    var isSet: Bool { lock.withLock { value } }
}
