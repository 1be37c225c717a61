import Values

/// What the owner of a workspace chose.
public struct WorkspaceSettings: Sendable, Hashable {
    public var zone: Zone
    /// ISO 4217: in which amounts of several currencies are compared, and of amounts that name none. Nil where unknown.
    public var currency: String?
    /// Of the shop, as messages and screens show it.
    public var shopName: String
    /// Where the shop stands on the web; empty where unknown.
    public var shopURL: String
    public var senderAddress: String
    public var replyToAddress: String?
    /// Stated in the footer of marketing e-mail, as the law of most countries asks.
    public var postalAddress: String
    /// Where alerts to the staff go; empty where nobody is named, and then they go to the sender.
    public var alertAddress = ""
    /// Marketing goes out from this minute of the person's local day (included)…
    public var marketingOpensAt: Int
    /// …to this one (excluded).
    public var marketingClosesAt: Int
    /// Marketing messages to one person on one local day.
    public var marketingPerDay: Int
    /// Other hours, by the code of a country in capitals.
    public var hoursByCountry: [String: MarketingHours] = [:]
    /// Whether what is usual in a country narrows the hours there, where the shop has none of its own for it.
    public var keepsUsualHours = false
    public var caps: [MarketingCap] = []
    /// To whom no marketing goes, whatever a flow says.
    public var exclusions: [MarketingExclusion] = []
    /// The one switch: marketing is held, and goes on, or is dropped as out of date, when it is released.
    public var marketingStopped = false
    /// Whether messages leave through a mail server; while it is off they go to the built-in outbox, whatever server
    /// is named.
    public var sending = false

    public init(
        zone: Zone = .utc, currency: String? = nil, shopName: String = "My shop", shopURL: String = "",
        senderAddress: String = "shop@example.com", replyToAddress: String? = nil, postalAddress: String = "",
        marketingOpensAt: Int = 9 * 60, marketingClosesAt: Int = 20 * 60, marketingPerDay: Int = 1
    ) {
        self.zone = zone
        self.currency = currency
        self.shopName = shopName
        self.shopURL = shopURL
        self.senderAddress = senderAddress
        self.replyToAddress = replyToAddress
        self.postalAddress = postalAddress
        self.marketingOpensAt = marketingOpensAt
        self.marketingClosesAt = marketingClosesAt
        self.marketingPerDay = marketingPerDay
    }
}

extension WorkspaceSettings {
    /// The stored form; it begins with its format's version.
    public var document: String {
        var object: JSONObject = [
            "v": 1, "sending": .bool(sending), "zone": .string(zone.identifier), "shop_name": .string(shopName),
            "shop_url": .string(shopURL),
            "sender": .string(senderAddress), "postal_address": .string(postalAddress),
            "marketing_opens_at": .number(Number(marketingOpensAt)),
            "marketing_closes_at": .number(Number(marketingClosesAt)),
            "marketing_per_day": .number(Number(marketingPerDay)),
        ]
        writeRules(&object)
        if !alertAddress.isEmpty { object["alert_address"] = .string(alertAddress) }
        if let currency { object["currency"] = .string(currency) }
        if let replyToAddress { object["reply_to"] = .string(replyToAddress) }
        return JSON.object(object).text
    }

    /// Reads the stored form; fields that are missing or unreadable take their defaults.
    public init(document: String) {
        self.init()
        guard let json = try? JSON.parse(document) else { return }
        func minute(_ key: String) -> Int? {
            json[key]?.number?.integer.flatMap { (0...1440).contains($0) ? Int($0) : nil }
        }
        zone = json["zone"]?.string.flatMap { Zone($0) } ?? zone
        currency = json["currency"]?.string
        shopName = json["shop_name"]?.string ?? shopName
        shopURL = json["shop_url"]?.string ?? shopURL
        senderAddress = json["sender"]?.string ?? senderAddress
        replyToAddress = json["reply_to"]?.string
        alertAddress = json["alert_address"]?.string ?? alertAddress
        postalAddress = json["postal_address"]?.string ?? postalAddress
        marketingOpensAt = minute("marketing_opens_at") ?? marketingOpensAt
        marketingClosesAt = minute("marketing_closes_at") ?? marketingClosesAt
        marketingPerDay = json["marketing_per_day"]?.number?.integer.map { Int(clamping: $0) } ?? marketingPerDay
        sending = json["sending"]?.bool ?? false
        readRules(json)
    }
}
