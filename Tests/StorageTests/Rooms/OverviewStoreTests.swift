import Engine
import Testing
import Values

@testable import Storage

@Suite("Overview")
struct OverviewStoreTests {
    private let store = OverviewStore()

    @Test("an event in line waits since it came, a timer since it was due", arguments: TestDatabase.reachable)
    func oldestDue(kind: TestDatabase) async throws {
        try await kind.open { database in
            let shopRows = Shop(database: database)
            let now = noon + .minutes(10)
            #expect(try await database.read { try store.oldestDue(now: now, on: $0) } == nil)
            try await database.write(lane: .engine) { connection in
                let timers = [noon + .minutes(4), noon + .hours(1)].map {
                    WorkItem(dueAt: $0, kind: .journeyDue, id: 1, subject: key("bo"))
                }
                try WorkStore().schedule(timers, in: shop, on: connection)
            }
            #expect(try await database.read { try store.oldestDue(now: now, on: $0) } == noon + .minutes(4))
            _ = try await shopRows.store([.sample(message: "m", at: noon + .minutes(2))])
            #expect(try await database.read { try store.oldestDue(now: now, on: $0) } == noon + .minutes(2))
        }
    }

    @Test("counts of a stretch of time are summed by name", arguments: TestDatabase.reachable)
    func totals(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await database.write(lane: .intake) { connection in
                for minute in Int64(0)..<5 {
                    try CounterStore().add(["a": 2, "b": 1], at: noon + .minutes(minute), in: shop, on: connection)
                }
            }
            let totals = try await database.read {
                try store.totals(from: noon + .minutes(1), to: noon + .minutes(4), in: shop, on: $0)
            }
            #expect(totals == ["a": 6, "b": 3])
        }
    }

    @Test("the feed names people, newest first, in the kinds asked for", arguments: TestDatabase.reachable)
    func activity(kind: TestDatabase) async throws {
        try await kind.open { database in
            try await Shop(database: database).apply { batch in
                batch.profiles = [.sample("ana"), .sample("bo")]
                batch.log = [
                    .line(.flowEntered), .line(.stepTaken), .line(.goalReached, of: "bo"), .line(.exited, of: "nobody"),
                ]
            }
            let rows = try await database.read {
                try store.activity([.flowEntered, .goalReached, .exited], in: shop, on: $0)
            }
            #expect(rows.map(\.name) == ["bo", "ana"] && rows.map(\.entry.kind) == [.goalReached, .flowEntered])
            let newest = try await database.read { try store.activity(limit: 1, in: shop, on: $0) }
            #expect(newest.map(\.entry.kind) == [.goalReached] && newest[0].sequence > rows[1].sequence)
        }
    }
}
