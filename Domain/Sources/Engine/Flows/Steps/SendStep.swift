import Values

/// Sends a message: `- send: email` with `subject:`, `body:` and, optionally, `preheader:`, and the same in other
/// `languages:`.
///
/// Subject and body are Liquid (docs/flows.md names what they see); the body is HTML and is set into the shop's layout.
public struct SendStep: StepKind {
    public static let keyword = "send"
    public static let form: [FormField] =
        [
            FormField(
                "send", .choice([Channel.email.name]), "Channel", required: true, help: "The channel by which it goes.",
                example: "email")
        ]
        + MessageTexts.form + [
            FormField(
                "keep for", .duration, "Keep for", help: "How long it may be held before it is dropped.",
                preset: "3 days", example: "1 day"),
            FormField(
                "languages", .translations(MessageTexts.form), "In other languages",
                help: "The same in other languages; the profile's language chooses."),
        ]
    public static let summary = "Sends a message when consent and policy allow."
    public static let icon = "mail"

    public let channel: Channel
    public var subject: String { texts.subject }
    public var preheader: String { texts.preheader }
    public var body: String { texts.body }
    /// In the flow's own language.
    public let texts: MessageTexts
    /// In other languages, by their tags.
    public let translations: [String: MessageTexts]
    /// A message held longer than this is dropped with a record.
    public let keepFor: TimeSpan
    /// Whether its words may show a code: such a message goes out while the code is valid, or not at all.
    let showsCoupon: Bool

    static let defaultKeepFor = TimeSpan.days(3)

    public init?(_ reader: inout StepReader) {
        let name = reader.text(SendStep.keyword) ?? ""
        let texts = MessageTexts(&reader)
        translations = MessageTexts.translations(&reader)
        keepFor = reader.span("keep for") ?? SendStep.defaultKeepFor
        guard name == Channel.email.name else {
            reader.report("send is \"\(name)\"; expected email", at: SendStep.keyword)
            return nil
        }
        guard let texts else { return nil }
        channel = .email
        self.texts = texts
        showsCoupon = ([texts] + translations.values).contains { texts in
            [texts.subject, texts.preheader, texts.body].contains { $0.contains("coupon") }
        }
    }

    /// A template is nobody's words: it is named only where it says the same to everybody.
    public var sentence: String {
        subject.contains("{{") || subject.contains("{%") ? "Send an e-mail" : "Send e-mail “\(subject)”"
    }

    /// The texts in a language that a message was made in; the flow's own where it has none of these any more.
    public func texts(in language: String?) -> MessageTexts { language.flatMap { translations[$0] } ?? texts }

    /// The language that suits a person best: theirs, or else the flow's own.
    func language(for profile: Profile, of flow: Flow) -> String {
        let own = flow.rules.language
        guard !translations.isEmpty, let wish = profile.text("locale", "language") else { return own }
        return LanguageTag.best(for: wish, among: [own] + translations.keys.sorted()) ?? own
    }

    public func begin(_ run: inout StepRun) -> StepOutcome { run.send(self) }
    public func resume(_ run: inout StepRun) -> StepOutcome { .goOn }
}

/// What a message says, in one language.
public struct MessageTexts: Sendable, Hashable {
    public let subject: String
    public let preheader: String
    public let body: String

    /// Nil where subject or body are missing, which is reported.
    init?(_ reader: inout StepReader) {
        let subject = reader.required("subject", example: "\"You left something behind\"")
        let body = reader.required("body", example: "<p>Hello {{ profile.first_name }}</p>")
        preheader = reader.text("preheader") ?? ""
        guard let subject, let body else { return nil }
        self.subject = subject
        self.body = body
    }

    static let form: [FormField] = [
        FormField(
            "subject", .liquid, required: true, help: "What inboxes show first.", example: "You left something behind"),
        FormField("preheader", .liquid, help: "What inboxes show beside the subject.", example: "It is still here."),
        FormField(
            "body", .html, "Text", required: true, help: "HTML; it is set into the shop's layout.",
            example: "<p>Hello {{ profile.first_name }}</p>"),
    ]

    static func translations(_ reader: inout StepReader) -> [String: MessageTexts] {
        var found: [String: MessageTexts] = [:]
        reader.entries("languages", fields: form.map(\.name)) { language, place, entry in
            let texts = MessageTexts(&entry)
            if LanguageTag.isTag(language) {
                found[language] = texts
            } else {
                entry.fields.diagnostics.report(
                    "\"\(language)\" is no language; expected one such as de, fr or pt-BR", at: place)
            }
        }
        return found
    }
}
