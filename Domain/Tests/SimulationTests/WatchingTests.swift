import Conditions
import Engine
import Testing
import Values

@testable import Simulation

@Suite("What flows watch, built over everybody")
struct WatchingTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private static let flow = """
        flow: f
        name: F
        trigger:
          - date: profile.birthday
            every: year
          - becomes true: profile.visits >= 10
          - score: lead
            reaches: 5
        steps:
          - alert: hit
        """

    private static func person(_ number: Int) -> [Identity] { [Identity(.user, "p\(number)")!] }

    /// People known before the flow, who are then built like a segment's.
    private static func world(_ traits: [JSONObject], segments: [Segment] = []) throws -> World {
        var world = World(definitions: Definitions(version: 1, flows: [], segments: segments), now: start)
        for (number, traits) in traits.enumerated() { try world.identify(traits, by: person(number)) }
        let flow = try FlowFile.read(flow, version: 1)
        let watches = Definitions(version: 2, flows: [flow]).watches
        #expect(watches.count == 3)
        let builds = Dictionary(uniqueKeysWithValues: watches.map { ($0.id, SegmentBuild(id: 9)) })
        try world.change(
            to: Definitions(version: 2, flows: [flow], segments: segments, watchBuilds: builds))
        for range in BucketRange.all { try world.perform(BuildWork(build: 9).item(in: range, at: world.now)) }
        try world.change(to: Definitions(version: 3, flows: [flow], segments: segments))
        return world
    }

    @Test("who is asleep has a birthday all the same, and nobody without one has a timer")
    func dates() throws {
        var world = try Self.world([["birthday": "1990-03-12"], ["name": "Bo"]])
        try world.advance(by: .days(30))
        #expect(world.store.effects.map(\.requestedAt) == [Instant(iso8601: "2026-03-12T09:00:00Z")!])
        #expect(try world.profile(of: Self.person(1)[0])?.watched.isEmpty == true)
    }

    @Test("who meets a condition already does not begin to meet it; who does later, does")
    func conditions() throws {
        var world = try Self.world([["visits": 12], ["visits": 3]])
        try world.advance(by: .hours(1))
        try world.identify(["visits": 13], by: Self.person(0))
        #expect(world.store.effects.isEmpty)
        try world.identify(["visits": 10], by: Self.person(1))
        #expect(world.store.effects.count == 1)
        try world.identify(["visits": 9], by: Self.person(0))
        try world.advance(by: .hours(1))
        try world.identify(["visits": 11], by: Self.person(0))
        #expect(world.store.effects.count == 2, "and again after it ceased")
    }

    @Test("a score that reaches its line starts the flow once")
    func scores() throws {
        let rule = Segment(
            id: 5, name: "Viewed", condition: CompiledCondition(try Condition.parse(#"any("Viewed")"#)), version: 1,
            role: .points(ScoreRule(score: "lead", points: Number(5))))
        var world = try Self.world([["name": "Ana"]], segments: [rule])
        try world.track("Other", by: Self.person(0))
        #expect(world.store.effects.isEmpty)
        try world.track("Viewed", by: Self.person(0))
        try world.track("Viewed", by: Self.person(0))
        #expect(world.store.effects.count == 1)
    }

    @Test("an event that no flow asks for is looked at by none: of a hundred segments' flows one is found")
    func index() throws {
        let flows = try (0..<100).map { number in
            try FlowFile.read(
                "flow: f\(number)\nname: F\ntrigger:\n  - list joined: list-\(number)\nsteps:\n  - alert: hit-\(number)\n",
                version: 1)
        }
        var world = World(definitions: Definitions(version: 1, flows: flows), now: Self.start)
        try world.obey(
            .list(ListChange(label: Label(.list, "list-42"), isMember: true, source: "test")), by: Self.person(0)[0])
        #expect(world.store.effects.map { $0.details["title"] } == ["hit-42"])
        #expect(world.store.log.filter { $0.kind == .flowNotEntered }.isEmpty)
    }

    @Test("a command that comes twice starts the flow once, and so does a schedule's moment")
    func twice() throws {
        let text = "flow: g\nname: G\ntrigger:\n  - manual\n  - every: 1 day\n    among: Club\nsteps:\n  - alert: hit\n"
        let definitions = Definitions(version: 1, flows: [try FlowFile.read(text, version: 1)])
        var world = World(definitions: definitions, now: Self.start)
        let ana = Self.person(0)[0]
        let start = FlowStart(flow: "g", cause: "bulk 1", at: Self.start)
        try world.obey(.start(start), by: ana)
        try world.advance(by: .hours(1))
        try world.obey(.start(start), by: ana)
        #expect(world.store.effects.count == 1)
        try world.obey(
            .list(ListChange(label: Label(.list, "Club"), isMember: true, source: "test")), by: ana)
        let schedule = try #require(definitions.schedules.first)
        let moment = try #require(schedule.next(after: Self.start, workspace: .utc))
        #expect(moment == Instant(iso8601: "2026-03-03T09:00:00Z")!)
        try world.advance(to: moment)
        for _ in 0..<2 { try world.obey(.tick(schedule: schedule.id, at: moment), by: ana) }
        #expect(world.store.effects.count == 2)
        for command in [Command.start(start), .tick(schedule: schedule.id, at: moment)] {
            #expect(Command(payload: command.payload) == command)
        }
    }

    @Test("an answer that never comes lets the journey go on in the end, and one that comes late changes nothing")
    func lost() throws {
        let text =
            "flow: w\nname: W\ntrigger: Go\nsteps:\n  - webhook: https://e.example\n    answer: a\n    up to: 1 hour\n    else:\n      - alert: gave up\n"
        var world = World(
            definitions: Definitions(version: 1, flows: [try FlowFile.read(text, version: 1)]), now: Self.start)
        world.isSilent = true
        try world.track("Go", by: Self.person(0))
        let request = try #require(world.store.effects.first)
        #expect(request.isAnswered && request.expiresAt == Self.start + .hours(1))
        try world.advance(by: .hours(2))
        #expect(world.store.effects.map(\.kind) == [.webhook, .alert])
        let answer = EffectAnswer(effect: request.effectID, journey: request.journey, result: .done(["a": 1]))
        try world.obey(.answer(answer), by: Self.person(0)[0])
        #expect(world.store.effects.count == 2)
        #expect(Command(payload: Command.answer(answer).payload) == .answer(answer))
        #expect(try world.profile(of: Self.person(0)[0])?.journeys.isEmpty == true)
    }
}
