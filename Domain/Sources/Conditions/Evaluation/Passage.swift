import Values

/// One event's stay in a window: from when it counts until when it does not.
struct Passage {
    let position: Int
    let enters: Instant
    let leaves: Instant
}

extension EventSelector {
    /// The stays of all events that are in the window now or come into it later, in the order of the events.
    ///
    /// Cost: one look at each event that the filter must judge.
    func passages(
        of events: [TimelineEvent], in evaluation: inout Evaluation, where holds: (Int) -> Bool = { _ in true }
    ) -> [Passage] {
        let zone = edges.zone(evaluation)
        let range = candidates(events, zone, &evaluation)
        let scope = FilterScope(evaluation)
        let now = evaluation.now
        let stay = edges.passage(now, zone)
        return range.compactMap { position in
            let event = events[position]
            let (enters, leaves) = stay(event.occurredAt)
            guard leaves > now, enters < leaves else { return nil }
            if let filter, !filter.matches(event, scope) { return nil }
            return holds(position) ? Passage(position: position, enters: enters, leaves: leaves) : nil
        }
    }
}

extension [Passage] {
    /// Comings and goings after now, in the order of time; at one moment all of them belong together.
    func turns(after now: Instant) -> [(at: Instant, position: Int, isEntrance: Bool)] {
        var turns: [(at: Instant, position: Int, isEntrance: Bool)] = []
        for passage in self {
            if passage.enters > now { turns.append((passage.enters, passage.position, true)) }
            if passage.leaves < .distantFuture { turns.append((passage.leaves, passage.position, false)) }
        }
        return turns.sorted { ($0.at, $0.position) < ($1.at, $1.position) }
    }

    /// Whether any of the events is in the window, now and later.
    func truth(at now: Instant) -> Truth {
        var present = count { $0.enters <= now }
        var truth = Truth(present > 0)
        let turns = turns(after: now)
        for (index, turn) in turns.enumerated() {
            present += turn.isEntrance ? 1 : -1
            if index == turns.count - 1 || turns[index + 1].at != turn.at { truth.set(present > 0, at: turn.at) }
        }
        return truth
    }
}
