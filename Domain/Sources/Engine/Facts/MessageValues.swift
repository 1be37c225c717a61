import Values

/// What one more message of each flow is expected to bring in, measured at one moment over the 90 days before it. It stays
/// as it is until the next is taken.
///
/// Expected value = (orders after a message of the flow + 200 × the rate of all flows) ÷ (its messages + 200) × the average
/// of those orders: a flow that sent little counts as much like all others as it has yet to prove.
public struct MessageValues: Sendable, Hashable {
    public var takenAt: Instant?
    /// ISO 4217; empty where orders named none.
    public var currency: String
    /// Of all flows together.
    public var all: Measured
    public var flows: [Int64: Measured]

    public static let days: Int64 = 90
    /// Messages as good as all others' that every flow is given.
    public static let prior = 200

    /// Messages that were sent, and the orders that followed one.
    public struct Measured: Sendable, Hashable {
        public var sent: Int
        public var orders: Int
        /// What these orders were worth, in minor units.
        public var revenue: Int64

        public init(sent: Int = 0, orders: Int = 0, revenue: Int64 = 0) {
            self.sent = sent
            self.orders = orders
            self.revenue = revenue
        }
    }

    public init(
        takenAt: Instant? = nil, currency: String = "", all: Measured = Measured(), flows: [Int64: Measured] = [:]
    ) {
        self.takenAt = takenAt
        self.currency = currency
        self.all = all
        self.flows = flows
    }

    /// Of an order that followed a message, in minor units; nil before there was one.
    public var averageOrder: Int64? { all.orders > 0 && all.revenue > 0 ? all.revenue / Int64(all.orders) : nil }

    /// In minor units; 0 where nothing was measured yet, and then nothing is told apart by it.
    public func expected(of flow: Int64) -> Int64 {
        guard let averageOrder, all.sent > 0 else { return 0 }
        let own = flows[flow] ?? Measured()
        let rate = min(1, Double(all.orders) / Double(all.sent))
        let share = (Double(own.orders) + Double(MessageValues.prior) * rate) / Double(own.sent + MessageValues.prior)
        return Int64((min(1, share) * Double(averageOrder)).rounded())
    }
}

extension MessageValues {
    /// The stored form; it begins with its format's version.
    public var document: String {
        var object: JSONObject = ["v": 1, "currency": .string(currency), "all": all.json]
        if let takenAt { object["taken_at"] = .number(Number(takenAt.milliseconds)) }
        object["flows"] = .object(
            JSONObject(
                flows.sorted { $0.key < $1.key }.map { JSONObject.Member(key: String($0.key), value: $0.value.json) }))
        return JSON.object(object).text
    }

    /// Reads the stored form; what is unreadable counts as not measured yet.
    public init(document: String) {
        self.init()
        guard let json = try? JSON.parse(document) else { return }
        takenAt = json.instant("taken_at")
        currency = json["currency"]?.string ?? ""
        all = json["all"].map(Measured.init) ?? Measured()
        for member in json["flows"]?.object?.members ?? [] {
            if let flow = Int64(member.key) { flows[flow] = Measured(member.value) }
        }
    }
}

extension MessageValues.Measured {
    fileprivate var json: JSON {
        [
            "sent": .number(Number(sent)), "orders": .number(Number(orders)),
            "revenue": .number(Number(revenue)),
        ]
    }

    fileprivate init(_ json: JSON) {
        func count(_ name: String) -> Int64 { max(0, json[name]?.number?.integer ?? 0) }
        self.init(sent: Int(count("sent")), orders: Int(count("orders")), revenue: count("revenue"))
    }
}

/// In which order held messages to one person go when the day opens: by priority, then by what each is expected to bring
/// in, then by how long it waits.
public struct HeldRank: Sendable, Hashable, Comparable {
    public var priority: FlowPriority
    /// In minor units.
    public var value: Int64
    public var since: Instant
    public var id: Int64

    /// Whether the first goes before the second.
    public static func < (a: HeldRank, b: HeldRank) -> Bool {
        if a.priority != b.priority { return a.priority > b.priority }
        if a.value != b.value { return a.value > b.value }
        return (a.since, a.id) < (b.since, b.id)
    }
}
