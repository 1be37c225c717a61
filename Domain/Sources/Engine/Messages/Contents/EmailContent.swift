import Values

/// An e-mail: `subject:`, `body:` (HTML, set into the shop's layout) and, optionally, `preheader:`.
public struct EmailContent: MessageContent, Hashable {
    public static let channel = Channel.email
    public static let form: [FormField] = [
        FormField(
            "subject", .liquid, required: true, help: "What inboxes show first.", example: "You left something behind"),
        FormField("preheader", .liquid, help: "What inboxes show beside the subject.", example: "It is still here."),
        FormField(
            "body", .html, "Text", required: true, help: "HTML; it is set into the shop's layout.",
            example: "<p>Hello {{ profile.first_name }}</p>"),
    ]

    public let subject: String
    public let preheader: String
    public let body: String

    public init?(_ reader: inout StepReader) {
        let subject = reader.required("subject", example: "\"You left something behind\"")
        let body = reader.required("body", example: "<p>Hello {{ profile.first_name }}</p>")
        preheader = reader.text("preheader") ?? ""
        guard let subject, let body else { return nil }
        self.subject = subject
        self.body = body
    }

    public var title: String? { subject.contains("{{") || subject.contains("{%") ? nil : subject }

    public var templates: [(field: String, text: String)] {
        [("subject", subject), ("preheader", preheader), ("body", body)]
    }
}
