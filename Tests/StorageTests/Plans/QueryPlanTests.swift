import Engine
import Testing

@testable import Storage

/// A hot query that reads a whole table is quick in a test and slow in a shop.
@Suite("Query plans")
struct QueryPlanTests {
    /// The statements that run for every event, step or message.
    private static let hot: [(name: String, sqlite: String, postgres: String)] =
        [
            ("due work", WorkStore.dueInRange), ("paused work", WorkStore.pausedInRange),
            ("next work", WorkStore.firstInRange),
            ("timeline", CustomerStore.newest), ("engine's timeline", CustomerStore.history),
            ("past by name", CustomerStore.pasts),
            ("ready messages", MessageStore.readyInRange), ("overdue messages", MessageStore.overdueInRange),
        ].map { ($0.0, $0.1.sqlite, $0.1.postgres) }
        + [
            ("work done", WorkRow.deletion), ("profile written", StepStore.updateDocument),
            ("message changed", MessageRow.changing), ("message taken", MessageStore.toSending),
        ].map { ($0.0, $0.1.sqlite, $0.1.postgres) }
        + [
            ("identities", CustomerStore.identitiesByKey),
            ("identities of a profile", CustomerStore.identitiesByProfile), ("links", CustomerStore.linksByKey),
            ("log page", LogStore.page), ("ledger", LedgerStore.linesByAddress),
            ("profiles of a build", CustomerStore.profilesInOrder), ("events that wait", CustomerStore.pendingEvent),
            ("members", MembershipStore.membersQuery),
            ("changes of a segment", MembershipStore.changesQuery),
            ("members by entering", MembershipStore.enteredQuery),
            ("changes of a person", MembershipStore.personQuery),
            ("what a person is in", MembershipStore.personIsInQuery),
            ("hours of a segment", MembershipStore.hoursQuery),
            ("people of a product", InterestStore.audienceQuery),
        ].map { ($0.0, Dialect.sqlite.rewritten($0.1), Dialect.postgres.rewritten($0.1)) }

    @Test("no hot query reads a whole table on SQLite", arguments: hot.map(\.name))
    func sqlite(name: String) async throws {
        let sql = try #require(QueryPlanTests.hot.first { $0.name == name }).sqlite
        try await TestDatabase.sqlite.open { database in
            let plan = try await database.read { connection in
                try connection.all("EXPLAIN QUERY PLAN " + sql) { $0.text(3) }
            }
            let scans = plan.filter {
                $0.hasPrefix("SCAN") && !$0.contains("json_each") && !$0.contains("VIRTUAL TABLE")
            }
            #expect(scans.isEmpty && !plan.isEmpty, "\(plan)")
            // Rows must come out of the index in order: sorting a backlog would read all of it.
            if name != "links", name != "ledger" { #expect(!plan.contains { $0.contains("ORDER BY") }, "\(plan)") }
            if name == "engine's timeline" {
                #expect(plan.allSatisfy { $0.contains("COVERING INDEX events_by_identity") }, "\(plan)")
            }
        }
    }

    @Test(
        "no hot query reads a whole table on PostgreSQL", .enabled(if: TestDatabase.address != nil),
        arguments: hot.map(\.name))
    func postgres(name: String) async throws {
        let sql = try #require(QueryPlanTests.hot.first { $0.name == name }).postgres
        try await TestDatabase.postgres.open { database in
            let plan = try await database.write(lane: .jobs) { connection in
                // Tables of a test are empty, where reading all of them is right.
                try connection.executeScript(
                    "SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan")
                let number =
                    sql.split(separator: "$").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0
                let nulls = Array(repeating: "NULL", count: number).joined(separator: ", ")
                try connection.executeScript("PREPARE plan AS \(sql)")
                return try connection.all("EXPLAIN EXECUTE plan(\(nulls))") { $0.text(0) }
            }
            let scans = plan.filter { $0.contains("Seq Scan") }
            #expect(scans.isEmpty && !plan.isEmpty, "\(plan.joined(separator: "\n"))")
            #expect(plan.contains { $0.contains("Index") }, "\(plan.joined(separator: "\n"))")
        }
    }
}
