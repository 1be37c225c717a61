import Conditions
import Engine
import Testing
import Values

@testable import Storage

@Suite("Customers")
struct CustomerStoreTests {
    @Test(
        "a timeline is the newest events of its spans, oldest first",
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
            let (all, newest) = try await database.read {
                (
                    try store.timelines(of: [[ana, ben], [], [ben]], limit: 100, on: $0),
                    try store.timelines(of: [[ana, ben]], limit: 3, on: $0)
                )
            }
            #expect(minutes(all) == [[0, 2, 3, 4, 5, 6, 7, 8], [], [3, 5, 7]])
            #expect(minutes(newest) == [[6, 7, 8]])
            let some = try await database.read { try store.events([2, 99, 1], on: $0) }
            #expect(some.map(\.sequence) == [1, 2])
        }
    }

    @Test(
        "a past is the events asked for by name, with the properties that are asked for, and what is stored of each",
        arguments: TestDatabase.reachable)
    func pasts(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let store = CustomerStore(sharing: intake)
            let names = ["Product Viewed", "Checkout Started", "Order Completed"]
            let events = (0..<12).map { index in
                IncomingEvent.sample(
                    of: index % 2 == 0 ? "ana" : "ben", names[index % 3], message: "m\(index)",
                    at: noon + .minutes(Int64(index)))
            }
            try await database.write(lane: .intake) {
                try intake.append(events.shuffledBySeed(), in: shop, now: noon, on: $0)
            }
            let people = [
                [TimelineSpan(identity: key("ana")), TimelineSpan(identity: key("ben"), until: noon + .minutes(6))],
                [], [TimelineSpan(identity: key("ben"))],
            ]
            let asked: Set = ["Product Viewed", "Order Completed", "Unheard Of"]
            let (whole, pasts, moments, newest, none) = try await database.read {
                (
                    try store.timelines(of: people, limit: 100, on: $0),
                    try store.pasts(of: people, names: asked, bodies: ["Order Completed"], limit: 100, on: $0),
                    try store.pasts(
                        of: people, names: asked, bodies: ["Order Completed"], moments: ["Product Viewed"], limit: 100,
                        on: $0),
                    try store.pasts(
                        of: people, names: asked, bodies: [], moments: ["Product Viewed"], limit: 2, on: $0),
                    try store.pasts(of: people, names: ["Unheard Of"], bodies: [], limit: 9, on: $0)
                )
            }
            let expected = whole.map { timeline in
                timeline.filter { asked.contains($0.name) }.map { event in
                    var past = event
                    past.receivedAt = event.occurredAt
                    past.envelope = Envelope()
                    if event.name != "Order Completed" { past.properties = Array("{}".utf8) }
                    return past
                }
            }
            #expect(pasts == expected && pasts[0].count > 4)
            #expect(moments == expected)
            #expect(newest.map { $0.map(\.sequence) } == expected.map { $0.suffix(2).map(\.sequence) })
            #expect(none == [[], [], []])
        }
    }

    @Test("a crowd's facts are read from either side", arguments: TestDatabase.reachable)
    func facts(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let people = (0..<300).map { LinkedIdentity(key: key("p\($0)"), kind: .user, value: "p\($0)") }
            let crowd = (1..<300).map { number in
                LinkFact(
                    first: people[0], second: people[number], occurredAt: noon + .seconds(Int64(number)),
                    messageHash: Int64(number), authority: .server, relation: .alias)
            }
            try await database.write(lane: .engine) {
                try StepStore(sharing: intake).write(links: crowd, in: shop, on: $0)
            }
            let customers = CustomerStore(sharing: intake)
            let (all, one, both) = try await database.read { connection in
                (
                    try customers.facts(of: [people[0]], on: connection),
                    try customers.facts(of: [people[7]], on: connection),
                    try customers.facts(of: [people[0], people[7]], on: connection)
                )
            }
            #expect(Set(all) == Set(crowd) && one == [crowd[6]] && both.count == crowd.count)
        }
    }

    @Test("the engine reads the events of its intervals that were stepped before", arguments: TestDatabase.reachable)
    func intervals(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let events = (0..<10).map { IncomingEvent.sample(message: "m\($0)", at: noon + .minutes(Int64($0))) }
            let found = try await database.write(lane: .intake) { connection in
                _ = try intake.append(events, in: shop, now: noon, on: connection)
                let intervals = [
                    Interval(from: noon + .minutes(1), until: noon + .minutes(3)),
                    Interval(from: noon + .minutes(6), until: nil),
                ]
                return try CustomerStore(sharing: intake).reader(on: connection).timelines(
                    [TimelineRequest(identity: key("ana"), intervals: intervals, below: 9)],
                    HistoryNeeds(all: ["Product Viewed"]))
            }
            #expect(found.map(\.event.order).sorted() == [2, 3, 7, 8])
        }
    }

    @Test("of a history no more is read than conditions ask for", arguments: TestDatabase.reachable)
    func needs(kind: TestDatabase) async throws {
        try await kind.open { database in
            let intake = IntakeStore()
            let names = ["Page Viewed", "Product Viewed", "Order Completed", "Product Viewed"]
            let events = names.enumerated().map { index, name in
                IncomingEvent.sample(name, message: "m\(index)", at: noon + .minutes(Int64(index)))
            }
            // A flow that looks for orders, by their ids, and a condition that counts views.
            let flow = try FlowFile.read(
                """
                flow: parcel
                name: Parcel
                purpose: marketing
                trigger: Product Viewed
                steps:
                  - wait for: Order Completed
                    up to: 1 day
                """, version: 1)
            let views = Segment(
                id: 1, name: "Views",
                condition: CompiledCondition(try Condition.parse(#"count("Product Viewed") > 1"#)),
                version: 1)
            let definitions = Definitions(version: 1, flows: [flow], segments: [views])
            let found = try await database.write(lane: .intake) { connection in
                _ = try intake.append(events, in: shop, now: noon, on: connection)
                // Twice, as of a browser that two people share.
                let request = TimelineRequest(identity: key("ana"), intervals: [.always], below: nil)
                return try CustomerStore(sharing: intake).reader(on: connection).timelines(
                    [request, request], definitions.history)
            }
            #expect(
                found.map(\.event.name).sorted() == ["Order Completed", "Product Viewed", "Product Viewed"].doubled)
            for event in found.map(\.event) {
                let isRead = event.body.property("price") != nil
                #expect(isRead == (event.name == "Order Completed"), "\(event.name)")
            }
        }
    }
}

extension [String] {
    fileprivate var doubled: [String] { (self + self).sorted() }
}

extension Array {
    fileprivate func shuffledBySeed() -> [Element] {
        var random = SeededRandom(seed: 42)
        return shuffled(using: &random)
    }
}
