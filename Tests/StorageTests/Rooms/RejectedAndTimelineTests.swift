import Engine
import Testing
import Values

@testable import Storage

@Suite("Rejected events and timelines")
struct RejectedAndTimelineTests {
    @Test("rejected events come newest first, by rule too, with their number", arguments: TestDatabase.reachable)
    func rejected(kind: TestDatabase) async throws {
        try await kind.open { database in
            let list = RejectedList()
            let rejected = (0..<10).map { number in
                RejectedEvent(
                    receivedAt: noon + .seconds(Int64(number / 2)), rule: number % 3 == 0 ? "too_old" : "no_name",
                    reason: "r\(number)", source: "site", body: "{}")
            }
            _ = try await Shop(database: database).store([], rejected: rejected)
            let (all, old, counts, cut) = try await database.read { connection in
                (
                    try walk { try list.page(at: $0, limit: 4, in: shop, on: connection) },
                    try walk { try list.page(rule: "too_old", at: $0, limit: 3, in: shop, on: connection) },
                    try list.counts(in: shop, on: connection), try list.counts(upTo: 5, in: shop, on: connection)
                )
            }
            #expect(all.there.joined().map(\.reason) == (0..<10).reversed().map { "r\($0)" })
            #expect(all.back == Array(all.there.dropLast()))
            #expect(old.there.joined().map(\.reason) == ["r9", "r6", "r3", "r0"])
            #expect(counts == ["too_old": 4, "no_name": 6] && cut == ["too_old": 4, "no_name": 5])
        }
    }

    @Test("a search of rejected events fills its pages, and ends after so many", arguments: TestDatabase.reachable)
    func searched(kind: TestDatabase) async throws {
        try await kind.open { database in
            let list = RejectedList()
            let rejected = (0..<600).map { number in
                RejectedEvent(
                    receivedAt: noon + .seconds(Int64(number)), rule: "no_name", reason: "r\(number)", source: "site",
                    body: "{}")
            }
            _ = try await Shop(database: database).store([], rejected: rejected)
            let wanted: Set = ["r0", "r250", "r500"]
            let (far, bounded) = try await database.read { connection in
                (
                    try walk { position in
                        try list.page(at: position, limit: 2, lookingAt: 1_000, in: shop, on: connection) {
                            wanted.contains($0.reason) ? $0.reason : nil
                        }
                    },
                    try walk { position in
                        try list.page(at: position, limit: 2, lookingAt: 200, in: shop, on: connection) {
                            wanted.contains($0.reason) ? $0.reason : nil
                        }
                    }
                )
            }
            #expect(far.there == [["r500", "r250"], ["r0"]])
            #expect(bounded.there.count > 2 && bounded.there.joined().sorted() == wanted.sorted())
        }
    }

    @Test(
        "a person's events come newest first over all identities, within the stretches that are theirs",
        arguments: TestDatabase.reachable)
    func timeline(kind: TestDatabase) async throws {
        try await kind.open { database in
            let events = (0..<20).map { number in
                IncomingEvent.sample(
                    of: number % 2 == 0 ? "ana" : "browser", "E\(number)", message: "m\(number)",
                    at: noon + .seconds(Int64(number / 4)))
            }
            _ = try await Shop(database: database).store(events)
            let spans = [
                TimelineSpan(identity: key("ana")),
                TimelineSpan(identity: key("browser"), from: noon + .seconds(1), until: noon + .seconds(3)),
            ]
            let pages = try await database.read { connection in
                try walk { try TimelineList().page(of: spans, at: $0, limit: 3, on: connection) }
            }
            let names = pages.there.joined().map(\.name)
            let expected = (0..<20).filter { $0 % 2 == 0 || (1..<3).contains($0 / 4) }.map { "E\($0)" }
            #expect(Set(names) == Set(expected) && names.count == expected.count)
            let order = pages.there.joined().map { [$0.occurredAt.milliseconds, $0.sequence] }
            #expect(order == order.sorted { ($0[0], $0[1]) > ($1[0], $1[1]) })
            #expect(pages.back.map { $0.map(\.name) } == pages.there.dropLast().map { $0.map(\.name) })
        }
    }
}
