import Conditions
import Values

/// Of which journeys of one person goal and exits were asked, and how long the answer holds: it is asked anew only where
/// time or something that it reads has changed since.
struct JourneyStays: Sendable {
    private struct Stay: Sendable {
        let journey: Int64
        let flow: Flow
        /// Of the trigger that was asked with.
        let order: Int64
        let occurredAt: Instant
        /// The customer's.
        let changes: Int
        let since: Instant
        let until: Instant?
    }

    private var stays: [Stay] = []

    /// A person's journeys beyond these are asked every time.
    private static let mostStays = 64

    /// Whether the journey was found to stay, and would be still.
    func include(_ journey: Journey, _ changes: Int, at now: Instant) -> Bool {
        guard let index = stays.firstIndex(where: { $0.journey == journey.id }) else { return false }
        return stays[index].changes == changes && stays[index].order == journey.trigger.order
            && stays[index].occurredAt == journey.trigger.occurredAt && stays[index].flow.version == journey.version
            && now >= stays[index].since && stays[index].until.map { now < $0 } ?? true
    }

    /// - Parameter until: when time alone may change an answer.
    mutating func insert(_ journey: Journey, _ flow: Flow, _ changes: Int, from now: Instant, until: Instant?) {
        let stay = Stay(
            journey: journey.id, flow: flow, order: journey.trigger.order, occurredAt: journey.trigger.occurredAt,
            changes: changes, since: now, until: until)
        if let index = stays.firstIndex(where: { $0.journey == journey.id }) {
            stays[index] = stay
        } else if stays.count < JourneyStays.mostStays {
            stays.append(stay)
        }
    }

    /// An event came: who reads such events has to be asked anew.
    mutating func forget(readersOf event: String) {
        guard stays.contains(where: { $0.flow.stayingEvents.contains(event) }) else { return }
        stays.removeAll { $0.flow.stayingEvents.contains(event) }
    }

    /// The journey is over, or has another trigger.
    mutating func forget(_ journey: Int64) {
        if let index = stays.firstIndex(where: { $0.journey == journey }) { stays.remove(at: index) }
    }
}
