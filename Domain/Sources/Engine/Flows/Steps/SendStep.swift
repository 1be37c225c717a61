import Values

/// Sends a message: `- send: email` with `subject:`, `body:` and, optionally, `preheader:`, and the same in other
/// `languages:`; `secret: true` where its event brings what nobody else may read.
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
                "if sold out", .choice(SoldOutRule.allCases.map(\.rawValue)), "If it is sold out",
                help:
                    "What it is about, or everything in the cart that it shows, can no longer be bought, or no longer "
                    + "for less: send nothing, send it all the same, or go another way.",
                preset: "skip in marketing", example: "skip"),
            .onError,
            FormField(
                "secret", .choice(["false", "true"]), "It carries a secret",
                help:
                    "Such as a link that signs somebody in: what its event brings is kept in no copy of the message, and "
                    + "its links are not tracked.",
                preset: "false", example: "true"),
            FormField(
                "languages", .translations(MessageTexts.form), "In other languages",
                help: "The same in other languages; the profile's language chooses."),
            .branch("sold out", "Sold out", help: "What happens instead, where it is sold out."),
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
    /// What follows where it does not go: a rule refuses it, it goes out of date, or its provider does not take it.
    let onError: OnError
    /// What the step says of things that are sold out; nil where it says nothing.
    let ifSoldOut: SoldOutRule?
    /// Whether its words may show the cart.
    let showsCart: Bool
    /// Whether its words may show a code: such a message goes out while the code is valid, or not at all.
    let showsCoupon: Bool

    /// Whether what its event brings is for its reader alone: a link to choose a password, a code.
    public let isSecret: Bool

    static let defaultKeepFor = TimeSpan.days(3)

    public init?(_ reader: inout StepReader) {
        let name = reader.text(SendStep.keyword) ?? ""
        let texts = MessageTexts(&reader)
        translations = MessageTexts.translations(&reader)
        keepFor = reader.span("keep for") ?? SendStep.defaultKeepFor
        ifSoldOut = SoldOutRule(&reader)
        onError = reader.onError()
        isSecret = reader.word("secret", of: ["false", "true"]) == "true"
        guard name == Channel.email.name else {
            reader.report("send is \"\(name)\"; expected email", at: SendStep.keyword)
            return nil
        }
        guard let texts else { return nil }
        channel = .email
        self.texts = texts
        let words = ([texts] + translations.values).flatMap { [$0.subject, $0.preheader, $0.body] }
        showsCoupon = words.contains { $0.contains("coupon") }
        showsCart = words.contains { $0.contains("cart.items") }
        if isSecret, showsCoupon {
            reader.report(
                "secret is true, and the words show a coupon; send the code in a message of its own", at: "secret")
        }
    }

    public var branchNames: [String] { ifSoldOut == .branch ? ["sent", "sold out"] : [] }

    /// What it does where something is sold out, whether it says so or not.
    func soldOut(in purpose: Message.Purpose) -> SoldOutRule {
        ifSoldOut ?? (purpose == .marketing ? .skip : .continue)
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

    public func begin(_ run: inout StepRun) -> StepOutcome {
        run.journey.attempts = 0
        return run.send(self)
    }

    public func resume(_ run: inout StepRun) -> StepOutcome {
        // The pause before another try is over.
        if case .waiting = run.journey.state { return run.send(self) }
        return .goOn
    }

    public func skip(_ run: inout StepRun) -> StepOutcome { .goOn }
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

extension SoldOutRule {
    /// Nil where the step says nothing; declares its branches.
    fileprivate init?(_ reader: inout StepReader) {
        guard reader.has("if sold out") else {
            if reader.has("sold out") {
                reader.report("sold out goes with if sold out: branch, which is missing", at: "sold out")
            }
            return nil
        }
        let word = reader.word("if sold out", of: SoldOutRule.allCases.map(\.rawValue))
        self = SoldOutRule(rawValue: word) ?? .skip
        if self == .branch {
            if !reader.has("sold out") {
                reader.report("if sold out is branch, and there is no branch sold out with steps", at: "if sold out")
            }
            reader.emptyBranch()
            reader.branch("sold out")
        } else if reader.has("sold out") {
            reader.report("sold out goes with if sold out: branch, which is \(word)", at: "sold out")
        }
    }
}
