import Values

@testable import Conditions

extension Oracle {
    /// Every moment after now at which the answer could change by time alone, and the millisecond after it.
    func moments(_ root: Expression, after now: Instant) -> [Instant] {
        var starts = events.map(\.occurredAt)
        for key in ["since", "renewal", "birthday"] {
            if let start = subject.properties[key]?.string.flatMap({ Instant(iso8601: $0) }) { starts.append(start) }
        }
        if let changed = subject.facts.cart?["updated_at"]?.string { starts.append(Instant(iso8601: changed)!) }
        starts.append(now - .days(40))
        let parts = root.everyPart
        let zones = Set([subject.zone] + parts.flatMap(\.windows).map { zone($0.zone) })
        let spans = Set(root.spans)
        var moments = starts
        for zone in zones {
            moments += spans.flatMap { span in starts.map { end(of: span, from: $0, in: zone) } }
            let today = zone.local(now).date
            for unit in Set(parts.flatMap(\.windows).compactMap(\.reach).compactMap(\.unit)) {
                moments += (1...3).map { zone.startOfDay(unit.first(after: today, by: $0)) }
            }
        }
        for part in parts { moments += dayMoments(part, now) }
        return Set(moments.flatMap { [$0, $0 + TimeSpan(milliseconds: 1)] }).filter { $0 > now }.sorted()
    }

    private func dayMoments(_ part: Expression, _ now: Instant) -> [Instant] {
        guard case .day(let operand, let test) = part else { return [] }
        var dates: [CivilDate] = []
        if case .anniversary(let moment) = operand {
            let year = subject.zone.local(now).year
            dates = anniversaries(value(moment, at: now), years: year - 2...year + 18)
        } else {
            // The value may change as time passes, but only among these.
            let events = events.map { Found.moment($0.occurredAt) }
            dates = ([value(operand, at: now)] + events).compactMap { firstDay($0)?.date }
        }
        return dates.flatMap { edges(of: $0, test) }
            + events.flatMap { event in
                test.span.map { [back(event.occurredAt, $0), end(of: $0, from: event.occurredAt)] } ?? []
            } + (moment(value(operand, at: now)).flatMap { at in test.span.map { [back(at, $0)] } } ?? [])
    }

    private func back(_ moment: Instant, _ span: CalendarSpan) -> Instant {
        span.fixed.map { moment - $0 } ?? subject.zone.adding(months: -span.months, to: moment)
    }

    private func edges(of date: CivilDate, _ test: DayTest) -> [Instant] {
        func start(_ date: CivilDate, _ days: Int64) -> Instant {
            subject.zone.startOfDay(CivilDate(dayNumber: date.dayNumber + days))
        }
        var edges = (-1...2).map { start(date, $0) }
        if case .this(let unit) = test { edges += [0, 1].map { start(unit.first(after: date, by: $0), 0) } }
        guard let span = test.span else { return edges }
        if let fixed = span.fixed { edges += edges.flatMap { [$0 - fixed, $0 + fixed] } }
        for sign in [-1, 1] {
            if let shifted = shifted(date, span, by: sign) { edges += [start(shifted, 0), start(shifted, 1)] }
        }
        return edges
    }
}

extension EventWindow.Reach {
    fileprivate var unit: CalendarUnit? {
        switch self {
        case .this(let unit), .previous(let unit): unit
        case .last, .between: nil
        }
    }
}

extension Expression {
    /// The expression and all inside it.
    var everyPart: [Expression] { [self] + children.flatMap(\.everyPart) }

    var windows: [EventWindow] {
        switch self {
        case .aggregate(let aggregate): [aggregate.window]
        case .sequence(let sequence): [sequence.window]
        case .interest(let interest): [interest.window]
        case .orders(let figure): [figure.window]
        case .engagement(let engagement): [engagement.window]
        default: []
        }
    }

    /// Every span that stands in a condition.
    var spans: [CalendarSpan] {
        everyPart.flatMap { part -> [CalendarSpan] in
            let own: [CalendarSpan] =
                switch part {
                case .ago(let span), .literal(.duration(let span)): [span]
                case .day(_, let test): test.span.map { [$0] } ?? []
                case .aggregate(let aggregate): aggregate.within.map { [$0] } ?? []
                case .sequence(let sequence): sequence.within.map { [$0] } ?? []
                default: []
                }
            return own + part.windows.flatMap(\.spans)
        }
    }
}
