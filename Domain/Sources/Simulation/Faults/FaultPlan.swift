import Values

/// What goes wrong in a simulated run, and how often. Probabilities are 0...1, each drawn from the seed.
public struct FaultPlan: Sendable {
    /// Of a transaction: rolled back, and the answer lost.
    public var lostBeforeCommit = 0.01
    /// Of a transaction: committed, and the answer lost.
    public var lostAfterCommit = 0.01
    /// Of a transaction: slow enough for leases to run out meanwhile.
    public var slowTransaction = 0.003
    /// Of processes, each hour.
    public var crashesAnHour = 0.25
    /// A process stands still for longer than a lease, and goes on as if nothing had been; each hour.
    public var stallsAnHour = 0.25
    /// Of messages: their recipient says stop while they are on their way.
    public var stopWhileReady = 0.1
    /// Of requests: the answer is lost, and the client sends the same bytes again.
    public var lostAcknowledgement = 0.05
    /// Of requests: they reach us minutes or hours late.
    public var lateRequest = 0.03
    /// Of requests: the client's clock is wrong by up to some hours.
    public var skewedClock = 0.1
    /// Of events: the first attempt to step it fails because of its data.
    public var poisonedEvent = 0.003
    /// Of messages handed over.
    public var refusedForNow = 0.05
    public var refusedForGood = 0.01
    /// The connection breaks after the last byte; half of these arrive.
    public var lostAnswer = 0.02
    public var notSent = 0.03
    /// Of hours in which the provider cannot be reached at all.
    public var outage = 0.1
    /// Of opens and clicks: never told.
    public var lostReceipt = 0.1
    /// What people at the console do, each hour.
    public var commandsAnHour = 2.0
    /// Whether flows and segments change midway.
    public var changesDefinitions = true

    public init() {}

    /// Everything works.
    public static var none: FaultPlan {
        var plan = FaultPlan()
        plan.lostBeforeCommit = 0
        plan.lostAfterCommit = 0
        plan.slowTransaction = 0
        plan.crashesAnHour = 0
        plan.stallsAnHour = 0
        plan.stopWhileReady = 0
        plan.lostAcknowledgement = 0
        plan.lateRequest = 0
        plan.skewedClock = 0
        plan.poisonedEvent = 0
        plan.refusedForNow = 0
        plan.refusedForGood = 0
        plan.lostAnswer = 0
        plan.notSent = 0
        plan.outage = 0
        plan.lostReceipt = 0
        plan.commandsAnHour = 0
        plan.changesDefinitions = false
        return plan
    }
}
