import Values

/// How much delivery takes on, how fast it hands over, and how long it tries.
public struct DeliveryLimits: Sendable {
    /// Messages held in memory beyond those being handed over: enough to fill the next groups.
    public var waiting = 256
    /// `sending` is committed for as many at once as are there within this, so that hand-over follows at once.
    public var patience = TimeSpan(milliseconds: 20)
    /// A message cleared by policy may be handed over for so long; then policy is asked again.
    public var clearance = TimeSpan.seconds(30)
    /// When to look for messages that another process stored, of which no nudge tells.
    public var poll = TimeSpan(milliseconds: 500)
    /// How often messages whose clearance has lapsed in storage are put before policy again.
    public var askAgainEvery = TimeSpan.seconds(5)
    /// After the provider's first refusal for now. Most are over in seconds (too many connections, a busy server); a
    /// grey list takes minutes, a full mailbox hours: the delay grows fast.
    public var retryDelay = TimeSpan.seconds(15)
    /// By how much it grows with each attempt.
    public var retryGrowth: Int64 = 4
    public var longestRetryDelay = TimeSpan.hours(4)
    /// A message refused for now so often is given up, nine hours after the first attempt.
    public var attempts = 8
    /// After a failure to reach the provider or the database; doubles with each one.
    public var connectionDelay = TimeSpan(milliseconds: 500)
    public var longestConnectionDelay = TimeSpan.seconds(30)

    /// For so long it is remembered what was recorded: a database that crashes forgets less than a second of it.
    public var remembered = TimeSpan.seconds(3)

    public init() {}
}

/// What one provider bears.
public struct ProviderLimits: Sendable, Hashable {
    public var name: String
    /// Messages handed over at once: one for each connection, so that a crash leaves one unknown for each.
    public var connections: Int
    /// Nil where it takes what it is given.
    public var messagesPerSecond: Double?
    /// Failures to reach it, one after the other, after which it is left alone for a while.
    public var failuresUntilOpen = 5
    /// The first rest; doubles while the probe after it fails.
    public var rest = TimeSpan.seconds(5)
    public var longestRest = TimeSpan.minutes(5)

    public init(name: String, connections: Int, messagesPerSecond: Double? = nil) {
        self.name = name
        self.connections = max(1, connections)
        self.messagesPerSecond = messagesPerSecond
    }
}
