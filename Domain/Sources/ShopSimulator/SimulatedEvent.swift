import Values

/// Something that happens in the make-believe shop.
public struct SimulatedEvent: Sendable {
    public var at: Instant
    /// Number of the shopper.
    public var shopper: Int
    public var action: Action

    public enum Action: Sendable {
        /// One Segment call (identify, track or page), to be sent with the named key.
        case send(JSONObject, key: Key, copy: Copy)
        /// The shopper opens the message with this id.
        case open(message: String)
        /// The shopper follows the message's main link.
        case click(message: String)
        /// The shopper asks for no more messages, by the message's own link.
        case unsubscribe(message: String)
    }

    /// Which of the store's write keys sends an event.
    public enum Key: Sendable, Hashable, CaseIterable {
        case browser
        case server
    }

    /// How an event relates to one that came before.
    public enum Copy: Sendable, Hashable {
        /// There is no other.
        case none
        /// The same bytes with the same `messageId`.
        case resend
        /// The same order under another `messageId`, from another source.
        case otherReport
    }

    /// The Segment call, where this is one.
    public var payload: JSONObject? {
        if case .send(let payload, _, _) = action { payload } else { nil }
    }
}

/// A message that reached a shopper.
public struct SentMessage: Sendable, Hashable {
    public var id: String
    /// The recipient's address.
    public var email: String
    public var kind: Kind
    public var sentAt: Instant

    /// What the message is about: people open a confirmation, and rarely a campaign.
    public enum Kind: Sendable, Hashable, CaseIterable {
        case abandonedCart
        case welcome
        case orderConfirmation
        case otherMarketing
    }

    public init(id: String, email: String, kind: Kind, sentAt: Instant) {
        self.id = id
        self.email = email
        self.kind = kind
        self.sentAt = sentAt
    }
}
