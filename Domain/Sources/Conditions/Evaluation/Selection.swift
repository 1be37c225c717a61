import Values

/// The prepared choice of events that a figure works on.
struct EventSelector: Sendable {
    let event: String
    let filter: EventFilter?
    /// The filter as it is written, where it reads nothing but the event itself.
    var written: Expression?
    let edges: WindowEdges

    /// What an evaluation found: the events of the name and which of them count now.
    struct Selection {
        let events: [TimelineEvent]
        /// The positions that count now, oldest first.
        var positions: Positions
    }

    /// Positions without a list of them where they follow one another.
    enum Positions {
        case range(Range<Int>)
        case list([Int])
        /// Some of the positions of a column.
        case part([Int], Range<Int>)

        var count: Int {
            switch self {
            case .range(let range), .part(_, let range): range.count
            case .list(let list): list.count
            }
        }

        subscript(index: Int) -> Int {
            switch self {
            case .range(let range): range.lowerBound + index
            case .list(let list): list[index]
            case .part(let positions, let range): positions[range.lowerBound + index]
            }
        }
    }

    /// The events that count now; with a limit, of those that a filter picks only so many of the newest.
    ///
    /// Only for windows without an entrance.
    func select(in evaluation: inout Evaluation, atMost limit: Int = .max) -> Selection {
        let events = evaluation.subject.timeline[event]
        let zone = edges.zone(evaluation)
        let range = candidates(events, zone, &evaluation)
        let sure = sureStart(range, events, zone, evaluation.now)
        if filter == nil, sure == range.lowerBound { return Selection(events: events, positions: .range(range)) }
        let scope = FilterScope(evaluation)
        if sure == range.lowerBound, let column = column(events, scope, evaluation) {
            let part = column.index(of: range.lowerBound)..<column.index(of: range.upperBound)
            return Selection(events: events, positions: .part(column.positions, part))
        }
        var list: [Int] = []
        for position in range.reversed() {
            if list.count == limit { break }
            if position < sure, edges.leaves(events[position].occurredAt, zone) <= evaluation.now { continue }
            if let filter, !filter.matches(events[position], scope) { continue }
            list.append(position)
        }
        list.reverse()
        return Selection(events: events, positions: .list(list))
    }

    /// The events of a long history that pass the filter, each judged once.
    private func column(
        _ events: [TimelineEvent], _ scope: FilterScope, _ evaluation: Evaluation
    ) -> EventColumn? {
        guard let filter, let written, events.count >= EventColumn.shortestHistory else { return nil }
        let key = EventColumn.Key(event: event, filter: written, property: [])
        return evaluation.subject.timeline.column(key, { filter.matches($0, scope) }, number: nil)
    }

    /// When an event leaves the window; only for a selector with a reach.
    func leaves(_ event: TimelineEvent, _ evaluation: Evaluation) -> Instant {
        edges.leaves(event.occurredAt, edges.zone(evaluation))
    }

    /// A range outside which no event counts, now or later; the window's edges may still cut off some of it.
    func candidates(_ events: [TimelineEvent], _ zone: Zone, _ evaluation: inout Evaluation) -> Range<Int> {
        let window = edges.window
        let until = window.until?.end(in: zone)
        var end = events.count
        if let latest = events.last, latest.occurredAt > evaluation.now {
            end = events.firstPosition { $0.occurredAt > evaluation.now }
            // With no trigger nothing can ever count, whenever it happens.
            if !window.sinceTrigger || evaluation.trigger != nil, until.map({ events[end].occurredAt < $0 }) ?? true {
                evaluation.limit(to: events[end].occurredAt)
            }
        }
        if let until, let latest = events.last, latest.occurredAt >= until {
            end = min(end, events.firstPosition { $0.occurredAt >= until })
        }
        var start = 0
        switch window.since {
        case nil: break
        case .trigger:
            guard let trigger = evaluation.trigger else { return 0..<0 }
            start = events.firstPosition { trigger.precedes(occurredAt: $0.occurredAt, order: $0.order) }
        case .mark(let mark):
            let since = mark.start(in: zone)
            start = events.firstPosition { $0.occurredAt >= since }
        }
        if let edge = edges.earliest(evaluation.now, zone), let first = events.first, first.occurredAt < edge {
            start = max(start, events.firstPosition { $0.occurredAt >= edge })
        }
        return start < end ? start..<end : 0..<0
    }

    /// The first position from which every candidate is surely in the window.
    private func sureStart(_ range: Range<Int>, _ events: [TimelineEvent], _ zone: Zone, _ now: Instant) -> Int {
        guard !edges.isOrdered, let edge = edges.surelyIn(now, zone) else { return range.lowerBound }
        guard let first = range.first, events[first].occurredAt < edge else { return range.lowerBound }
        return min(max(range.lowerBound, events.firstPosition { $0.occurredAt >= edge }), range.upperBound)
    }
}

extension Array<TimelineEvent> {
    /// The first position at which a condition holds that holds from there on. Cost: a binary search.
    @inline(__always)
    func firstPosition(where holds: (TimelineEvent) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
