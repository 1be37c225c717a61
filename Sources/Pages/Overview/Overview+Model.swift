import Values

/// What the overview shows: counters, the last hour, flows, health and the newest activity.
public struct OverviewModel: Sendable {
    public var counters: Counters
    public var health: Health
    /// Newest first; at most ``longestFeed`` are shown.
    public var activity: [Activity]
    /// Events received in each of the last 60 minutes, oldest first; the last is the minute under way.
    public var eventsPerMinute: [Int]
    public var messagesByState: [StateCount]
    public var flows: [FlowFigures]
    /// While a mail server is named but sending is off.
    public var unsent: Unsent?

    /// What fits beside the charts without scrolling far.
    public static let longestFeed = 30

    public init(
        counters: Counters, health: Health, activity: [Activity], eventsPerMinute: [Int],
        messagesByState: [StateCount], flows: [FlowFigures], unsent: Unsent? = nil
    ) {
        self.counters = counters
        self.health = health
        self.activity = activity
        self.eventsPerMinute = eventsPerMinute
        self.messagesByState = messagesByState
        self.flows = flows
        self.unsent = unsent
    }

    public struct Counters: Sendable {
        public var eventsToday: Int
        public var eventsPerSecond: Double
        public var people: Int
        public var cartsAbandoned: Int
        public var messagesSent: Int
        public var ordersRecovered: Int
        public var revenueRecovered: MoneyAmount
        public var queueDepth: Int
        /// How long the oldest work that is due has been waiting; nil where nothing is due.
        public var oldestDue: TimeSpan?
        public var rejectedEvents: Int

        public init(
            eventsToday: Int, eventsPerSecond: Double, people: Int, cartsAbandoned: Int, messagesSent: Int,
            ordersRecovered: Int, revenueRecovered: MoneyAmount, queueDepth: Int, oldestDue: TimeSpan?,
            rejectedEvents: Int
        ) {
            self.eventsToday = eventsToday
            self.eventsPerSecond = eventsPerSecond
            self.people = people
            self.cartsAbandoned = cartsAbandoned
            self.messagesSent = messagesSent
            self.ordersRecovered = ordersRecovered
            self.revenueRecovered = revenueRecovered
            self.queueDepth = queueDepth
            self.oldestDue = oldestDue
            self.rejectedEvents = rejectedEvents
        }
    }

    public struct StateCount: Sendable {
        public var state: MessageState
        public var count: Int

        public init(state: MessageState, count: Int) {
            self.state = state
            self.count = count
        }
    }

    public struct FlowFigures: Sendable {
        public var id: String
        public var name: String
        public var underWay: Int
        public var sent: Int
        public var goalReached: Int
        public var isPaused: Bool
        /// Where most journeys stand, in the order of the flow.
        public var standing: [Standing]

        public init(
            id: String, name: String, underWay: Int, sent: Int, goalReached: Int, isPaused: Bool = false,
            standing: [Standing] = []
        ) {
            self.id = id
            self.name = name
            self.underWay = underWay
            self.sent = sent
            self.goalReached = goalReached
            self.isPaused = isPaused
            self.standing = standing
        }
    }

    /// Journeys at one step.
    public struct Standing: Sendable {
        /// What the step does, such as `Wait 1 hour`.
        public var step: String
        public var count: Int

        public init(step: String, count: Int) {
            self.step = step
            self.count = count
        }
    }
}
