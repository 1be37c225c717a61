import Conditions
import Testing
import Values

@testable import Engine

@Suite("The end of a journey")
struct JourneyEndTests {
    @Test("a journey whose goal is met when its wait ends is written off in storage, too")
    func goalAtWake() throws {
        let definitions = try StepSample.definitions(
            """
            flow: quiet
            name: Quiet
            trigger: Checkout Started
            goal: 'none("Product Viewed", last: 30 minutes)'
            steps:
              - wait: 1 hour
              - end: done
            """)
        var profile = StepSample.profile()
        var journey = Journey(
            id: 1, flow: definitions.flows[0].id, version: 1, enteredAt: StepSample.now,
            trigger: JourneyTrigger(name: "Checkout Started", occurredAt: StepSample.now, order: 1, properties: [:]))
        journey.state = .waiting(until: StepSample.now + .hours(1))
        profile.journeys = [journey]
        var run = StepSample.run(of: profile, definitions, at: StepSample.now + .hours(1))
        run.journeyDue(1)
        #expect(run.profile.journeys.isEmpty)
        #expect(run.isProfileChanged)
    }

    @Test("a message that is held does not go, nor wait for ever, once its flow is gone with all its versions")
    func goneWithItsVersions() throws {
        let definitions = try StepSample.definitions(StepSample.reminder)
        var profile = StepSample.profile()
        var journey = Journey(
            id: 77, flow: definitions.flows[0].id, version: 1, enteredAt: StepSample.now,
            trigger: JourneyTrigger(name: "Checkout Started", occurredAt: StepSample.now, order: 1, properties: [:]))
        journey.state = .waitingForMessage(id: 5)
        profile.journeys = [journey]
        var run = StepSample.run(of: profile, try StepSample.definitions())
        run.messageDue(5, StepSample.message(in: definitions))
        #expect(run.profile.journeys.isEmpty)
        #expect(run.decision.messageChanges.map(\.state) == [.refused])
    }

    @Test("what a step changes of the person ends the journey before its next step, where an exit names it")
    func exitByOwnStep() throws {
        let definitions = try StepSample.definitions(
            """
            flow: vip
            name: VIP
            trigger: Checkout Started
            exit: 'profile.vip == true'
            steps:
              - wait: 1 hour
              - note: nothing changes here
              - update: {vip: true}
              - send: email
                id: first
                subject: Hello
                body: <p>Hello</p>
            """)
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Checkout Started", order: 1), claim: nil)
        let journey = try #require(run.profile.journeys.first)
        run.begin(at: StepSample.now + .hours(1))
        run.journeyDue(journey.id)
        #expect(run.profile.journeys.isEmpty)
        #expect(run.decision.messages.isEmpty)
        #expect(run.decision.log.map(\.kind).contains(.exited))
    }

    @Test("of two journeys of one person each is asked for its own goal, with its own trigger")
    func goalsOfTwo() throws {
        let definitions = try StepSample.definitions(
            """
            flow: orders
            name: Orders
            trigger: Checkout Started
            while under way: another
            goal: 'any("Order Completed" where checkout_id == trigger.checkout_id, since: trigger)'
            steps:
              - wait: 1 hour
              - end: not ordered
            """)
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Checkout Started", order: 1, ["checkout_id": "a"]), claim: nil)
        run.receive(StepSample.event("Checkout Started", order: 2, ["checkout_id": "b"]), claim: nil)
        let order = StepSample.event(
            "Order Completed", at: StepSample.now + .minutes(1), order: 3, ["order_id": "1", "checkout_id": "b"])
        run.begin(at: StepSample.now + .minutes(1))
        run.receive(order, claim: nil)
        #expect(run.profile.journeys.map { $0.trigger.properties["checkout_id"] } == ["a"])
        #expect(run.decision.log.map(\.kind).filter { $0 == .goalReached }.count == 1)
    }
}
