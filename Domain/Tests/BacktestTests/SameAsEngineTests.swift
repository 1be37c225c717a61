import Conditions
import Engine
import ReadyFlows
import Simulation
import Testing
import Values

@testable import Backtest

/// A past that was really lived through is played again: the same messages must come of it.
@Suite struct SameAsEngineTests {
    @Test(
        "the backtest of a past without reactions sends what the shop's engine sent",
        arguments: (0..<60).map(UInt64.init))
    func same(seed: UInt64) throws {
        var story = RandomStory(seed: seed)
        let world = try story.live()
        let profile = try #require(try world.profile(of: RandomStory.user))
        let person = BacktestPerson(
            profile, firstSeen: [:], ledger: world.store.ledger, events: world.store.events)
        let plan = try BacktestPlan(
            draft: story.flows[0], live: story.flows, settings: story.settings, segments: story.segments,
            pools: ["cart-rescue": 1000], from: RandomStory.from, until: RandomStory.until)
        let tale = Backtest(plan).draft.play(
            PersonPast(person, in: RandomStory.from..<RandomStory.until, replayed: Backtest(plan).draft.replay.sources))
        let lived = world.messages.filter { $0.createdAt >= RandomStory.from }.map { message -> String in
            switch message.state {
            case .sent: "\(message.createdAt.iso8601) \(message.step) sent \(message.dueAt.iso8601)"
            case .refused: "\(message.createdAt.iso8601) \(message.step) refused \(message.reason)"
            default: "\(message.createdAt.iso8601) \(message.step) open"
            }
        }
        let played = tale.messages.map { message -> String in
            let made = "\(message.madeAt.iso8601) \(message.step)"
            if let sentAt = message.sentAt { return "\(made) sent \(sentAt.iso8601)" }
            return message.refusedBy.map { "\(made) refused \($0)" } ?? "\(made) open"
        }
        #expect(played.sorted() == lived.sorted(), "seed \(seed)")
        let entered = world.store.log.count {
            $0.kind == .flowEntered && $0.subject == story.flows[0].id && $0.at >= RandomStory.from
        }
        #expect(tale.journeys.count == entered, "seed \(seed)")
        let goals = world.store.log.count { $0.kind == .goalReached && $0.subject == story.flows[0].id }
        #expect(tale.journeys.count { if case .goal? = $0.end { true } else { false } } == goals, "seed \(seed)")
    }

    @Test("a person's path, told step by step, is the one that the report counts", arguments: (0..<12).map(UInt64.init))
    func pathAsCounted(seed: UInt64) throws {
        var story = RandomStory(seed: seed)
        let world = try story.live()
        let person = BacktestPerson(
            try #require(try world.profile(of: RandomStory.user)), firstSeen: [:], ledger: world.store.ledger,
            events: world.store.events)
        let draft = Backtest(
            try BacktestPlan(
                draft: story.flows[0], live: story.flows, settings: story.settings, segments: story.segments,
                pools: ["cart-rescue": 1000], from: RandomStory.from, until: RandomStory.until)
        ).draft
        let past = PersonPast(person, in: RandomStory.from..<RandomStory.until, replayed: draft.replay.sources)
        let (counted, told) = (draft.play(past), draft.play(past, isRecording: true))
        #expect(counted.journeys.map(\.end) == told.journeys.map(\.end), "seed \(seed)")
        #expect(counted.visits == told.visits)
        #expect(counted.notEntered == told.notEntered)
        #expect(counted.messages.map(\.sentAt) == told.messages.map(\.sentAt))
        #expect(counted.messages.map(\.refusedBy) == told.messages.map(\.refusedBy))
        #expect(told.lines.count { $0.kind == .step } >= told.journeys.count)
        #expect(counted.lines.isEmpty)
    }

    @Test("the stories do send, hold, refuse and reach goals: the comparison compares something")
    func isLively() throws {
        var states: [Message.State: Int] = [:]
        var kinds: Set<LogEntry.Kind> = []
        for seed in 0..<20 as Range<UInt64> {
            var story = RandomStory(seed: seed)
            let world = try story.live()
            for message in world.messages { states[message.state, default: 0] += 1 }
            kinds.formUnion(world.store.log.map(\.kind))
        }
        #expect(states[.sent, default: 0] > 40)
        #expect(states[.refused, default: 0] > 5)
        #expect(kinds.isSuperset(of: [.messageHeld, .goalReached, .exited, .flowNotEntered, .conditionChanged]))
    }
}

/// Two weeks of one shopper, by chance.
struct RandomStory {
    static let user = Identity(.user, "ana")!
    static let email = Identity(.email, "ana@example.com")!
    static let from = moment("2026-03-20 00:00")
    static let until = moment("2026-04-20 00:00")
    let flows: [Flow]
    let segments: [Segment]
    let settings: WorkspaceSettings
    private var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let ready = ["abandoned-cart", "welcome", "browse-abandonment", "order-confirmation", "review-request"]
        var flows = ready.map { try! FlowFile.read(ReadyFlows.named($0)!.text, version: 1) }
        flows += RandomStory.texts.map { try! FlowFile.read($0, version: 1) }
        // The draft is another one each time.
        flows.swapAt(0, Int(seed % UInt64(flows.count)))
        self.flows = flows
        let text = #"count("Product Viewed", last: 2 days) >= 3"#
        segments = [
            Segment(
                id: 5, name: "Lookers", condition: CompiledCondition(try! Condition.parse(text)),
                version: Segment.version(of: text))
        ]
        settings = WorkspaceSettings(
            zone: Zone("Europe/Berlin")!, marketingPerDay: Int(1 + seed % 2))
    }

    private static let texts = [
        """
        flow: lookers
        name: Lookers
        priority: urgent
        trigger: {segment entered: Lookers}
        steps:
          - send: email
            id: looking
            subject: Hello
            body: <p>Hello</p>
        """,
        """
        flow: watched
        name: Watched
        trigger: {becomes true: 'count("Product Viewed", last: 1 day) >= 2'}
        exit: 'any("Order Completed", since: trigger)'
        steps:
          - wait for condition: 'count("Product Added", since: trigger) >= 1'
            up to: 1 day
            then:
              - send: email
                id: added
                subject: Hello
                body: <p>Hello</p>
            else:
              - wait for: Checkout Started
                up to: 2 days
                then:
                  - send: email
                    id: checking
                    subject: Hello
                    body: <p>Hello</p>
        """,
        """
        flow: club
        name: Club
        trigger:
          - list joined: Club
          - {every: 1 day, at: "11:30", among: Club}
        steps:
          - send: email
            id: club
            subject: Hello
            body: <p>Hello</p>
        """,
    ]

    mutating func live() throws -> World {
        var world = World(
            definitions: Definitions(version: 1, settings: settings, flows: flows, segments: segments),
            now: RandomStory.from - .days(1))
        world.fill(pool: "cart-rescue", with: (0..<50).map { "CODE-\($0)" })
        var traits: JSONObject = ["email": "ana@example.com", "first_name": "Ana", "timezone": "America/New_York"]
        if random.chance(0.7) { traits["consents"] = ["email": ["status": "granted", "source": "form"]] }
        try world.identify(traits, by: [RandomStory.user, RandomStory.email], historical: true)
        try world.advance(to: RandomStory.from)
        let end = RandomStory.until - .days(3)
        while true {
            let pause = random.exponential(mean: random.chance(0.7) ? 900_000 : 50_000_000)
            let next = world.now + TimeSpan(milliseconds: Int64(pause) + 1)
            guard next < end else { break }
            try advance(&world, to: next)
            try act(&world)
        }
        try advance(&world, to: RandomStory.until - TimeSpan(milliseconds: 1))
        return world
    }

    /// Schedules come at their moments.
    private func advance(_ world: inout World, to moment: Instant) throws {
        while let next = world.definitions.schedules.compactMap({ schedule in
            schedule.next(after: world.now, workspace: settings.zone).map { (at: $0, id: schedule.id) }
        }).min(by: { $0.at < $1.at }), next.at <= moment {
            try world.advance(to: next.at)
            try world.obey(.tick(schedule: next.id, at: next.at), by: RandomStory.user)
        }
        try world.advance(to: moment)
    }

    private mutating func act(_ world: inout World) throws {
        let cart = "cart-\(random.next() % 3)"
        let order = "order-\(random.next() % 12)"
        let item: JSONObject = [
            "cart_id": .string(cart), "product_id": "p1", "sku": "cup", "name": "Cup", "price": 12, "quantity": 1,
        ]
        func track(_ name: String, _ properties: JSONObject) throws {
            try world.track(name, properties, by: [RandomStory.user])
        }
        switch random.next() % 20 {
        case 0...6: try track("Product Viewed", ["product_id": "p1", "sku": "cup", "category": "Cups"])
        case 7...10: try track("Product Added", item)
        case 11: try track("Product Removed", item)
        case 12, 13: try track("Checkout Started", ["checkout_id": .string(cart), "cart_id": .string(cart)])
        case 14:
            try track(
                "Order Completed",
                ["order_id": .string(order), "cart_id": .string(cart), "total": 12, "email": "ana@example.com"])
        case 15: try track("Order Delivered", ["order_id": .string(order)])
        case 16:
            let zones = ["Europe/Berlin", "Asia/Tokyo", "America/New_York"]
            try world.identify(["timezone": .string(zones[Int(random.next() % 3)])], by: [RandomStory.user])
        case 17, 18:
            let status: Consent.Status = random.chance(0.75) ? .granted : .withdrawn
            try world.obey(
                .consent(Consent(channel: .email, status: status, source: "form", at: world.now)), by: RandomStory.user)
        default:
            try world.obey(
                .list(ListChange(label: Label(.list, "Club"), isMember: random.chance(0.5), source: "form")),
                by: RandomStory.user)
        }
    }
}
