import Engine
import Storage
import Values

/// What of a store's data is counted as absent, or as something else than was meant.
public struct DataQuality: Sendable {
    public var takenAt: Instant
    /// What amounts are compared in; nil where the workspace names no currency.
    public var currency: String?
    /// Amounts that were looked at, among the newest events.
    public var amounts = 0
    /// Currencies that have no rate, the commonest first: their amounts count as absent.
    public var currencies: [Currency] = []
    /// Customers that were looked at for their zone.
    public var examined = 0
    /// Whether these were all; else the count is estimated from them.
    public var isExact = true
    /// Customers whose time zone is none: the workspace's is used.
    public var brokenZones = 0
    /// Some of them.
    public var zoneExamples: [Zone] = []
    /// What conditions name that the store has never seen.
    public var names: [UnseenName] = []
    /// Rejected events by the rule that refused them, the most first.
    public var rejected: [(rule: String, count: Int)] = []

    public struct Currency: Sendable, Hashable {
        /// As it came, in capitals.
        public var code: String
        public var amounts: Int
        public var newestAt: Instant
        public var eventName: String
    }

    public struct Zone: Sendable, Hashable {
        public var customer: ProfileKey
        public var name: String?
        public var email: String?
        /// What stands in their profile.
        public var value: String
    }

    /// A name in a condition, and where.
    public struct UnseenName: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable { case event, property, list, segment, tag }

        public var kind: Kind
        public var name: String
        /// The nearest name that there is; nil where none is near.
        public var nearest: String?
        public var segments: [StoredSegment]
        public var flows: [FlowName]
    }
}
