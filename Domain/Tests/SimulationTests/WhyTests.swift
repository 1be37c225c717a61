import Conditions
import Simulation
import Testing
import Values

@testable import Engine

extension World {
    /// Why somebody is in a flow, as the running system asks it.
    ///
    /// - Parameter line: what the log says in the place of each of its lines.
    func account(
        of identity: Identity, _ slug: String, steps: Int = 20, reading line: (LogEntry) -> LogEntry = { $0 }
    ) throws -> FlowAccount {
        let flow = try #require(definitions.newest(Flow.id(slug: slug)))
        let profile = try #require(try profile(of: identity))
        let requests = profile.identities.map {
            TimelineRequest(identity: $0.identity.key, intervals: $0.intervals, below: nil)
        }
        let events = store.timelines(requests, FlowQuestion.needs(of: flow, definitions)).map(\.event)
        let customer = Customer(
            profile: profile, timeline: Timeline(stored: events, workspace: .first), definitions: definitions)
        return FlowAccount(
            FlowQuestion(
                flow: flow, customer: customer, definitions: definitions,
                log: store.log.filter { $0.profile == profile.key }.map(line),
                messages: messages.filter { $0.profile == profile.key }, now: now, steps: steps))
    }
}

@Suite("Why somebody is in a flow, or not")
struct WhyTests {
    static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    static let ana = Identity(.user, "ana")!
    static let flow = """
        flow: cart
        name: Cart
        trigger:
          - event: Checkout Started
            where: trigger.total >= 10
        when: profile.city == "Bonn" and consents(email)
        only if: consents(email)
        goal: 'any("Order Completed", since: trigger)'
        reentry: once
        steps:
          - wait: 1 hour
          - if: trigger.total > 100
            then:
              - note: large
            else:
              - note: small
          - send: email
            id: reminder
            subject: Hi
            body: <p>Hi</p>
          - wait: 1 day
          - coupon: pool
            then:
              - end: a code
            else:
              - end: no code
        """

    private func world(_ text: String = flow, city: JSON = "Bonn", at moment: Instant = start) throws -> World {
        let flow = try FlowFile.read(text, version: 3)
        var world = World(definitions: Definitions(version: 1, flows: [flow]), now: moment)
        try world.identify(
            [
                "email": "ana@example.com", "city": city,
                "consents": ["email": ["status": "granted", "source": "form"]],
            ], by: [Self.ana, Identity(.email, "ana@example.com")!])
        return world
    }

    private func checkout(_ world: inout World, total: Int64) throws {
        try world.track("Checkout Started", ["checkout_id": "k1", "total": .number(Number(total))], by: [Self.ana])
    }

    @Test("nothing started it: who never checked out is told so, and whether they would enter")
    func never() throws {
        let account = try world(city: "Köln").account(of: Self.ana, "cart")
        #expect(!account.hasEntered && account.journeys.isEmpty && account.refusals.isEmpty && account.state == "live")
        #expect(account.triggers.map(\.lastCameAt) == [nil])
        #expect(!account.entry.wouldEnter)
        #expect(account.entry.reason.hasPrefix("its condition does not hold"))
        let when = try #require(account.entry.traces.first { $0.rule == "when" })
        #expect(!when.holds && when.because.contains("Köln"))
        #expect(when.parts.map(\.holds) == [false, true])
        #expect(account.text.contains("Never entered.") && account.text.contains("“Checkout Started”: never came"))
    }

    @Test("a trigger came that its filter does not admit")
    func filtered() throws {
        var world = try world()
        try checkout(&world, total: 5)
        let account = try world.account(of: Self.ana, "cart")
        #expect(account.triggers[0].lastCameAt == Self.start && account.triggers[0].lastMatchedAt == nil)
        #expect(account.triggers[0].filter?.holds == false)
        #expect(account.triggers[0].filter?.because.contains("5") == true)
        #expect(account.entry.wouldEnter, "the filter aside, nothing is in the way")
    }

    @Test("a trigger came and a rule kept them out: which, and what it read then")
    func refused() throws {
        var world = try world(city: "Köln")
        try world.advance(by: .minutes(5))
        try checkout(&world, total: 50)
        try world.advance(by: .hours(1))
        try world.identify(["city": "Bonn"], by: [Self.ana])
        let account = try world.account(of: Self.ana, "cart")
        #expect(account.refusals.map(\.at) == [Self.start + .minutes(5)])
        #expect(account.refusals[0].trigger == "Checkout Started")
        #expect(account.refusals[0].reason.contains("its condition does not hold"))
        // Computed again with the city of now, and saying so.
        #expect(account.refusals[0].traces[0].changedSince == ["profile.city"])
        #expect(account.entry.wouldEnter && account.entry.reason == "every rule of the entry holds")
    }

    @Test("each step with its time, what it read and where it led; where it stands, and what comes next and when")
    func underWay() throws {
        var world = try world()
        try checkout(&world, total: 120)
        try world.advance(by: .hours(2))
        let account = try world.account(of: Self.ana, "cart")
        let run = try #require(account.journeys.first)
        #expect(
            account.journeys.count == 1 && run.version == 3 && run.trigger == "Checkout Started" && run.ended == nil)
        #expect(
            run.steps.map(\.text) == [
                "Wait 1 hour", "If trigger.total > 100", "large", "E-mail “reminder” queued", "Send e-mail “Hi”",
                "Wait 1 day",
            ])
        #expect(run.steps.map(\.id) == ["wait-1", "if-1", "note-1", "reminder", "reminder", "wait-2"])
        #expect(run.steps[1].at == Self.start + .hours(1) && run.steps[1].outcome == "went on in “then”")
        #expect(run.steps[1].traces.map(\.holds) == [true] && run.steps[1].traces[0].because.contains("120"))
        #expect(run.steps[3].outcome == "sent")
        let standing = try #require(run.standing)
        #expect(standing.step == "wait-2" && standing.until == Self.start + .hours(25))
        #expect(standing.traces.map(\.rule) == ["goal", "only if"] && standing.traces.map(\.holds) == [false, true])
        #expect(standing.actions == [.skip, .stop])
        #expect(
            run.coming.map(\.text) == [
                "Take a coupon from “pool”", "Waits for an answer from outside; what comes then is not known",
            ])
        #expect(run.coming.allSatisfy { $0.at == Self.start + .hours(25) })
        #expect(!account.entry.wouldEnter && account.entry.reason == "already in it")
    }

    @Test("who reached the goal is out of it, and why they do not enter again")
    func ended() throws {
        var world = try world()
        try checkout(&world, total: 50)
        try world.advance(by: .hours(2))
        try world.track("Order Completed", ["order_id": "o1"], by: [Self.ana])
        let account = try world.account(of: Self.ana, "cart")
        let run = try #require(account.journeys.first)
        #expect(run.endedAt == world.now && run.ended?.hasPrefix("Reached the goal of “Cart”") == true)
        #expect(run.endKind == .goalReached)
        #expect(run.standing == nil && run.coming.isEmpty && run.steps[1].outcome == "went on in “else”")
        #expect(account.entry.reason == "it is entered once only" && account.entry.entriesCounted == 1)
    }

    @Test("what policy says now: hours, caps, consent, suppression")
    func policy() throws {
        let night = Instant(iso8601: "2026-03-02T21:30:00Z")!
        let morning = Instant(iso8601: "2026-03-03T09:00:00Z")!
        var world = try world(at: night)
        try checkout(&world, total: 50)
        try world.advance(by: .hours(1))
        var account = try world.account(of: Self.ana, "cart")
        #expect(account.policy.hoursUntil == morning && account.policy.capUntil == nil)
        #expect(account.policy.answer == .hold(until: morning, rule: "Marketing waits for 9:00 local time"))
        #expect(account.journeys[0].standing?.waits == "its message is held: Marketing waits for 9:00 local time")
        let coming = try #require(account.journeys[0].coming.first)
        #expect(coming.at == morning && coming.text == "The held e-mail was queued")
        try world.advance(to: morning + .hours(1))
        account = try world.account(of: Self.ana, "cart")
        #expect(account.policy.hoursUntil == nil && account.policy.capUntil == morning + .days(1))
        try world.obey(.suppress(.email, reason: "asked by phone"), by: Self.ana)
        account = try world.account(of: Self.ana, "cart")
        #expect(account.policy.answer == .refuse(rule: "The address is suppressed: asked by phone"))
        #expect(account.policy.consent == "granted" && account.policy.suppression == "asked by phone")
    }

    @Test("a paused flow says that it is, and nothing comes by itself")
    func paused() throws {
        var world = try world()
        try checkout(&world, total: 50)
        let flow = world.definitions.flows[0]
        try world.change(to: Definitions(version: 2, flows: [], earlier: [flow], paused: [flow.id]))
        try world.advance(by: .hours(2))
        let account = try world.account(of: Self.ana, "cart")
        #expect(account.state == "paused" && account.entry.reason == "the flow is paused")
        #expect(account.journeys[0].standing?.waits == "its flow is paused" && account.journeys[0].coming.isEmpty)
        #expect(account.journeys[0].standing?.actions == [.stop])
    }

    @Test("the account can be read by people and by programs")
    func rendering() throws {
        var world = try world()
        try checkout(&world, total: 120)
        try world.advance(by: .hours(2))
        let account = try world.account(of: Self.ana, "cart")
        let json = account.json
        #expect(json["has_entered"] == true && json["journeys"]?[0]?["steps"]?[1]?["step"] == "if-1")
        #expect(json["journeys"]?[0]?["steps"]?[1]?["conditions"]?[0]?["holds"] == true)
        #expect(json["policy"]?["consent"] == "granted" && json["entry"]?["would_enter"] == false)
        #expect(try JSON.parse(json.text) == json)
        for part in [
            "Cart (cart, version 3, live)", "2026-03-02 11:00  If trigger.total > 100 [if-1], went on in “then”",
            "stands at [wait-2] Wait 1 day: waits for its moment, until 2026-03-03 11:00",
            "2026-03-03 11:00  Take a coupon from “pool”", "would not enter, since already in it",
            "consent: granted, 2026-03-02 10:00, source: form",
        ] {
            #expect(account.text.contains(part), "\(part)\n\(account.text)")
        }
    }
}
