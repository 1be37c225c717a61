import Values

/// What of the store's data is counted as absent, or never came.
public struct QualityModel: Sendable {
    /// What amounts are compared in; nil where the workspace names no currency.
    public var currency: String?
    /// Amounts that were looked at.
    public var amounts: Int
    public var currencies: [CurrencyRow]
    /// Customers that were looked at.
    public var examined: Int
    /// Whether these were all; else the count is reckoned.
    public var isExact: Bool
    public var brokenZones: Int
    /// Used in place of those.
    public var workspaceZone: String
    public var zones: [ZoneRow]
    public var names: [NameRow]
    public var rejected: [RejectedModel.ReasonCount]

    public init(
        currency: String?, amounts: Int, currencies: [CurrencyRow], examined: Int, isExact: Bool, brokenZones: Int,
        workspaceZone: String, zones: [ZoneRow], names: [NameRow], rejected: [RejectedModel.ReasonCount]
    ) {
        self.currency = currency
        self.amounts = amounts
        self.currencies = currencies
        self.examined = examined
        self.isExact = isExact
        self.brokenZones = brokenZones
        self.workspaceZone = workspaceZone
        self.zones = zones
        self.names = names
        self.rejected = rejected
    }

    public struct CurrencyRow: Sendable {
        public var code: String
        public var amounts: Int
        public var eventName: String
        public var newestAt: Instant

        public init(code: String, amounts: Int, eventName: String, newestAt: Instant) {
            self.code = code
            self.amounts = amounts
            self.eventName = eventName
            self.newestAt = newestAt
        }
    }

    public struct ZoneRow: Sendable {
        public var person: PersonName
        public var value: String

        public init(person: PersonName, value: String) {
            self.person = person
            self.value = value
        }
    }

    public struct NameRow: Sendable {
        public enum Kind: String, Sendable, CaseIterable { case event, property, list, segment, tag }

        public var kind: Kind
        public var name: String
        public var nearest: String?
        public var uses: [SegmentModel.Use]

        public init(kind: Kind, name: String, nearest: String?, uses: [SegmentModel.Use]) {
            self.kind = kind
            self.name = name
            self.nearest = nearest
            self.uses = uses
        }
    }
}
