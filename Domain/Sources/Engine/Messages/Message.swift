import Values

/// One rendered send to one profile, or its reason for not being sent.
public struct Message: Sendable, Hashable {
    /// The effect's identity: hash of scope, step, visit and ordinal.
    public var id: Int64
    public var profile: ProfileKey
    public var flow: Int64
    public var flowVersion: Int64
    public var step: String
    public var journey: Int64
    public var channel: Channel
    public var purpose: Purpose
    public var address: String
    public var state: State
    /// Which rule held or refused it, for a person; empty otherwise.
    public var reason: String
    public var createdAt: Instant
    /// When it may go; of a held message, when it is looked at again.
    public var dueAt: Instant
    /// After this it is dropped with a record rather than sent.
    public var expiresAt: Instant
    /// What the template is rendered with: a JSON object's text.
    public var context: String

    public init(
        id: Int64, profile: ProfileKey, flow: Int64, flowVersion: Int64, step: String, journey: Int64,
        channel: Channel, purpose: Purpose, address: String, state: State, reason: String = "", createdAt: Instant,
        dueAt: Instant, expiresAt: Instant, context: String
    ) {
        self.id = id
        self.profile = profile
        self.flow = flow
        self.flowVersion = flowVersion
        self.step = step
        self.journey = journey
        self.channel = channel
        self.purpose = purpose
        self.address = address
        self.state = state
        self.reason = reason
        self.createdAt = createdAt
        self.dueAt = dueAt
        self.expiresAt = expiresAt
        self.context = context
    }

    public enum Purpose: Int, Sendable, Hashable, CaseIterable {
        case marketing = 1
        case transactional = 2
    }

    public enum State: Int, Sendable, Hashable, CaseIterable {
        /// Waits for its moment.
        case held = 1
        /// Cleared by policy: delivery may take it until `clearedUntil`.
        case ready = 2
        /// Committed just before the provider sees it.
        case sending = 3
        case sent = 4
        case delivered = 5
        case opened = 6
        case clicked = 7
        case bounced = 8
        case complained = 9
        /// Given up after retries.
        case failed = 10
        /// Policy said no; `reason` names the rule.
        case refused = 11
        /// The connection broke after the last byte: the provider may or may not have it.
        case unknown = 12

        public var name: String {
            switch self {
            case .held: "held"
            case .ready: "queued"
            case .sending: "sending"
            case .sent: "sent"
            case .delivered: "delivered"
            case .opened: "opened"
            case .clicked: "clicked"
            case .bounced: "bounced"
            case .complained: "complained"
            case .failed: "failed"
            case .refused: "refused"
            case .unknown: "unknown"
            }
        }
    }
}
