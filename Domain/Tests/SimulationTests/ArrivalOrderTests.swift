import Conditions
import Engine
import Testing
import Values

@testable import Simulation

@Suite("People through the whole batch path")
struct ArrivalOrderTests {
    static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!

    /// Calls of a few people with several identifiers each, a shared browser among them.
    static func calls(_ random: inout SeededRandom) -> [IncomingEvent] {
        (0..<Int.random(in: 3...12, using: &random)).map { number in
            let person = Int.random(in: 0..<3, using: &random)
            let all = [
                Identity(.user, "user\(person)")!, Identity(.email, "mail\(person)@example.com")!,
                Identity(.anonymous, "browser\(Int.random(in: 0..<2, using: &random))")!,
            ]
            let some = all.filter { _ in random.chance(0.6) }
            let identities = some.isEmpty ? [all[0]] : some
            let at = start + .minutes(Int64.random(in: 0..<600, using: &random))
            let traits: JSONObject = [
                "size": .number(Number(number)),
                "consents": ["email": ["status": random.chance(0.5) ? "granted" : "withdrawn", "source": "form"]],
            ]
            return IncomingEvent(
                identity: identities.max { $0.kind < $1.kind }!, call: .identify, name: "identify", occurredAt: at,
                receivedAt: at, authority: .server, properties: Array(JSON.object(traits).text.utf8),
                envelope: Envelope(identities: identities, messageID: "call-\(number)"))
        }
    }

    static func world(_ calls: [IncomingEvent]) throws -> World {
        var world = World(definitions: Definitions(version: 1, flows: []), now: start + .days(1))
        for call in calls { try world.receive(call) }
        return world
    }

    /// Everybody, as what does not depend on when it was worked out.
    static func people(_ world: World) throws -> [String] {
        try world.store.profiles.values.filter { $0.movedTo == nil }.map { row in
            let profile = try Profile(key: row.key, document: row.document)
            let identities = profile.identities.filter(\.identity.kind.isKnown).map(\.identity.value).sorted()
            let size = profile.properties["size"].map { "\($0)" } ?? ""
            return "\(identities) \(size) \(profile.consents[.email].map { "\($0)" } ?? "")"
        }.sorted()
    }

    @Test("known people are the same in whatever order their events arrive", arguments: 0..<60)
    func order(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        // Which of a person's identities is their home, and whose a browser's own events are, rests on the facts that
        // were new when they came; who they are and what they said does not.
        let calls = Self.calls(&random).filter { $0.identity.kind.isKnown }
        let expected = try Self.people(Self.world(calls))
        for _ in 0..<3 {
            let people = try Self.people(Self.world(calls.shuffled(using: &random)))
            #expect(people == expected, "seed \(seed): \(people) \(expected)")
        }
    }

    @Test("resends after merges change nothing", arguments: 0..<30)
    func resends(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let calls = Self.calls(&random)
        var world = try Self.world(calls)
        let before = (try Self.people(world), world.store.events.count, world.store.log.count)
        for call in calls.shuffled(using: &random) { try world.receive(call) }
        #expect(try Self.people(world) == before.0)
        #expect(world.store.events.count == before.1 && world.store.log.count == before.2)
    }

    /// One order as its browser, the shop's server and an export of the shop report it.
    enum Report: CaseIterable {
        case browser
        case server
        case imported

        func arrive(in world: inout World, order: String) throws {
            let browser = Identity(.anonymous, "browser")!
            let email = Identity(.email, "ana@example.com")!
            let properties: JSONObject = ["order_id": .string(order), "total": 20, "currency": "EUR"]
            switch self {
            case .browser: try world.track("Order Completed", properties, by: [browser], authority: .browser)
            case .server: try world.track("Order Completed", properties, by: [Identity(.user, "ana")!, email, browser])
            case .imported: try world.track("Order Completed", properties, by: [email], historical: true)
            }
        }
    }

    @Test(
        "three copies of one order are one person's one order, in whatever order they arrive",
        arguments: Array(Report.allCases.permutations))
    func copies(reports: [Report]) throws {
        let conditions = ["count": #"count("Order Completed") >= 2"#, "spent": #"sum("Order Completed".total) > 30"#]
        let watched = try conditions.keys.sorted().enumerated().map { number, name in
            Segment(
                id: Int64(number + 1), name: name,
                condition: CompiledCondition(try Condition.parse(conditions[name]!)), version: 1)
        }
        var world = World(definitions: Definitions(version: 1, flows: [], segments: watched), now: Self.start)
        for report in reports { try report.arrive(in: &world, order: "1") }
        #expect(world.store.profiles.values.filter { $0.movedTo == nil }.count == 1)
        let ana = Identity(.email, "ana@example.com")!
        for id in [1, 2] as [Int64] { #expect(try world.profile(of: ana)?.watched[id]?.holds != true) }
        try Report.server.arrive(in: &world, order: "2")
        for id in [1, 2] as [Int64] { #expect(try world.profile(of: ana)?.watched[id]?.holds == true) }
    }

    @Test("an event that was put off sees those that were stepped before it")
    func putOff() throws {
        let watched = Segment(
            id: 1, name: "Both",
            condition: CompiledCondition(try Condition.parse(#"any("Product Viewed") and any("Order Completed")"#)),
            version: 1)
        let definitions = Definitions(version: 1, flows: [], segments: [watched])
        let ana = Identity(.user, "ana")!
        var store = ModelStore()
        for (number, name) in ["Product Viewed", "Order Completed"].enumerated() {
            store.append([
                IncomingEvent(
                    identity: ana, call: .track, name: name, occurredAt: Self.start, receivedAt: Self.start,
                    authority: .server, properties: Array("{}".utf8),
                    envelope: Envelope(identities: [ana], messageID: "m\(number)"))
            ])
        }
        let leases = store.epochs.map { Lease(range: $0.key, epoch: $0.value) }
        let first = store.due(in: Set(BucketRange.all), now: Self.start, limit: 1)[0].item
        var later = first
        later.dueAt = Self.start + .hours(1)
        try store.setAside(.init(item: first, again: later, reason: "poisoned"), under: leases, now: Self.start)
        for now in [Self.start, Self.start + .hours(1)] {
            let due = store.due(in: Set(BucketRange.all), now: now, limit: 10)
            #expect(due.count == 1)
            var step = BatchStep(leases: leases, now: now, definitions: definitions)
            try store.apply(try step.run(due, reader: store, cached: { _ in nil }), now: now)
        }
        let profile = try #require(store.profiles.values.first)
        #expect(try Profile(key: profile.key, document: profile.document).watched[1]?.holds == true)
    }
}

extension Collection {
    fileprivate var permutations: [[Element]] {
        guard let first else { return [[]] }
        return dropFirst().permutations.flatMap { rest in
            (0...rest.count).map { Array(rest[..<$0]) + [first] + Array(rest[$0...]) }
        }
    }
}
