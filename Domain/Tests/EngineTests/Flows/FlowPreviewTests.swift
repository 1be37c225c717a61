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
}
