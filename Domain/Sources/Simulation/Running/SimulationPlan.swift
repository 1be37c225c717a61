import Values

/// One run that can be played again and again: its seed, when and how long, with whom, and what goes wrong.
public struct SimulationPlan: Sendable {
    public var seed: UInt64
    public var start: Instant
    /// How long the shop sends events and things go wrong; what is under way is finished after it.
    public var span: TimeSpan
    /// After that, everything must be settled within this.
    public var settling: TimeSpan
    public var shoppers: Int
    /// About how many the shop sends.
    public var eventsPerDay: Double
    public var faults: FaultPlan
    /// Slugs of the flows that are live; nil for all.
    public var flows: Set<String>?
    /// Of the events that the shop would send, by their number: those that it does not.
    public var unsent: Set<Int> = []
    /// Whether everything that was committed is stepped a second time, from an empty database.
    public var isReplayed = true
    /// Whether the report tells everything that happened, not only what came last.
    public var tellsEverything = false
    /// A fault of the system itself, to show that it is found.
    var planted: PlantedFault?

    public init(
        seed: UInt64, start: Instant, span: TimeSpan, settling: TimeSpan = .hours(8), shoppers: Int = 40,
        eventsPerDay: Double = 300, faults: FaultPlan = FaultPlan()
    ) {
        self.seed = seed
        self.start = start
        self.span = span
        self.settling = settling
        self.shoppers = shoppers
        self.eventsPerDay = eventsPerDay
        self.faults = faults
    }

    /// Some hours and what follows from them, of a shop of ordinary business: for long hunts.
    ///
    /// The seed chooses the day: an ordinary one, or one of the four nights in which clocks change in Berlin or New York.
    public static func long(seed: UInt64, hours: Int) -> SimulationPlan {
        let change = clockChanges[Int(seed % UInt64(clockChanges.count))]
        return SimulationPlan(seed: seed, start: change - .hours(19), span: .hours(Int64(hours)))
    }

    /// Seventy minutes in which everything goes wrong that can: quick enough to be played by the thousand.
    public static func dense(seed: UInt64) -> SimulationPlan {
        let change = clockChanges[Int(seed % UInt64(clockChanges.count))]
        // Every other seed comes in the morning, when marketing begins to go out in Europe, or in the afternoon.
        let isDay = seed / UInt64(clockChanges.count) % 2 == 0
        let start = isDay ? change + .hours(Int64(5 + seed % 7)) : change - .minutes(45)
        var plan = SimulationPlan(
            seed: seed, start: start, span: .minutes(70), settling: .minutes(65), shoppers: 10,
            eventsPerDay: isDay ? 700 : 2_400)
        plan.faults.makeDense()
        // The replay takes as long as the run.
        plan.isReplayed = seed.isMultiple(of: 4)
        return plan
    }

    /// When clocks change, and an ordinary midnight.
    private static let clockChanges = [
        "2026-03-29T01:00:00Z", "2026-11-01T06:00:00Z", "2026-10-25T01:00:00Z", "2026-03-08T07:00:00Z",
        "2026-06-10T22:00:00Z",
    ].map { Instant(iso8601: $0)! }

    var end: Instant { start + span }
}
