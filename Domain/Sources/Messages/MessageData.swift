import Engine
import Values

/// What a message's templates see (docs/flows.md): the message's own context, the shop, and the way out.
struct MessageData: Sendable {
    let object: JSONObject
    let unsubscribeURL: String?
    let zone: Zone
    let now: Instant?
    /// Whether the message has a context: one that is refused before has none.
    let isKnown: Bool
    /// In which of the step's languages it speaks; nil in messages of earlier releases, and of refused ones.
    var language: String? { object["language"]?.string }

    init(
        _ message: Message, of flow: Flow, settings: WorkspaceSettings, unsubscribeURL: String?
    ) throws(MessageRenderingError) {
        let context: JSON
        do throws(JSONError) { context = try JSON.parse(message.context) } catch {
            throw .contextUnreadable(flow: flow.slug, step: message.step, reason: error.description)
        }
        guard let context = context.object else {
            throw .contextUnreadable(
                flow: flow.slug, step: message.step, reason: "it is \(context.kindName), not an object")
        }
        self.init(context, settings: settings, unsubscribeURL: unsubscribeURL, now: message.dueAt)
    }

    init(_ context: JSONObject, settings: WorkspaceSettings, unsubscribeURL: String?, now: Instant?) {
        isKnown = context.members.contains { $0.key != "secret" }
        var object = context
        var person = context["profile"]?.object ?? JSONObject()
        if person["first_name"]?.string?.onOneLine.isEmpty != false {
            person["first_name"] = MessageData.firstName(of: person).map(JSON.string)
        }
        object["profile"] = .object(person)
        object["shop"] = MessageData.shop(settings)
        object["unsubscribe_url"] = unsubscribeURL.map(JSON.string)
        self.object = object
        self.unsubscribeURL = unsubscribeURL
        self.now = now
        zone = person["timezone"]?.string.flatMap { Zone($0) } ?? settings.zone
    }

    private static func shop(_ settings: WorkspaceSettings) -> JSON {
        var shop: JSONObject = ["name": .string(settings.shopName)]
        if !settings.shopURL.isEmpty { shop["url"] = .string(settings.shopURL) }
        if !settings.postalAddress.isEmpty { shop["address"] = .string(settings.postalAddress) }
        return .object(shop)
    }

    /// By the other names that stores give it; of a whole name the first word.
    private static func firstName(of person: JSONObject) -> String? {
        for name in ["firstName", "firstname", "given_name"] {
            if let text = person[name]?.string?.onOneLine, !text.isEmpty { return text }
        }
        // "ana@example.com" stands as the name of many who gave none.
        guard let whole = person["name"]?.string, !whole.contains("@") else { return nil }
        return whole.split(separator: " ").first.map(String.init)
    }
}

/// People to try templates on.
enum SampleContexts {
    static let all: [JSONObject] = [nobody, somebody]

    private static let nobody: JSONObject = ["profile": [:], "trigger": [:], "trigger_name": ""]

    static let somebody: JSONObject = [
        "profile": ["first_name": "Ana", "email": "ana@example.com"], "trigger_name": "Order Completed",
        "trigger": [
            "order_id": "1001", "total": 24, "currency": "EUR",
            "products": [["name": "A cup", "price": 12, "quantity": 2]],
        ],
        "cart": [
            "id": "c1", "total": 24, "currency": "EUR", "items": [["name": "A cup", "price": 12, "quantity": 2]],
        ],
        "coupon": "SAVE-1", "coupon_expires_at": "2026-03-05T10:00:00Z",
    ]
}
