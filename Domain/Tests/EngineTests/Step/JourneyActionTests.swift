import Conditions
import Testing
import Values

@testable import Engine

@Suite("Staff act on one journey")
struct JourneyActionTests {
    static let flow = """
        flow: act
        name: Act
        trigger: Checkout Started
        goal: 'any("Order Completed", since: trigger)'
        steps:
          - wait: 1 hour
          - wait: 2 hours
            id: second
          - wait for: Order Delivered
            up to: 14 days
            then:
              - end: delivered
            else:
              - coupon: pool
                then:
                  - end: a code
                else:
                  - webhook: https://example.com/x
                    on error: retry
          - send: email
            id: mail
            subject: Hi
            body: <p>Hi</p>
          - end: done
        """

    /// A run with one journey, begun.
    private func begun(_ text: String = flow, profile: Profile = StepSample.profile()) throws -> StepRun {
        var run = StepSample.run(of: profile, try StepSample.definitions(text))
        run.receive(StepSample.event("Checkout Started", order: 1), claim: nil)
        #expect(run.profile.journeys.count == 1)
        return run
    }

    private func act(_ kind: JourneyAction.Kind, _ run: inout StepRun) throws {
        run.act(try action(kind, run))
    }

    private func action(_ kind: JourneyAction.Kind, _ run: StepRun) throws -> JourneyAction {
        let journey = try #require(run.profile.journeys.first)
        return try #require(JourneyAction(kind, on: journey, in: run.definitions.flows[0], by: "Eva"))
    }

    private func standing(_ run: StepRun) -> String? {
        run.profile.journeys.first.flatMap { $0.step(in: run.definitions.flows[0])?.id }
    }

    @Test("a wait that is skipped is over at once, and only the one that was seen")
    func skipping() throws {
        var run = try begun()
        let seen = try action(.skip, run)
        run.act(seen)
        #expect(standing(run) == "second")
        #expect(run.decision.log.contains { $0.text == "Skipped by Eva: Wait 1 hour" && $0.kind == .stepTaken })
        // The same again, from a second click or a resend, does nothing.
        run.act(seen)
        #expect(standing(run) == "second")
        // The timer of the skipped wait finds nothing to do.
        let journey = run.profile.journeys[0]
        run.journeyDue(journey.id)
        #expect(run.profile.journeys == [journey])
    }

    @Test("what is waited for is gone without: no event, no code, no answer")
    func without() throws {
        var run = try begun()
        try act(.skip, &run)
        try act(.skip, &run)
        #expect(standing(run) == "wait-for-1")
        try act(.skip, &run)
        #expect(standing(run) == "coupon-1")
        let request = try #require(run.decision.couponRequests.first)
        try act(.skip, &run)
        #expect(standing(run) == "webhook-1" && run.decision.effects.count == 1)
        // The code comes too late and goes back.
        run.couponAnswered(effect: request.effectID, journey: request.journey, CouponAnswer(code: "LATE"))
        #expect(run.decision.couponReturns.map(\.effectID) == [request.effectID])
        try act(.skip, &run)
        #expect(run.profile.journeys.isEmpty && run.decision.messages.map(\.step) == ["mail"])
    }

    @Test("a step that failed is tried again at once, once")
    func retrying() throws {
        let text = """
            flow: act
            name: Act
            trigger: Checkout Started
            steps:
              - webhook: https://example.com/x
                on error: retry
              - end: done
            """
        var run = try begun(text)
        #expect(JourneyAction(.retry, on: run.profile.journeys[0], in: run.definitions.flows[0], by: "Eva") == nil)
        let first = run.decision.effects[0]
        run.answered(EffectAnswer(effect: first.effectID, journey: first.journey, result: .failed("no reply")))
        let retry = try action(.retry, run)
        run.act(retry)
        #expect(run.decision.effects.count == 2 && run.decision.effects[1].effectID != first.effectID)
        run.act(retry)
        #expect(run.decision.effects.count == 2)
        // It fails again: the earlier command is of an earlier failure.
        let second = run.decision.effects[1]
        run.answered(EffectAnswer(effect: second.effectID, journey: second.journey, result: .failed("no reply")))
        run.act(retry)
        #expect(run.decision.effects.count == 2)
        run.act(try action(.retry, run))
        #expect(run.decision.effects.count == 3)
    }

    @Test("a message that was refused is made anew at once, and a code is asked for anew")
    func retryingOthers() throws {
        let head = "flow: act\nname: Act\ntrigger: Checkout Started\nsteps:\n"
        var run = try begun(
            head + "  - send: email\n    on error: retry\n    subject: A\n    body: <p>A</p>\n",
            profile: StepSample.profile(consented: false))
        #expect(run.decision.messages.map(\.state) == [.refused], "nobody has agreed to hear from the shop")
        run.act(try action(.retry, run))
        #expect(run.decision.messages.map(\.state) == [.refused, .refused])
        #expect(Set(run.decision.messages.map(\.id)).count == 2)
        var other = try begun(head + "  - coupon: pool\n    on error: retry\n")
        #expect(JourneyAction(.retry, on: other.profile.journeys[0], in: other.definitions.flows[0], by: "Eva") == nil)
        let request = try #require(other.decision.couponRequests.first)
        other.couponAnswered(
            effect: request.effectID, journey: request.journey, .refused(CouponTerms.poolIsEmpty))
        other.act(try action(.retry, other))
        #expect(other.decision.couponRequests.count == 2)
        #expect(Set(other.decision.couponRequests.map(\.effectID)).count == 2)
    }

    @Test("a journey that is stopped ends with its held message withdrawn, and the log says who did it")
    func stopping() throws {
        let night = Instant(iso8601: "2026-03-02T22:00:00Z")!
        var run = StepSample.run(try StepSample.definitions(StepSample.reminder), at: night)
        run.receive(StepSample.event("Checkout Started", at: night, order: 1), claim: nil)
        let held = try #require(run.decision.messages.first)
        #expect(held.state == .held)
        let stop = try action(.stop, run)
        run.act(stop)
        #expect(run.profile.journeys.isEmpty)
        #expect(run.decision.messageChanges.map(\.state) == [.refused])
        #expect(run.decision.log.contains { $0.kind == .exited && $0.text == "Left “Reminder”: stopped by Eva" })
        let lines = run.decision.log.count
        run.act(stop)
        #expect(run.decision.log.count == lines)
    }

    @Test("a held message that is skipped does not go, and its journey goes on")
    func skippingMessage() throws {
        let night = Instant(iso8601: "2026-03-02T22:00:00Z")!
        let text = StepSample.reminder + "\n  - wait: 1 day\n"
        var run = StepSample.run(try StepSample.definitions(text), at: night)
        run.receive(StepSample.event("Checkout Started", at: night, order: 1), claim: nil)
        try act(.skip, &run)
        #expect(standing(run) == "wait-1")
        #expect(run.decision.messageChanges.map(\.reason) == ["Skipped by Eva"])
    }

    @Test("who reached the goal meanwhile leaves by it, whatever is asked")
    func goal() throws {
        var run = try begun()
        let skip = try action(.skip, run)
        run.insert(
            TimelineEvent(
                name: "Order Completed", occurredAt: StepSample.now + .seconds(1), order: 2, body: .tree([:])))
        var later = StepRun(
            customer: run.customer, definitions: run.definitions, now: StepSample.now + .minutes(5), cause: "command")
        later.act(skip)
        #expect(later.profile.journeys.isEmpty && later.decision.log.map(\.kind) == [.goalReached])
    }

    @Test("a command is stored and read the same", arguments: JourneyAction.Kind.allCases)
    func stored(_ kind: JourneyAction.Kind) {
        let command = Command.act(
            JourneyAction(kind, journey: -7, step: "mail", visit: 3, attempts: 1, by: "Eva \"E\""))
        #expect(Command(payload: command.payload) == command)
        #expect(Command(payload: #"{"act":{"kind":"fly"}}"#) == nil)
    }
}
