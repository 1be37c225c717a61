import Conditions
import Values

/// For whom or what journeys of a flow are told apart: one a person, or one an order, cart, checkout or product.
public enum JourneyKey: String, Sendable, Hashable, CaseIterable {
    case person, order, cart, checkout, product

    /// The property of the trigger that names it; nil for the person.
    public var property: String? {
        switch self {
        case .person: nil
        case .order: "order_id"
        case .cart: "cart_id"
        case .checkout: "checkout_id"
        case .product: "product_id"
        }
    }

    /// The key of a trigger; all triggers that carry none share one.
    func value(in trigger: JSONObject) -> String {
        property.flatMap { trigger[$0]?.identifierText } ?? ""
    }
}

/// What goes first where marketing has one place a day.
public enum FlowPriority: Int, Sendable, Hashable, CaseIterable, Comparable {
    case low = 0
    case normal = 1
    case high = 2
    case urgent = 3

    public var name: String {
        switch self {
        case .low: "low"
        case .normal: "normal"
        case .high: "high"
        case .urgent: "urgent"
        }
    }

    public static func < (a: FlowPriority, b: FlowPriority) -> Bool { a.rawValue < b.rawValue }
}

/// At most so many messages to one person within so many local days, today included.
public struct MessageCap: Sendable, Hashable {
    public var most: Int
    public var days: Int

    public init(most: Int, days: Int) {
        self.most = most
        self.days = days
    }

    /// Days that caps look back at most.
    public static let mostDays = 30

    /// Reads `2 per 7 days`, `1 per day`, `3 per week`; nil for anything else.
    init?(words: String) {
        let parts = words.split(separator: " ").map(String.init)
        guard parts.count >= 3, let most = Int(parts[0]), (0...MessageCap.mostDays).contains(most), parts[1] == "per"
        else { return nil }
        let count = parts.count == 4 ? Int(parts[2]) : 1
        guard let count, parts.count <= 4 else { return nil }
        let unit = ["day": 1, "days": 1, "week": 7, "weeks": 7][parts[parts.count - 1]]
        guard let unit, (1...MessageCap.mostDays).contains(count * unit) else { return nil }
        self.init(most: most, days: count * unit)
    }

    public var words: String { "\(most) per \(days == 1 ? "day" : "\(days) days")" }
}

/// How a flow meets everything else that goes to the same person.
public struct FlowRules: Sendable, Hashable {
    /// Of the texts that stand directly in its steps.
    public var language = "en"
    /// What its messages are about, for caps by topic.
    public var topic: String?
    public var priority = FlowPriority.normal
    /// Of its own messages to one person.
    public var cap: MessageCap?
    /// Names of standing exclusions that its messages go out in spite of, in small letters.
    public var despite: Set<String> = []
    /// For what one journey runs at a time.
    public var oneAtATimePer = JourneyKey.person
}
