import Engine
import Testing
import Values

@testable import Storage

@Suite("Customers")
struct CustomerStoreTests {
    @Test(
        "a timeline is the newest events of its spans, oldest first, by name where asked",
        arguments: TestDatabase.reachable)
    func timelines(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = CustomerStore(sharing: intake)
            let events = (0..<10).map { index in
                IncomingEvent.sample(
                    of: index % 2 == 0 ? "ana" : "ben", index < 6 ? "Product Viewed" : "Order Completed",
                    message: "m\(index)", at: noon + .minutes(Int64(index)))
            }
            try await database.write(lane: .intake) {
                try intake.append(events.shuffledBySeed(), in: shop, now: noon, on: $0)
            }
            func minutes(_ timelines: [[Event]]) -> [[Int64]] {
                timelines.map { $0.map { ($0.occurredAt - noon).milliseconds / 60_000 } }
            }
            let ana = TimelineSpan(identity: key("ana"))
            let ben = TimelineSpan(identity: key("ben"), from: noon + .minutes(3), until: noon + .minutes(9))
            let (all, newest, orders, none) = try await database.read {
                (
                    try store.timelines(of: [[ana, ben], [], [ben]], limit: 100, on: $0),
                    try store.timelines(of: [[ana, ben]], limit: 3, on: $0),
                    try store.timelines(of: [[ana, ben]], names: ["Order Completed", "Unheard Of"], limit: 9, on: $0),
                    try store.timelines(of: [[ana]], names: ["Unheard Of"], limit: 9, on: $0)
                )
            }
            #expect(minutes(all) == [[0, 2, 3, 4, 5, 6, 7, 8], [], [3, 5, 7]])
            #expect(minutes(newest) == [[6, 7, 8]])
            #expect(minutes(orders) == [[6, 7, 8]])
            #expect(minutes(none) == [[]])
            let some = try await database.read { try store.events([2, 99, 1], on: $0) }
            #expect(some.map(\.sequence) == [1, 2])
        }
    }

    @Test(
        "links are followed however many steps away, and cut where there are too many",
        arguments: TestDatabase.reachable)
    func links(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = StepStore(sharing: intake)
            let people = (0..<300).map { index in
                LinkedIdentity(key: key("p\(index)"), kind: .user, value: "p\(index)")
            }
            func link(_ a: Int, _ b: Int) -> LinkFact {
                LinkFact(
                    first: people[a], second: people[b], occurredAt: noon + .seconds(Int64(b)), messageHash: Int64(b),
                    authority: .server, relation: .alias)
            }
            let chain = (0..<5).map { link($0, $0 + 1) }
            let crowd = (11..<300).map { link(10, $0) }
            try await database.write(lane: .engine) { try store.write(links: chain + crowd, in: shop, on: $0) }
            let customers = CustomerStore(sharing: intake)
            let (near, far, cut) = try await database.read {
                (
                    try customers.links(of: [people[3].key], on: $0), try customers.links(of: [people[8].key], on: $0),
                    try customers.links(of: [people[10].key], on: $0)
                )
            }
            #expect(near.facts == chain && near.identities.count == 6 && !near.isCut)
            #expect(far.facts.isEmpty)
            #expect(cut.isCut && cut.identities.count == CustomerStore.maximumNeighbourhood)
        }
    }
}

extension Array {
    fileprivate func shuffledBySeed() -> [Element] {
        var random = SeededRandom(seed: 42)
        return shuffled(using: &random)
    }
}
