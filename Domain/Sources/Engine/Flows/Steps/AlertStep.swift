import Values

/// Tells the staff something at once: `- alert: High-value cart left behind` with `details` and `to: [email, chat]`.
public struct AlertStep: EffectStep {
    public static let keyword = "alert"
    public static let form: [FormField] = [
        FormField(
            "alert", .liquid, "What the staff hear", required: true,
            help: "One line; it may show values such as {{ profile.email }}.", example: "High-value cart left behind"),
        FormField(
            "details", .liquid, help: "More, for whoever looks closer.",
            example: "{{ profile.email }} left {{ cart.total }}"),
        FormField(
            "to", .recipient, "To whom", several: true,
            help: "The address for alerts (email), the chat, or e-mail addresses.", preset: "email",
            example: "email, chat"),
        .onError,
    ]
    public static let summary = "Tells the staff something, by e-mail or in their chat."
    public static let icon = "bell"

    public let title: String
    public let text: String
    /// "email" is the workspace's address for alerts, "chat" its webhook; others are addresses.
    public let recipients: [String]
    public let onError: OnError

    let effect = EffectRequest.Kind.alert

    public init?(_ reader: inout StepReader) {
        let title = reader.required(AlertStep.keyword, example: "High-value cart left behind")
        text = reader.text("details") ?? ""
        recipients = reader.has("to") ? reader.names("to", example: "email") ?? [] : ["email"]
        onError = reader.onError()
        for recipient in recipients where !["email", "chat"].contains(recipient) && !recipient.contains("@") {
            var message = "to is \"\(recipient)\"; expected email, chat or an e-mail address"
            if let nearest = NearestName.of(recipient, among: ["email", "chat"]) {
                message += "; did you mean \(nearest)?"
            }
            reader.report(message, at: "to")
        }
        guard let title else { return nil }
        self.title = title
    }

    public var sentence: String { "Alert: \(title)" }

    public var templates: [(field: String, text: String)] { [(AlertStep.keyword, title), ("details", text)] }

    func details(_ run: StepRun) -> JSONObject {
        ["title": .string(title), "details": .string(text), "to": .array(recipients.map(JSON.string))]
    }
}
