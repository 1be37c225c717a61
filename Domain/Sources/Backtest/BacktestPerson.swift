import Engine
import Values

/// One person of the store, with everything that is kept of their past.
public struct BacktestPerson: Sendable {
    public var key: ProfileKey
    public var identities: [Known]
    /// As they are today, with the moments at which they were set.
    public var properties: [String: DatedProperty]
    /// As they are today; used where the ledger is silent.
    public var consents: [Consent]
    /// Lists joined and tags given, and since when, as they are today.
    public var lists: [String: Instant]
    public var tags: [String: Instant]
    /// By channel: what the person wants to hear of, as it is today.
    public var topics: [Channel: Set<String>]
    /// Every line of the ledger about one of the person's addresses.
    public var ledger: [LedgerEntry]
    /// By (occurredAt, sequence). Only those that `Backtest.reading` names are needed; envelopes are not.
    public var events: [Event]

    /// An identity, and since when it is known to be theirs.
    public struct Known: Sendable, Hashable {
        public var identity: ProfileIdentity
        public var since: Instant

        public init(_ identity: ProfileIdentity, since: Instant) {
            self.identity = identity
            self.since = since
        }
    }

    public init(
        key: ProfileKey, identities: [Known] = [], properties: [String: DatedProperty] = [:],
        consents: [Consent] = [], lists: [String: Instant] = [:], tags: [String: Instant] = [:],
        topics: [Channel: Set<String>] = [:], ledger: [LedgerEntry] = [], events: [Event] = []
    ) {
        self.key = key
        self.identities = identities
        self.properties = properties
        self.consents = consents
        self.lists = lists
        self.tags = tags
        self.topics = topics
        self.ledger = ledger
        self.events = events
    }

    /// As storage has them.
    ///
    /// - Parameters:
    ///   - firstSeen: of each identity; one that is missing counts as known all along.
    ///   - events: in any order.
    public init(
        _ profile: Profile, firstSeen: [IdentityKey: Instant], ledger: [LedgerEntry], events: [Event]
    ) {
        self.init(
            key: profile.key,
            identities: profile.identities.map { Known($0, since: firstSeen[$0.identity.key] ?? .distantPast) },
            properties: profile.properties,
            consents: profile.consents.values.sorted { $0.channel.rawValue < $1.channel.rawValue },
            lists: profile.lists, tags: profile.tags, topics: profile.topics, ledger: ledger,
            events: events.areInOrder
                ? events : events.sorted { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) })
    }
}

extension [Event] {
    /// Whether they are by (occurredAt, sequence) already, as storage hands them over.
    fileprivate var areInOrder: Bool {
        indices.dropFirst().allSatisfy { place in
            let (before, moment) = (self[place - 1].occurredAt, self[place].occurredAt)
            return before == moment ? self[place - 1].sequence <= self[place].sequence : before < moment
        }
    }
}
