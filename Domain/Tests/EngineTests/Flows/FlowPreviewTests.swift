import Conditions
import Testing
import Values

@testable import Engine

@Suite("What a person would get from a draft")
struct FlowPreviewTests {
    private static let now = StepSample.now

    private func question(_ text: String) throws -> FlowQuestion {
        let flow = try FlowFile.read(text)
        let definitions = try StepSample.definitions()
        let customer = Customer(profile: StepSample.profile(), timeline: Timeline([]), definitions: definitions)
        return FlowQuestion(
            flow: flow, customer: customer, definitions: definitions, log: [], messages: [], now: Self.now)
    }

    private static func text(_ rules: String = "") -> String {
        """
        flow: thanks
        name: Thanks
        purpose: transactional
        trigger: Order Completed
        \(rules.isEmpty ? "about: Thanks" : rules)
        steps:
          - wait: 1 day
          - send: email
            id: first
            subject: Hello
            body: <p>Hi</p>
        """
    }

    @Test("a draft that is not live is played from now to its end")
    func played() throws {
        let preview = FlowPreview(try question(Self.text()))
        #expect(preview.entry.wouldEnter)
        let message = try #require(preview.messages.values.first)
        #expect(preview.messages.count == 1 && message.step == "first" && message.createdAt == Self.now + .days(1))
        let told = preview.coming.first { $0.message == message.id }
        #expect(told?.kind == .messageQueued && told?.at == Self.now + .days(1))
        #expect(preview.coming.last?.kind == .flowEnded)
    }

    @Test("who would not enter gets nothing, and is told by which rule")
    func refused() throws {
        let preview = FlowPreview(try question(Self.text("when: 'trigger.total > 10'")))
        #expect(!preview.entry.wouldEnter && preview.entry.reason.contains("trigger.total > 10"))
        #expect(preview.coming.isEmpty && preview.messages.isEmpty)
    }

    @Test("a flow without a wait is told to its end as well")
    func atOnce() throws {
        let preview = FlowPreview(try question(Self.text().replacing("  - wait: 1 day\n", with: "")))
        #expect(preview.messages.count == 1)
        #expect(preview.coming.first?.kind == .messageQueued && preview.coming.last?.kind == .flowEnded)
    }

    @Test("one message alone sees what it would see, whoever would enter")
    func message() throws {
        let question = try question(Self.text("when: 'trigger.total > 10'"))
        let message = try #require(FlowPreview.message(of: "first", to: "mia@example.com", question))
        #expect(message.address == "mia@example.com" && message.context.contains("ana@example.com"))
        #expect(FlowPreview.message(of: "nothing", to: "mia@example.com", question) == nil)
    }

    /// A draft of a marketing message, tried at night by somebody who is in another flow.
    private func atNight(_ other: String, _ state: Journey.State, held: Message? = nil) throws -> FlowPreview {
        let definitions = try StepSample.definitions(other)
        var profile = StepSample.profile()
        var journey = Journey(
            id: 77, flow: definitions.flows[0].id, version: 1, enteredAt: Self.now,
            trigger: JourneyTrigger(name: "Checkout Started", occurredAt: Self.now, order: 1, properties: [:]))
        journey.state = state
        profile.journeys = [journey]
        let draft = try FlowFile.read(
            """
            flow: thanks
            name: Thanks
            trigger: Order Completed
            steps:
              - send: email
                id: first
                subject: Hello
                body: <p>Hi</p>
            """)
        let customer = Customer(profile: profile, timeline: Timeline([]), definitions: definitions)
        return FlowPreview(
            FlowQuestion(
                flow: draft, customer: customer, definitions: definitions, log: [],
                messages: [held].compactMap { $0 }, now: Instant(iso8601: "2026-03-02T22:00:00Z")!))
    }

    @Test("what is held of another flow goes in the morning, and the draft's message on the next: one a day")
    func placeIsTaken() throws {
        let definitions = try StepSample.definitions(StepSample.reminder)
        // Of two that are due at one moment the lower number goes first.
        var held = StepSample.message(.min, in: definitions)
        held.dueAt = Instant(iso8601: "2026-03-03T09:00:00Z")!
        let preview = try atNight(StepSample.reminder, .waitingForMessage(id: .min), held: held)
        let queued = preview.coming.filter { $0.kind == .messageQueued }
        #expect(queued.map(\.at) == [Instant(iso8601: "2026-03-04T09:00:00Z")!])
    }

    @Test("another flow that waits for its code may send first, and that is said once")
    func otherWaitsForCode() throws {
        let other = """
            flow: codes
            name: Codes
            trigger: Checkout Started
            steps:
              - coupon: pool
                then:
                  - send: email
                    id: code
                    subject: A code
                    body: <p>{{ coupon }}</p>
            """
        let preview = try atNight(other, .waitingForAnswer(effect: 1))
        let cautions = preview.coming.filter { $0.text.contains("“Codes” waits for an answer from outside") }
        #expect(cautions.count == 1)
        let queued = try #require(preview.coming.first { $0.kind == .messageQueued })
        #expect(queued.at == Instant(iso8601: "2026-03-03T09:00:00Z")!)
        #expect(cautions.map(\.at) == [queued.at])
    }
}
