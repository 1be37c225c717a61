import Values

/// What the simulation's clock holds in store.
enum Happening: Sendable {
    case routineVisit(Int)
    indirect case returnVisit(Int, SeededRandom, Intent, campaign: String?)
    indirect case event(SimulatedEvent)
    indirect case aftermath(OrderAftermath)
}

struct Scheduled: Comparable, Sendable {
    let at: Instant
    /// Equal times keep the order in which they were scheduled.
    let order: UInt64
    let happening: Happening

    static func == (a: Scheduled, b: Scheduled) -> Bool { a.order == b.order }
    static func < (a: Scheduled, b: Scheduled) -> Bool { a.at == b.at ? a.order < b.order : a.at < b.at }
}
