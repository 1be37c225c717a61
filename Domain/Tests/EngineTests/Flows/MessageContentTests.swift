import Testing
import Values
import Yams

@testable import Engine

/// A channel of a later day: what it takes to send by it.
private struct ShortText: MessageContent {
    static let channel = Channel.sms
    static let form = [FormField("text", .liquid, required: true, help: "What it says.", example: "Hello")]
    let text: String

    init?(_ reader: inout StepReader) {
        guard let text = reader.required("text", example: "Hello") else { return nil }
        self.text = text
    }

    var title: String? { text }
    var templates: [(field: String, text: String)] { [("text", text)] }
}

@Suite("What messages of a channel consist of")
struct MessageContentTests {
    private let contents: [any MessageContent.Type] = MessageContents.all + [ShortText.self]

    private func read(_ yaml: String) throws -> (step: SendStep?, faults: [String]) {
        let diagnostics = FlowDiagnostics()
        let node = try #require(try Yams.compose(yaml: yaml))
        var reader = StepReader(fields: try #require(MappingReader(node, what: "a step", diagnostics: diagnostics)))
        let step = SendStep(&reader, among: contents)
        return (step, diagnostics.errors.map(\.message))
    }

    @Test("a channel's own fields are read, in every language, with one file and one row")
    func otherChannel() throws {
        let (step, faults) = try read("{send: sms, text: 'Your code: {{ coupon }}', languages: {de: {text: Hallo}}}")
        let send = try #require(step)
        #expect(faults.isEmpty && send.channel == .sms && send.showsCoupon)
        #expect((send.content(in: "de") as? ShortText)?.text == "Hallo")
        #expect((send.content(in: "fr") as? ShortText)?.text == "Your code: {{ coupon }}")
        #expect(send.sentence == "Send text message “Your code: {{ coupon }}”")
    }

    @Test("fields of another channel are refused by name")
    func othersFields() throws {
        let (_, faults) = try read("{send: sms, text: Hi, subject: Hello}")
        #expect(faults == ["subject is no part of a text message"])
        let (step, missing) = try read("{send: email, subject: Hello}")
        #expect(step == nil && missing.contains { $0.hasPrefix("body is missing") })
        let (_, unknown) = try read("{send: pigeon}")
        #expect(unknown == [#"send is "pigeon"; expected email or sms"#])
    }

    @Test("a form asks for what every channel needs and offers the rest; a new step is one of the first channel")
    func form() {
        let form = MessageContents.form(of: contents)
        #expect(form.map(\.name) == ["subject", "preheader", "body", "text"])
        #expect(form.allSatisfy { !$0.isRequired })
        #expect(form.filter { $0.first != nil }.map(\.name) == ["subject", "body"])
        #expect(MessageContents.form.filter(\.isRequired).map(\.name) == ["subject", "body"])
    }

    @Test("what becomes of a message is told of its own channel, and a complaint ends that channel alone")
    func receipts() throws {
        var run = StepSample.run(try StepSample.definitions())
        run.obey(
            .receipt(
                Command.Receipt(kind: .opened, message: 5, channel: .sms, at: StepSample.now, flow: "reminder")))
        #expect(run.decision.derivedEvents.map(\.name) == ["SMS Opened"])
        run.obey(
            .receipt(
                Command.Receipt(kind: .complained, message: 5, channel: .sms, at: StepSample.now, flow: "reminder")))
        #expect(run.profile.suppression(on: .email) == nil && run.subject.consents == ["email"])
        #expect(run.decision.derivedEvents.last?.name == "SMS Marked as Spam")
    }

    @Test("a receipt is stored with its channel; one of an earlier release is of an e-mail")
    func stored() {
        let receipt = Command.Receipt(kind: .bounced, message: 5, channel: .sms, at: StepSample.now, flow: "reminder")
        #expect(Command(payload: Command.receipt(receipt).payload) == .receipt(receipt))
        let earlier = Command(
            payload: #"{"receipt":{"kind":"opened","message":5,"at":1772445600000,"flow":"reminder"}}"#)
        guard case .receipt(let read)? = earlier else { return #expect(Bool(false), "it is no receipt") }
        #expect(read.channel == .email)
    }
}
