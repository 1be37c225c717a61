import Values

/// The prepared choice of events that an aggregate works on.
struct EventSelector: Sendable {
    let event: String
    let filter: EventFilter?
    let window: EventWindow

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

        var count: Int {
            switch self {
            case .range(let range): range.count
            case .list(let list): list.count
            }
        }

        subscript(index: Int) -> Int {
            switch self {
            case .range(let range): range.lowerBound + index
            case .list(let list): list[index]
            }
        }
    }

    /// By how much the order of month ends may differ from the order of events.
    ///
    /// The 29th to the 31st all end on one shorter month's last day, in any order by time of day; a zone may skip a day.
    static let monthDisorder = TimeSpan.days(7)

    /// The events that count now; with a limit, of those that a filter picks only so many of the newest.
    func select(in evaluation: inout Evaluation, atMost limit: Int = .max) -> Selection {
        let events = evaluation.subject.timeline[event]
        let range = candidates(events, &evaluation)
        let sure = sureStart(range, events, evaluation.now)
        if filter == nil, sure == range.lowerBound { return Selection(events: events, positions: .range(range)) }
        var list: [Int] = []
        for position in range.reversed() {
            if list.count == limit { break }
            if position < sure, ends(events[position], evaluation) <= evaluation.now { continue }
            if let filter, !filter.matches(events[position], outer: evaluation.outer) { continue }
            list.append(position)
        }
        list.reverse()
        return Selection(events: events, positions: .list(list))
    }

    /// When an event leaves the window; only for a selector with a span.
    func ends(_ event: TimelineEvent, _ evaluation: Evaluation) -> Instant {
        guard let last = window.last else { return .distantFuture }
        return last.after(event.occurredAt, in: evaluation.subject.zone)
    }

    /// A range outside which no event counts now; the window's edge may still cut off its beginning.
    private func candidates(_ events: [TimelineEvent], _ evaluation: inout Evaluation) -> Range<Int> {
        var end = events.count
        if let latest = events.last, latest.occurredAt > evaluation.now {
            end = events.firstPosition { $0.occurredAt > evaluation.now }
            // With no trigger nothing can ever count, whenever it happens.
            if !window.sinceTrigger || evaluation.trigger != nil { evaluation.limit(to: events[end].occurredAt) }
        }
        var start = 0
        if window.sinceTrigger {
            guard let trigger = evaluation.trigger else { return 0..<0 }
            start = events.firstPosition {
                trigger.precedes(occurredAt: $0.occurredAt, order: $0.order)
            }
        }
        if let last = window.last {
            let edge = earliest(last, evaluation.now)
            if let first = events.first, first.occurredAt < edge {
                start = max(start, events.firstPosition { $0.occurredAt >= edge })
            }
        }
        return start < end ? start..<end : 0..<0
    }

    /// No event before this moment is in the window now.
    private func earliest(_ last: CalendarSpan, _ now: Instant) -> Instant {
        if let fixed = last.fixed { return now - fixed + TimeSpan(milliseconds: 1) }
        return monthsBefore(now, last) - EventSelector.monthDisorder
    }

    /// The first position from which every candidate is surely in the window.
    private func sureStart(_ range: Range<Int>, _ events: [TimelineEvent], _ now: Instant) -> Int {
        guard let last = window.last, last.fixed == nil else { return range.lowerBound }
        let edge = monthsBefore(now, last) + EventSelector.monthDisorder
        guard let first = range.first, events[first].occurredAt < edge else { return range.lowerBound }
        return min(max(range.lowerBound, events.firstPosition { $0.occurredAt >= edge }), range.upperBound)
    }

    /// By the calendar of UTC: within a day of the zone's, which the disorder allowed for covers.
    private func monthsBefore(_ now: Instant, _ last: CalendarSpan) -> Instant {
        let time = LocalDateTime(utc: now)
        return LocalDateTime(date: time.date.adding(months: -last.months), millisecondOfDay: time.millisecondOfDay)
            .asUTC
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
