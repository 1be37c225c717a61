import Values

/// A stored event: what happened, when, to whom, and who says so. It never changes and never moves.
public struct Event: Sendable, Hashable {
    /// Its place in storage; later events of one identity have higher numbers.
    public var sequence: Int64
    /// The identity it is filed under.
    public var identity: IdentityKey
    public var call: Call
    /// The canonical name ("Order Completed"); `identify` and the like have their call's name.
    public var name: String
    /// `min(skew-corrected, received)`.
    public var occurredAt: Instant
    public var receivedAt: Instant
    public var authority: Authority
    /// Changes timeline and segments only; starts no flow.
    public var isHistorical: Bool
    /// `properties` of a track, page or screen call, `traits` of an identify or group call: a JSON object's text.
    public var properties: [UInt8]
    public var envelope: Envelope

    public init(
        sequence: Int64, identity: IdentityKey, call: Call, name: String, occurredAt: Instant, receivedAt: Instant,
        authority: Authority, isHistorical: Bool = false, properties: [UInt8] = Array("{}".utf8),
        envelope: Envelope = Envelope()
    ) {
        self.sequence = sequence
        self.identity = identity
        self.call = call
        self.name = name
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.authority = authority
        self.isHistorical = isHistorical
        self.properties = properties
        self.envelope = envelope
    }

    /// The call of the Segment specification that brought it, or the engine.
    public enum Call: Int, Sendable, Hashable, CaseIterable {
        case track = 1
        case identify = 2
        case page = 3
        case screen = 4
        case group = 5
        case alias = 6
        /// Emitted by the engine itself ("Segment Entered", "Message Sent").
        case derived = 7
    }

    /// What the key that sent an event may do.
    public enum Authority: Int, Sendable, Hashable, CaseIterable {
        /// A public key in a shop's pages: cannot merge known people, grant consent or start transactional flows.
        case browser = 1
        case server = 2
        case engine = 3

        public var isTrusted: Bool { self != .browser }
    }
}

extension Envelope {
    /// By which a resend is recognised, and facts of one moment are ordered.
    public var messageHash: Int64 {
        var hash = StableHash()
        hash.combine(messageID)
        return hash.finishSigned()
    }
}

/// What an event carries besides its properties.
public struct Envelope: Sendable, Hashable {
    /// Every identifier in the payload, the one it is filed under included.
    public var identities: [Identity]
    /// Of an alias call: the identifier that was used before.
    public var previousID: String?
    public var messageID: String
    /// Everything else, kept as it came: volatile context, original timestamp, unknown fields. A JSON object's text.
    public var rest: [UInt8]
    /// The shared part of the context (library, device, locale), stored once however many events carry it.
    public var contextID: Int64?

    public init(
        identities: [Identity] = [], previousID: String? = nil, messageID: String = "", rest: [UInt8] = [],
        contextID: Int64? = nil
    ) {
        self.identities = identities
        self.previousID = previousID
        self.messageID = messageID
        self.rest = rest
        self.contextID = contextID
    }
}
