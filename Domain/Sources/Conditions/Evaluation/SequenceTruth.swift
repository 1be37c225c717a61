import Values

/// Whether events occurred one after another.
///
/// Each first event in the window is followed by the earliest fitting second one, and so on: no other choice ends
/// sooner, so none keeps to `within` and `without` where this does not.
/// Cost: a look at each event of the named kinds from the window's beginning on, and binary searches.
struct SequenceTruth: TruthNode {
    struct Step: Sendable {
        let event: String
        let filter: EventFilter?
    }

    let first: EventSelector
    let rest: [Step]
    let within: CalendarSpan?
    let without: Step?

    func truth(in evaluation: inout Evaluation) -> Truth {
        let events = evaluation.subject.timeline[first.event]
        let zone = first.edges.zone(evaluation)
        let edge = first.edges.earliest(evaluation.now, zone)
        let followers = rest.map { matches($0, from: edge, &evaluation) }
        let obstacles = without.map { matches($0, from: edge, &evaluation) } ?? []
        return first.passages(of: events, in: &evaluation) { position in
            isComplete(from: events[position], followers, obstacles, zone)
        }.truth(at: evaluation.now)
    }

    private func isComplete(
        from start: TimelineEvent, _ followers: [[TimelineEvent]], _ obstacles: [TimelineEvent], _ zone: Zone
    ) -> Bool {
        let end = within?.after(start.occurredAt, in: zone)
        var latest = start
        for events in followers {
            guard let next = events.first(after: latest) else { return false }
            if let end, next.occurredAt >= end { return false }
            latest = next
        }
        guard let obstacle = obstacles.first(after: start) else { return true }
        return !obstacle.precedes(occurredAt: latest.occurredAt, order: latest.order)
    }

    /// The events up to now that fit a step, oldest first.
    private func matches(_ step: Step, from edge: Instant?, _ evaluation: inout Evaluation) -> [TimelineEvent] {
        let events = evaluation.subject.timeline[step.event]
        let now = evaluation.now
        let end = events.firstPosition { $0.occurredAt > now }
        if end < events.count { evaluation.limit(to: events[end].occurredAt) }
        let start = edge.map { edge in min(end, events.firstPosition { $0.occurredAt >= edge }) } ?? 0
        guard let filter = step.filter else { return Array(events[start..<end]) }
        let scope = FilterScope(evaluation)
        return events[start..<end].filter { filter.matches($0, scope) }
    }
}

extension Array<TimelineEvent> {
    /// The first that comes strictly after another event. Cost: a binary search.
    fileprivate func first(after event: TimelineEvent) -> TimelineEvent? {
        let index = firstPosition { event.precedes(occurredAt: $0.occurredAt, order: $0.order) }
        return index < count ? self[index] : nil
    }
}
