import Values

/// Calls another system: `- webhook: https://erp.example.com/hooks/vip` with `method`, `headers`, `body` and `answer`.
///
/// The call is signed per Standard Webhooks and tried again until `up to` has passed. With `answer: NAME` the journey
/// waits for what comes back, and keeps it as `answers.NAME`.
public struct WebhookStep: EffectStep {
    public static let keyword = "webhook"
    public static let form: [FormField] = [
        FormField(
            "webhook", .webAddress, "Address", required: true, help: "Where the call goes; the host is written out.",
            example: "https://erp.example.com/hooks/vip"),
        FormField("method", .choice(WebhookStep.methods), help: "How it is called.", preset: "POST", example: "PUT"),
        FormField(
            "headers", .pairs, help: "Names and texts, which may be Liquid.", example: "X-Shop: '{{ shop.name }}'"),
        FormField(
            "body", .value, help: "What is sent, as YAML or JSON; a text such as trigger.total takes what is there.",
            example: "total: trigger.total"),
        FormField(
            "answer", .line, "Keep the answer as", help: "A word; later steps find it as answers.WORD.",
            example: "customer"),
        FormField("up to", .duration, "At most", help: "How long it is tried.", preset: "1 day", example: "1 hour"),
        .onError,
        .branch("then", "When it answered", help: "What happens once the answer is there."),
        .branch("else", "When it failed", help: "What happens where the call failed for good."),
    ]
    public static let summary = "Calls another system, signed and tried again; may keep the answer."
    public static let icon = "webhook"

    public let url: String
    public let method: String
    public let headers: JSONObject
    public let body: JSON?
    public let answer: String?
    public let patience: TimeSpan
    public let onError: OnError

    let effect = EffectRequest.Kind.webhook

    static let methods = ["POST", "PUT", "PATCH", "DELETE", "GET"]
    /// What belongs to the call itself, and to its signature.
    static let reservedHeaders: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "webhook-id", "webhook-timestamp",
        "webhook-signature",
    ]

    public init?(_ reader: inout StepReader) {
        let url = reader.required(WebhookStep.keyword, example: "https://erp.example.com/hooks/vip")?.trimmed
        method = reader.word("method", of: WebhookStep.methods)
        headers = reader.object("headers")
        body = reader.value("body")
        answer = reader.text("answer")?.trimmed
        patience = reader.span("up to") ?? .days(1)
        onError = reader.onError()
        if answer != nil {
            reader.branch("then")
            reader.branch("else")
        } else {
            for field in ["then", "else"] where reader.has(field) {
                reader.report("\(field) needs answer: NAME, since nobody waits for the answer without it", at: field)
            }
        }
        for header in headers.members where WebhookStep.reservedHeaders.contains(header.key.lowercased()) {
            reader.report("the header \(header.key) is set by Cartwheel itself", at: "headers")
        }
        if let answer, ValuePath("answers.\(answer)") == nil {
            reader.report("answer is \"\(answer)\"; expected a word of letters, digits and _", at: "answer")
        }
        guard let url else { return nil }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), !url.contains(" ") || url.contains("{{") else {
            reader.report(
                "webhook is \"\(url)\"; expected an address that begins with https://", at: WebhookStep.keyword)
            return nil
        }
        let host = url.split(separator: "/", maxSplits: 2).dropFirst().first ?? ""
        guard !host.contains("{"), !host.isEmpty else {
            reader.report(
                "the host of a webhook is written out, so that nobody's data decides where the call goes",
                at: WebhookStep.keyword)
            return nil
        }
        self.url = url
    }

    /// The path may hold a key: the drawing shows where it goes, not more.
    public var sentence: String { "Call \(url.split(separator: "/").dropFirst().first.map(String.init) ?? url)" }

    public var templates: [(field: String, text: String)] {
        [(WebhookStep.keyword, url)] + JSON.object(headers).texts.map { ("headers", $0) }
            + (body?.texts ?? []).map { ("body", $0) }
    }

    func details(_ run: StepRun) -> JSONObject {
        var details: JSONObject = ["url": .string(url), "method": .string(method), "headers": .object(headers)]
        if let body { details["body"] = body }
        return details
    }
}

extension JSON {
    /// Every text in it.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let items): items.flatMap(\.texts)
        case .object(let object): object.members.flatMap(\.value.texts)
        default: []
        }
    }
}
