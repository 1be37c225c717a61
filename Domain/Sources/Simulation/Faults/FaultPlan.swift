import Values

/// What goes wrong in a simulated run, and how often. Probabilities are 0...1, each drawn from the seed.
public struct FaultPlan: Sendable {
    /// Of a transaction: rolled back, and the answer lost.
    public var lostBeforeCommit = 0.01
    /// Of a transaction: committed, and the answer lost.
    public var lostAfterCommit = 0.01
    /// Of a transaction: slow enough for leases to run out meanwhile.
    public var slowTransaction = 0.003
    /// Of transactions of a server: it dies when they are committed, before it hears of it.
    public var diesAtWrite = 0.001
    /// Of messages handed over: the server dies before it hears what became of it.
    public var diesWhileSending = 0.02
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
    public var poisonedEvent = 0.002
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
    /// Of effects: the outside dies between doing it and saying so, and is asked again.
    public var brokenEffect = 0.1
    /// Of effects: given up for good.
    public var failedEffect = 0.1
    /// Of answers to effects: never told.
    public var lostEffectAnswer = 0.05
    /// Of answers to effects: they come when the journey has given them up.
    public var lateEffectAnswer = 0.05
    /// Of answers, ticks of schedules, moves and starts: told twice.
    public var repeatedCommand = 0.2
    /// What people at the console do to somebody, each hour.
    public var commandsAnHour = 2.0
    /// A flow is paused, or all marketing is stopped, for a while; each hour.
    public var pausesAnHour = 0.3
    /// Prices that fall, some of things that are sold out soon after; each hour.
    public var priceDropsAnHour = 0.5
    /// Whether flows and segments change midway.
    public var changesDefinitions = true

    public init() {}

    /// Everything works.
    public static var none: FaultPlan {
        var plan = FaultPlan()
        for kind in kinds { plan[keyPath: kind.path] = 0 }
        plan.changesDefinitions = false
        return plan
    }

    /// More of what comes by the hour, so that a short run meets it.
    mutating func makeDense() {
        crashesAnHour = 0.5
        stallsAnHour = 0.4
        stopWhileReady = 0.2
        outage = 0.2
        commandsAnHour = 8
        pausesAnHour = 1
        priceDropsAnHour = 3
    }

    typealias Kind = (name: String, path: WritableKeyPath<FaultPlan, Double> & Sendable)

    /// All of them but changes of definitions, each of which can be left out by itself.
    static let kinds: [Kind] = [
        ("transactions lost", \.lostBeforeCommit), ("commits in doubt", \.lostAfterCommit),
        ("slow transactions", \.slowTransaction), ("crashes", \.crashesAnHour), ("stalls", \.stallsAnHour),
        ("crashes at writes", \.diesAtWrite), ("crashes while sending", \.diesWhileSending),
        ("stops on the way", \.stopWhileReady), ("resends", \.lostAcknowledgement), ("late requests", \.lateRequest),
        ("wrong clocks", \.skewedClock), ("poisoned events", \.poisonedEvent),
        ("temporary refusals", \.refusedForNow), ("final refusals", \.refusedForGood),
        ("lost answers of providers", \.lostAnswer), ("broken connections", \.notSent), ("outages", \.outage),
        ("lost receipts", \.lostReceipt), ("broken effects", \.brokenEffect), ("failed effects", \.failedEffect),
        ("lost answers of effects", \.lostEffectAnswer), ("late answers of effects", \.lateEffectAnswer),
        ("repeated commands", \.repeatedCommand), ("console", \.commandsAnHour), ("pauses", \.pausesAnHour),
        ("price drops", \.priceDropsAnHour),
    ]
}
