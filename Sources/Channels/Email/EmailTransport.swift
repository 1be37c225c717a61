/// Something that carries e-mails out: an SMTP server, a provider's HTTP API, the outbox viewer.
public protocol EmailTransport: Sendable {
    /// Carries one message to one recipient, and returns once its fate is known; never throws.
    func send(_ envelope: EmailEnvelope) async -> EmailOutcome
}

/// One composed message on its way to one recipient.
///
/// One recipient only, so that each message has one outcome.
public struct EmailEnvelope: Sendable {
    /// Where bounces go (the return path).
    public var sender: EmailAddress
    public var recipient: EmailAddress
    /// The message in MIME, as `OutgoingEmail.composed()` makes it.
    public var content: [UInt8]

    public init(sender: EmailAddress, recipient: EmailAddress, content: [UInt8]) {
        self.sender = sender
        self.recipient = recipient
        self.content = content
    }
}

/// What became of a message.
public enum EmailOutcome: Sendable, Equatable {
    /// The server has taken responsibility for it.
    case accepted(response: String)
    /// Trying again is no use. Where the stage is the recipient's, the address is bad.
    case refusedForGood(EmailRefusal)
    /// It may be taken later.
    case refusedForNow(EmailRefusal)
    /// It was handed over in full, but the connection ended before the answer: it may or may not be delivered.
    case unknown(reason: String)
    /// It was certainly not handed over: sending again makes no second copy.
    case notSent(EmailFailure)
}

/// A server's refusal.
public struct EmailRefusal: Sendable, Equatable, CustomStringConvertible {
    /// What was refused.
    public enum Stage: String, Sendable {
        /// The return path, or this sender as a whole: says nothing about the recipient.
        case sender
        case recipient
        /// The message itself: its size, its content.
        case content
    }

    public var stage: Stage
    /// 400...599.
    public var code: Int
    /// Such as 5.1.1 (RFC 3463); nil where the server gave none.
    public var enhancedStatus: String?
    public var text: String

    public init(stage: Stage, code: Int, enhancedStatus: String?, text: String) {
        self.stage = stage
        self.code = code
        self.enhancedStatus = enhancedStatus
        self.text = text
    }

    public var description: String {
        "\(stage.rawValue) refused: \([String(code), enhancedStatus, text].compactMap { $0 }.joined(separator: " "))"
    }
}

/// Why a message did not get as far as a server's answer.
public struct EmailFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The server could not be reached, or hung up.
        case connection
        case timedOut
        /// TLS is missing or its certificate is not good.
        case security
        /// The user name or password is wrong: further messages fail alike until the settings change.
        case authentication
        /// The server broke the protocol, or refused the session.
        case server
        /// The transport is closed, or the caller gave up while the message waited.
        case cancelled
    }

    public var kind: Kind
    public var reason: String

    public init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    public var description: String { reason }
}
