import Values

/// A statement that two identifiers belong to one person, as an event made it.
public struct LinkFact: Sendable, Hashable {
    public enum Relation: Int, Sendable, Hashable, CaseIterable {
        case identify = 1
        case alias = 2
        case form = 3
        case order = 4
        /// A person at the console decided.
        case review = 5
    }

    public var first: LinkedIdentity
    public var second: LinkedIdentity
    public var occurredAt: Instant
    public var messageHash: Int64
    public var authority: Event.Authority
    public var relation: Relation

    public init(
        first: LinkedIdentity, second: LinkedIdentity, occurredAt: Instant, messageHash: Int64,
        authority: Event.Authority, relation: Relation
    ) {
        // One spelling for one fact, whichever side stated it.
        (self.first, self.second) = first.key <= second.key ? (first, second) : (second, first)
        self.occurredAt = occurredAt
        self.messageHash = messageHash
        self.authority = authority
        self.relation = relation
    }

    /// By its keys and cause, which tell facts apart well enough; texts cost more to hash.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(first.key)
        hasher.combine(second.key)
        hasher.combine(messageHash)
    }
}

/// An identity with its key and the moment it was first stored.
public struct LinkedIdentity: Sendable, Hashable {
    public var key: IdentityKey
    public var kind: Identity.Kind
    public var value: String

    public init(key: IdentityKey, kind: Identity.Kind, value: String) {
        self.key = key
        self.kind = kind
        self.value = value
    }

    public var identity: Identity { Identity(stored: kind, value: value) }

    /// By its key, which is a hash of the rest.
    public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
