import Values

/// The list of customers, those seen last first.
public struct CustomersModel: Sendable {
    /// What was searched for: part of an e-mail address or a name; empty for all.
    public var search: String
    public var rows: [Row]
    public var paging: Paging

    public init(search: String, rows: [Row], paging: Paging) {
        self.search = search
        self.rows = rows
        self.paging = paging
    }

    public struct Row: Sendable {
        public var id: String
        public var name: String?
        public var email: String?
        public var lastSeen: Instant
        public var orders: Int
        /// Nil where nothing was bought.
        public var spent: MoneyAmount?
        public var emailConsent: ConsentState
        public var journeysUnderWay: Int

        public init(
            id: String, name: String?, email: String?, lastSeen: Instant, orders: Int, spent: MoneyAmount?,
            emailConsent: ConsentState, journeysUnderWay: Int
        ) {
            self.id = id
            self.name = name
            self.email = email
            self.lastSeen = lastSeen
            self.orders = orders
            self.spent = spent
            self.emailConsent = emailConsent
            self.journeysUnderWay = journeysUnderWay
        }
    }
}

/// Whether a person may be written to for marketing; unknown is never consent.
public enum ConsentState: String, Sendable, CaseIterable {
    case given, withdrawn, unknown

    var tone: Tone {
        switch self {
        case .given: .good
        case .withdrawn: .bad
        case .unknown: .plain
        }
    }

    var icon: Icon {
        switch self {
        case .given: .check
        case .withdrawn: .stop
        case .unknown: .warning
        }
    }
}

/// The palette's answer to a search, at most ``most`` entries.
public struct SearchResults: Sendable {
    public var customers: [CustomersModel.Row]

    public static let most = 8

    public init(customers: [CustomersModel.Row]) { self.customers = customers }

    /// `{"results": [{"title": "Ana Moreau", "detail": "ana@…", "href": "/console/customers/…"}]}`
    public func payload(in context: PageContext) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("results")
        json.beginArray()
        for row in customers.prefix(SearchResults.most) {
            json.value([
                "title": .string(row.name ?? row.email ?? context.catalog.customer.visitor),
                "detail": .string(row.name == nil ? "" : row.email ?? ""),
                "href": .string(Route.customer(row.id)),
            ])
        }
        json.endArray()
        json.endObject()
        return json.bytes
    }
}
