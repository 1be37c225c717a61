import Engine
import Storage
import Values

/// What happens in the shop right now, and whether the machine is well.
public struct Overview: Sendable {
    public var eventsToday = 0
    public var eventsPerSecond = 0.0
    /// Of the last 60 minutes, oldest first; the last is the minute under way.
    public var eventsPerMinute: [Int] = []
    public var rejectedToday = 0
    public var people = 0
    /// Carts that were left for as long as a cart flow waits, and for which a message came due today.
    public var cartsAbandoned = 0
    /// Orders of today that followed a message about an abandoned cart.
    public var ordersRecovered = 0
    /// What those were worth, in the currency that most of it is in.
    public var revenueRecovered = Money(minorUnits: 0, currency: "")
    public var messagesSent = 0
    /// Of the messages made today, the newest 20,000.
    public var messagesByState: [(state: Message.State, count: Int)] = []
    public var queueDepth = 0
    /// How long the oldest work that is due has been waiting; nil where nothing is due.
    public var oldestDue: TimeSpan?
    /// Where messages go; nil for the built-in outbox.
    public var provider: String?
    /// What waits and what was kept, while a mail server is named but sending is off; nil otherwise.
    public var unsent: SendingCounts?
    public var databaseName = ""
    public var flows: [FlowLine] = []
    /// Newest first.
    public var activity: [ActivityItem] = []

    public struct FlowLine: Sendable, Hashable {
        public var slug: String
        public var name: String
        public var underWay: Int
        public var sent: Int
        public var goalReached: Int
        public var isPaused: Bool
        /// Where most journeys stand, in the order of the flow; at most ``mostSteps``.
        public var steps: [Step]
    }

    /// A step at which journeys stand.
    public struct Step: Sendable, Hashable {
        public var id: String
        /// What it does.
        public var words: String
        public var count: Int
    }

    /// Steps shown of one flow; its page shows all.
    static let mostSteps = 5
}

/// Something that just happened to somebody.
public struct ActivityItem: Sendable {
    /// Grows with time.
    public var id: Int64
    public var at: Instant
    public var person: String?
    public var customer: String?
    public var kind: Kind

    public enum Kind: Sendable {
        case arrived
        case signedUp
        case consent(Channel, isGiven: Bool)
        case cartAbandoned(Money?)
        case orderPlaced(Money?)
        case orderRecovered(Money?)
        case orderRefunded(Money?)
        case journeyStarted(flow: String)
        case message(MessageHappening, id: String, subject: String?)
        case eventRejected(name: String)
    }

    public enum MessageHappening: Sendable {
        case sent, opened, clicked, refused, bounced
    }
}
