import Values

/// Sends a message: `- send: email` with what messages of the channel consist of (`MessageContents`), and the same in other
/// `languages:`; `secret: true` where its event brings what nobody else may read.
///
/// What it says is Liquid (docs/flows.md names what it sees).
public struct SendStep: StepKind {
    public static let keyword = "send"
    public static let form: [FormField] =
        [
            FormField(
                "send", .choice(MessageContents.all.map { $0.channel.name }), "Channel", required: true,
                help: "The channel by which it goes.",
                example: "email")
        ]
        + MessageContents.form + [
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
                "languages", .translations(MessageContents.form), "In other languages",
                help: "The same in other languages; the profile's language chooses."),
            .branch("sold out", "Sold out", help: "What happens instead, where it is sold out."),
        ]
    public static let summary = "Sends a message when consent and policy allow."
    public static let icon = "mail"

    public let channel: Channel
    /// In the flow's own language.
    public let content: any MessageContent
    /// In other languages, by their tags.
    public let translations: [String: any MessageContent]
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

    public init?(_ reader: inout StepReader) { self.init(&reader, among: MessageContents.all) }

    /// - Parameter contents: of the channels by which it may send.
    init?(_ reader: inout StepReader, among contents: [any MessageContent.Type]) {
        let name = reader.text(SendStep.keyword) ?? ""
        keepFor = reader.span("keep for") ?? SendStep.defaultKeepFor
        ifSoldOut = SoldOutRule(&reader)
        onError = reader.onError()
        isSecret = reader.word("secret", of: ["false", "true"]) == "true"
        guard let kind = contents.first(where: { $0.channel.name == name }) else {
            reader.report(
                "send is \"\(name)\"; expected \(contents.map { $0.channel.name }.listed)", at: SendStep.keyword)
            // Whose fields they are is not known.
            for field in MessageContents.form(of: contents).map(\.name) + ["languages"] { _ = reader.has(field) }
            return nil
        }
        let content = kind.init(&reader)
        translations = reader.translations(of: kind)
        reader.refuseFields(of: contents, except: kind)
        guard let content else { return nil }
        channel = kind.channel
        self.content = content
        let all = [content] + translations.values
        showsCoupon = all.contains { $0.shows("coupon") }
        showsCart = all.contains { $0.shows("cart.items") }
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
        content.title.map { "Send \(channel.noun) “\($0)”" } ?? "Send \(channel.one)"
    }

    /// In the language that a message was made in; in the flow's own where it has none of that any more.
    public func content(in language: String?) -> any MessageContent { language.flatMap { translations[$0] } ?? content }

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

extension StepReader {
    /// What is said in other languages, by their tags.
    fileprivate mutating func translations(of kind: any MessageContent.Type) -> [String: any MessageContent] {
        var found: [String: any MessageContent] = [:]
        entries("languages", fields: kind.form.map(\.name)) { language, place, entry in
            let content = kind.init(&entry)
            if LanguageTag.isTag(language) {
                found[language] = content
            } else {
                entry.fields.diagnostics.report(
                    "\"\(language)\" is no language; expected one such as de, fr or pt-BR", at: place)
            }
        }
        return found
    }

    /// Fields that messages of this channel do not have are faults.
    fileprivate mutating func refuseFields(of contents: [any MessageContent.Type], except kind: any MessageContent.Type)
    {
        let own = Set(kind.form.map(\.name))
        for field in MessageContents.form(of: contents) where !own.contains(field.name) && has(field.name) {
            report("\(field.name) is no part of \(kind.channel.one)", at: field.name)
        }
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
