import Engine
import Testing
import Values

@testable import Storage

@Suite("Housekeeping")
struct HousekeepingTests {
    @Test("what is 30 days old goes, what is younger stays", arguments: TestDatabase.reachable)
    func ageing(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            let late = noon + .days(31)
            for (day, moment) in [(0, noon), (20, noon + .days(20))] {
                let refused = RejectedEvent(receivedAt: moment, rule: "r", reason: "", source: "", body: "")
                _ = try await shopRows.store(
                    (0..<3).map { .sample(of: "p\($0)", message: "m\(day)-\($0)", at: moment) }, rejected: [refused],
                    now: moment)
                try await database.write(lane: .jobs) { connection in
                    try MessageStore().keep(
                        [
                            MessageBody(
                                message: Int64(day), storedAt: moment, provider: "", response: "", subject: "",
                                html: "", plain: "", mime: nil, links: "{}")
                        ], on: connection)
                    let session = Session(
                        tokenHash: [UInt8(day)], account: 1, createdAt: moment, expiresAt: moment + .days(14))
                    try SessionStore().create(session, on: connection)
                    _ = try SignInTryStore().hold([Int64(day)], now: moment, on: connection)
                }
            }
            let report = try await Housekeeping().run(now: late, on: database)
            #expect(report.dedupe == 3 && report.bodies == 1 && report.rejected == 1 && report.sessions == 1)
            #expect(report.signInTries == 2)
            let contents = try await database.contents()
            #expect(contents["event_dedupe"]?.count == 3 && contents["message_bodies"]?.count == 2)
            #expect(contents["rejected_events"]?.count == 1 && contents["events"]?.count == 6)
            let again = try await Housekeeping().run(now: late, on: database)
            #expect(again == Housekeeping.Report())
            let resent = try await database.write(lane: .intake) { connection in
                try [20, 0].map { day in
                    try IntakeStore().append(
                        (0..<3).map { .sample(of: "p\($0)", message: "m\(day)-\($0)", at: late) }, in: shop, now: late,
                        on: connection
                    ).storedCount
                }
            }
            #expect(resent == [0, 3], "a resend is recognised for 30 days")
        }
    }

    @Test("joined counts add up to what was counted", arguments: TestDatabase.reachable)
    func counters(kind: TestDatabase) async throws {
        try await kind.open { database in
            let store = CounterStore()
            let now = noon + .days(20)
            try await database.write(lane: .jobs) { connection in
                for minute in stride(from: Int64(0), to: 200, by: 7) {
                    try store.add(["a": 2, "b": 1], at: noon + .minutes(minute), in: shop, on: connection)
                }
                try store.add(["a": 5], at: now - .minutes(3), in: shop, on: connection)
                try store.add(["a": 9], at: noon - .days(500), in: shop, on: connection)
                try FlowCounts().write(
                    [FlowCounts.Key(flow: 1, kind: .entered): 4], at: noon, workspace: 1, on: connection)
                try connection.execute(
                    """
                    INSERT INTO flow_counts (workspace, flow, day, kind, currency, writer, count)
                    SELECT workspace, flow, day, kind, currency, writer + 1, 3 FROM flow_counts
                    """)
            }
            let overview = OverviewStore()
            let before = try await database.read {
                try overview.totals(from: noon - .hours(1), to: now, in: shop, on: $0)
            }
            #expect(try await Housekeeping().run(now: now, on: database).counters > 0)
            let after = try await database.read { connection in
                (
                    try overview.totals(from: noon - .hours(1), to: now, in: shop, on: connection),
                    try connection.first("SELECT count(*) FROM counters") { $0.int(0) },
                    try connection.first("SELECT count(*) FROM flow_counts") { $0.int(0) },
                    try FlowCounts().figures(in: shop, on: connection)
                )
            }
            #expect(after.0 == before && before == ["a": 63, "b": 29])
            // Four hours of two names, and the count of a moment ago.
            #expect(after.1 == 9)
            #expect(after.2 == 1 && after.3[1]?.entered == 7)
        }
    }
}
