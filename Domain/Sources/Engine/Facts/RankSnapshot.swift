import Conditions
import Values

/// What was counted over all profiles of a workspace at one moment, numbered: the thresholds of ranks and the edges of
/// RFM. It stays as it is until the next is taken.
public struct RankSnapshot: Sendable, Hashable {
    public var number: Int64
    public var takenAt: Instant?
    /// Profiles that were counted.
    public var profiles: Int
    /// The figure from which on a profile is in a rank, by the rank's key.
    public var thresholds: [String: Number]
    /// Ranks in which nobody has a figure.
    public var keysWithoutThreshold: Set<String>
    public var rfm: RFMEdges?
    /// Nil where too few have ordered again.
    public var reorder: ReorderInterval?

    public init(
        number: Int64 = 0, takenAt: Instant? = nil, profiles: Int = 0, thresholds: [String: Number] = [:],
        keysWithoutThreshold: Set<String> = [], rfm: RFMEdges? = nil, reorder: ReorderInterval? = nil
    ) {
        self.reorder = reorder
        self.number = number
        self.takenAt = takenAt
        self.profiles = profiles
        self.thresholds = thresholds
        self.keysWithoutThreshold = keysWithoutThreshold
        self.rfm = rfm
    }
}

/// Where fifths of the customers with an order begin: four edges each, ascending.
///
/// Recency has moments, not ages: a rating changes by an order or by the next snapshot, never by time alone.
public struct RFMEdges: Sendable, Hashable {
    public var recency: [Instant]
    public var frequency: [Number]
    public var monetary: [Number]

    public init(recency: [Instant], frequency: [Number], monetary: [Number]) {
        self.recency = recency
        self.frequency = frequency
        self.monetary = monetary
    }

    /// The edges between the fifths of these customers; nil where there are none.
    public init?(of customers: [RFMFigures]) {
        guard !customers.isEmpty else { return nil }
        func edges<Value: Comparable>(_ values: [Value]) -> [Value] {
            let sorted = values.sorted()
            return (1...4).map { sorted[min(sorted.count - 1, sorted.count * $0 / 5)] }
        }
        self.init(
            recency: edges(customers.map(\.lastOrderAt)), frequency: edges(customers.map { Number($0.orders) }),
            monetary: edges(customers.map(\.spent)))
    }

    /// Each part from 1 to 5: one more than the edges that are passed. Who is like most others in a part, such as having
    /// ordered once, has its lowest rating.
    public func rating(of customer: RFMFigures) -> ProfileFacts.RFM {
        ProfileFacts.RFM(
            recency: 1 + recency.count { customer.lastOrderAt > $0 },
            frequency: 1 + frequency.count { Number(customer.orders) > $0 },
            monetary: 1 + monetary.count { customer.spent > $0 })
    }
}

/// What a customer is rated by.
public struct RFMFigures: Sendable, Hashable {
    public var lastOrderAt: Instant
    public var orders: Int
    /// In the workspace's currency, where there is one.
    public var spent: Number

    /// Whatever changes how a customer is rated.
    public static let events = OrderEvents.all

    public init(lastOrderAt: Instant, orders: Int, spent: Number) {
        self.lastOrderAt = lastOrderAt
        self.orders = orders
        self.spent = spent
    }

    /// Nil where there is no order, or none that was kept.
    ///
    /// - Parameter spent: what adds up their orders.
    public init?(_ subject: Subject, spent: CompiledFigure?) {
        let newest = RFMFigures.events.compactMap { subject.timeline[$0].last?.occurredAt }.max()
        guard let newest else { return nil }
        let orders = subject.keptOrders(at: newest)
        guard let last = orders.last else { return nil }
        let spent = spent?.value(subject, now: newest)
        self.init(lastOrderAt: last.occurredAt, orders: orders.count, spent: spent ?? .zero)
    }

    /// The figure that adds up what a customer spent.
    public static func spent(in currency: String?) -> CompiledFigure? {
        CompiledFigure(rank: "top 50% by spent()", in: currency)
    }
}

extension RankSnapshot {
    /// The stored form; it begins with its format's version.
    public var document: String {
        var object: JSONObject = [
            "v": 1, "number": .number(Number(number)), "profiles": .number(Number(profiles)),
            "thresholds": .object(
                JSONObject(
                    thresholds.sorted { $0.key < $1.key }.map {
                        JSONObject.Member(key: $0.key, value: .number($0.value))
                    })
            ),
        ]
        if !keysWithoutThreshold.isEmpty {
            object["without"] = .array(keysWithoutThreshold.sorted().map(JSON.string))
        }
        if let takenAt { object["taken_at"] = .number(Number(takenAt.milliseconds)) }
        if let reorder {
            object["reorder"] = ["days": .number(Number(reorder.days)), "gaps": .number(Number(reorder.gaps))]
        }
        if let rfm {
            object["rfm"] = [
                "recency": .array(rfm.recency.map { .number(Number($0.milliseconds)) }),
                "frequency": .array(rfm.frequency.map(JSON.number)), "monetary": .array(rfm.monetary.map(JSON.number)),
            ]
        }
        return JSON.object(object).text
    }

    /// Reads the stored form; what is unreadable counts as not taken yet.
    public init(document: String) {
        self.init()
        guard let json = try? JSON.parse(document) else { return }
        number = json["number"]?.number?.integer ?? 0
        takenAt = json.instant("taken_at")
        profiles = Int(json["profiles"]?.number?.integer ?? 0)
        for member in json["thresholds"]?.object?.members ?? [] { thresholds[member.key] = member.value.number }
        keysWithoutThreshold = Set(json.list("without").compactMap(\.string))
        if let days = json["reorder"]?["days"]?.number?.integer, days > 0 {
            let gaps = json["reorder"]?["gaps"]?.number?.integer ?? 0
            reorder = ReorderInterval(days: Int(clamping: days), gaps: Int(clamping: gaps))
        }
        guard let rfm = json["rfm"] else { return }
        let recency = rfm.list("recency").integersOfItems.map { Instant(milliseconds: $0) }
        let edges = RFMEdges(
            recency: recency, frequency: rfm.list("frequency").compactMap(\.number),
            monetary: rfm.list("monetary").compactMap(\.number))
        if edges.recency.count == 4, edges.frequency.count == 4, edges.monetary.count == 4 { self.rfm = edges }
    }
}

extension [JSON] {
    fileprivate var integersOfItems: [Int64] { compactMap { $0.number?.integer } }
}
