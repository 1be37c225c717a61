import Values

/// Sends a message: `- send: email` with `subject:`, `body:` and, optionally, `preheader:`.
///
/// Subject and body are Liquid (docs/flows.md names what they see); the body is HTML and is set into the shop's layout.
public struct SendStep: StepKind {
    public static let keyword = "send"
    public static let fields = ["subject", "preheader", "body", "keep for"]
    public static let summary = "Sends a message when consent and policy allow."

    public let channel: Channel
    public let subject: String
    public let preheader: String
    public let body: String
    /// A message held longer than this is dropped with a record.
    public let keepFor: TimeSpan

    static let defaultKeepFor = TimeSpan.days(3)

    public init?(_ reader: inout StepReader) {
        let name = reader.text(SendStep.keyword) ?? ""
        let subject = reader.required("subject", example: "\"You left something behind\"")
        let body = reader.required("body", example: "<p>Hello {{ profile.first_name }}</p>")
        preheader = reader.text("preheader") ?? ""
        keepFor = reader.span("keep for") ?? SendStep.defaultKeepFor
        guard name == Channel.email.name else {
            reader.report("send is \"\(name)\"; expected email", at: SendStep.keyword)
            return nil
        }
        guard let subject, let body else { return nil }
        channel = .email
        self.subject = subject
        self.body = body
    }

    /// A template is nobody's words: it is named only where it says the same to everybody.
    public var sentence: String {
        subject.contains("{{") || subject.contains("{%") ? "Send an e-mail" : "Send e-mail “\(subject)”"
    }

    public func begin(_ run: inout StepRun) -> StepOutcome { run.send(self) }
    public func resume(_ run: inout StepRun) -> StepOutcome { .goOn }
}
