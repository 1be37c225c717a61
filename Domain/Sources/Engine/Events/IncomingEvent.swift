import Values

/// An event that passed intake's checks and waits to be stored.
public struct IncomingEvent: Sendable, Hashable {
    /// The strongest identifier in the payload: the same payload always lands under the same identity.
    public var identity: Identity
    public var call: Event.Call
    public var name: String
    public var occurredAt: Instant
    public var receivedAt: Instant
    public var authority: Event.Authority
    public var isHistorical: Bool
    public var properties: [UInt8]
    public var envelope: Envelope
    /// The shared part of the context, JSON text; empty where there is none. Its id is `envelope.contextID`.
    public var context: [UInt8]

    public init(
        identity: Identity, call: Event.Call, name: String, occurredAt: Instant, receivedAt: Instant,
        authority: Event.Authority, isHistorical: Bool = false, properties: [UInt8], envelope: Envelope,
        context: [UInt8] = []
    ) {
        self.identity = identity
        self.call = call
        self.name = name
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.authority = authority
        self.isHistorical = isHistorical
        self.properties = properties
        self.envelope = envelope
        self.context = context
    }

    /// By which a resend is recognised, within the identity it is filed under.
    public var messageHash: Int64 { envelope.messageHash }
}

/// An event that intake refused, kept so that nothing is dropped in silence.
public struct RejectedEvent: Sendable, Hashable {
    public var receivedAt: Instant
    /// Which check refused it: stable, for filters ("too_large", "no_identity").
    public var rule: String
    /// What is wrong and where, for a person: "properties.products[2].price is a text, expected a number".
    public var reason: String
    /// The name of the write key, never the key itself.
    public var source: String
    /// The event as it came, cut to 32 KB; bytes that are not UTF-8 replaced.
    public var body: String

    public init(receivedAt: Instant, rule: String, reason: String, source: String, body: String) {
        self.receivedAt = receivedAt
        self.rule = rule
        self.reason = reason
        self.source = source
        self.body = body
    }
}
