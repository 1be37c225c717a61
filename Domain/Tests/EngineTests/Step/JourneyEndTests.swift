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
}
