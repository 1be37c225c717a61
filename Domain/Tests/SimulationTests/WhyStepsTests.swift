import Simulation
import Testing
import Values

@testable import Engine

@Suite("The steps of a journey, as they were then")
struct WhyStepsTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private static let ana = Identity(.user, "ana")!

    private func world(_ text: String, version: Int64 = 1) throws -> World {
        let flow = try FlowFile.read(text, version: version)
        var world = World(definitions: Definitions(version: 1, flows: [flow]), now: Self.start)
        try world.identify(["email": "ana@example.com"], by: [Self.ana, Identity(.email, "ana@example.com")!])
        return world
    }

    private static let first = """
        flow: f
        name: F
        trigger: Go
        steps:
          - wait: 1 hour
            id: pause
          - if: trigger.total > 100
            id: rich
            then:
              - note: large
                id: large
            else:
              - note: small
                id: small
          - end: done
            id: over
        """

    /// The same sentences stand at steps with other ids, and the condition is another.
    private static let second = first.replacing("id: pause", with: "id: later")
        .replacing("total > 100", with: "total > 500").replacing("id: large", with: "id: small-before")
        .replacing("note: small", with: "note: large")

    @Test("a journey that ended on an earlier version is told by that version's steps")
    func earlierVersion() throws {
        var world = try world(Self.first)
        try world.track("Go", ["total": 120], by: [Self.ana])
        try world.advance(by: .hours(2))
        let earlier = world.definitions.flows[0]
        let newer = try FlowFile.read(Self.second, version: 2)
        try world.change(to: Definitions(version: 2, flows: [newer], earlier: [earlier]))
        let account = try world.account(of: Self.ana, "f")
        let run = try #require(account.journeys.first)
        #expect(account.version == 2 && run.version == 1 && run.ended == "Ended: done")
        #expect(run.steps.map(\.id) == ["pause", "rich", "large", "over"])
        #expect(run.steps.map(\.keyword) == ["wait", "if", "note", "end"])
        #expect(run.steps[1].outcome == "went on in “then”")
        #expect(run.steps[1].traces.map(\.text) == ["trigger.total > 100"] && run.steps[1].traces[0].holds)
    }

    @Test("lines of a release that named no steps are told by what they say")
    func unnamed() throws {
        var world = try world(Self.first)
        try world.track("Go", ["total": 20], by: [Self.ana])
        try world.advance(by: .hours(2))
        let account = try world.account(of: Self.ana, "f") { line in
            var line = line
            line.mark = nil
            return line
        }
        let run = try #require(account.journeys.first)
        #expect(run.version == nil)
        #expect(run.steps.map(\.id) == ["pause", "rich", "small", "over"])
        #expect(run.steps[1].outcome == "went on in “else”" && run.steps[1].traces.map(\.holds) == [false])
    }

    private static let reading = """
        flow: f
        name: F
        trigger: Go
        steps:
          - wait until: trigger.day
            id: day
          - update: {tier: trigger.tier}
            id: set
          - emit: Told
            id: tell
            with: {order_id: trigger.order_id}
          - split:
              - share: 100%
                then:
                  - note: all
            id: share
          - webhook: https://erp.example.com/hooks/vip
            id: ask
            answer: erp
          - coupon: pool
            id: code
          - wait for: Order Delivered
            id: delivery
            up to: 14 days
          - wait: 1 day
            id: rest
        """

    @Test("what a step read or got stands with it: dates, values, shares, answers, codes, events")
    func inputs() throws {
        var world = try world(Self.reading)
        world.fill(pool: "pool", with: ["SAVE10"])
        world.answer(step: "ask", with: .done(["tier": "gold"]))
        try world.track("Go", ["order_id": "o1", "day": "2026-03-04", "tier": "silver"], by: [Self.ana])
        try world.advance(by: .days(3))
        // What was read is told as it was then.
        try world.identify(["tier": "bronze"], by: [Self.ana])
        try world.track("Order Delivered", ["order_id": "o1", "access_token": "abc"], by: [Self.ana])
        let account = try world.account(of: Self.ana, "f")
        let run = try #require(account.journeys.first)
        #expect(run.standing?.step == "rest")
        func read(_ step: String) -> [String: JSON] {
            let inputs = run.steps.first { $0.id == step }?.inputs ?? []
            return Dictionary(inputs.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        }
        #expect(read("day")["trigger.day"] == "2026-03-04")
        #expect(read("day")["until"]?.string?.hasPrefix("2026-03-04T") == true)
        #expect(read("set") == ["tier": "silver"])
        #expect(read("tell") == ["order_id": "o1"])
        #expect(read("share")["share drawn"]?.string?.hasSuffix("%") == true)
        #expect(read("ask") == ["answers.erp": ["tier": "gold"]])
        #expect(read("code") == ["code": "SAVE10"])
        #expect(read("delivery")["event"] == "Order Delivered")
        #expect(read("delivery")["properties"]?["order_id"] == "o1")
        #expect(read("delivery")["properties"]?["access_token"] != "abc", "nobody's secret stands in a log")
        #expect(account.text.contains("tier: silver") && account.text.contains("code: SAVE10"))
        let told = account.json["journeys"]?[0]?["steps"]?.array?.first { $0["step"] == "code" }
        #expect(told?["read"]?["code"] == "SAVE10")
    }

    @Test("a value that is long is cut, and of very many some are kept")
    func cut() {
        let long = String(repeating: "x", count: StepMark.longest + 1)
        #expect(StepMark.kept(["a": .string(long)])["a"] == .string(String(long.dropLast()) + "…"))
        let many = JSONObject((0..<100).map { JSONObject.Member(key: "k\($0)", value: true) })
        #expect(StepMark.kept(many).count == StepMark.mostInputs)
    }

    @Test("in a flow that sends a secret nothing of what came stands in the log, whatever it is called")
    func secrets() throws {
        let text = """
            flow: f
            name: F
            purpose: transactional
            trigger: Go
            steps:
              - wait for: Code Made
                up to: 1 day
                id: made
              - send: email
                secret: true
                subject: Your code
                body: '<p>{{ event.pin }}</p>'
            """
        var world = try world(text)
        try world.track("Go", by: [Self.ana])
        try world.advance(by: .hours(1))
        try world.track("Code Made", ["pin": 1234, "link": "https://shop.example/in/abc"], by: [Self.ana])
        let steps = try world.account(of: Self.ana, "f").journeys.first?.steps ?? []
        #expect(steps.contains { $0.id == "made" && !$0.inputs.isEmpty })
        let log = world.store.log.map { "\($0)" }.joined()
        #expect(!log.contains("1234") && !log.contains("/in/abc"), "\(log.suffix(2_000))")
    }
}
