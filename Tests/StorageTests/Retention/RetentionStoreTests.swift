import Engine
import Testing
import Values

@testable import Storage

@Suite("Retention")
struct RetentionStoreTests {
    @Test("what recognises resends is let go of after 30 days, in chunks", arguments: TestDatabase.reachable)
    func dedupe(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let old = (0..<25).map { IncomingEvent.sample(of: "p\($0)", message: "old") }
            let new = (0..<25).map { IncomingEvent.sample(of: "p\($0)", message: "new") }
            let left = try await database.write(lane: .jobs) { connection in
                _ = try intake.append(old, in: shop, now: noon - .days(32), on: connection)
                _ = try intake.append(new, in: shop, now: noon, on: connection)
                var cursor: RetentionStore.DedupeCursor? = .start
                var chunks = 0
                while let after = cursor {
                    cursor = try RetentionStore().forgetDedupe(after: after, now: noon, limit: 10, on: connection)
                    chunks += 1
                }
                #expect(chunks == 6)
                return try connection.first("SELECT count(*) FROM event_dedupe") { $0.int(0) }
            }
            #expect(left == 25)
            let again = try await database.write(lane: .intake) {
                try intake.append(new, in: shop, now: noon, on: $0)
            }
            #expect(again.storedCount == 0)
        }
    }

    @Test("refused events, counts and bytes go when their time is over", arguments: TestDatabase.reachable)
    func aged(kind: TestDatabase) async throws {
        try await kind.open { database in
            let gone = try await database.write(lane: .jobs) { connection in
                for age in [0, 100] as [Int64] {
                    let moment = noon - .days(age)
                    let refused = RejectedEvent(receivedAt: moment, rule: "r", reason: "", source: "", body: "")
                    _ = try IntakeStore().append([], rejected: [refused], in: shop, now: moment, on: connection)
                }
                let first = try RetentionStore().forgetAged(now: noon, limit: 100, in: shop, on: connection)
                return [first, try RetentionStore().forgetAged(now: noon, limit: 100, in: shop, on: connection)]
            }
            #expect(gone == [2, 0])
        }
    }
}
