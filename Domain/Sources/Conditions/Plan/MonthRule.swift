import Values

/// Whether moments are younger than a span of months, worked out once for the days around that age.
struct MonthRule: Sendable {
    /// Moments before this have come to the age surely; those from `late` on surely not.
    let early: Int64
    let late: Int64
    private let isYounger: Bool
    private let days: [Day]
    private let span: CalendarSpan
    private let now: Instant
    private let zone: Zone

    fileprivate struct Day: Sendable {
        let start: Int64
        /// The first moment of the day that is younger; nil where a clock change makes it a question for each moment.
        let edge: Int64?
    }

    init(_ span: CalendarSpan, _ now: Instant, _ zone: Zone, isYounger: Bool) {
        self.span = span
        self.now = now
        self.zone = zone
        self.isYounger = isYounger
        (early, late) = SpanPlan(span: span).band(around: now)
        let first = zone.local(Instant(milliseconds: early)).date.dayNumber - 1
        let last = zone.local(Instant(milliseconds: late)).date.dayNumber + 1
        days = (first...last).map { Day(CivilDate(dayNumber: $0), span, now, zone) }
    }

    func holds(_ moment: Int64) -> Bool {
        let younger =
            if moment < early { false } else if moment >= late { true } else { isYoung(moment) }
        return younger == isYounger
    }

    private func isYoung(_ moment: Int64) -> Bool {
        if let day = days.last(where: { $0.start <= moment }), let edge = day.edge { return moment >= edge }
        return span.after(Instant(milliseconds: moment), in: zone) > now
    }
}

extension MonthRule.Day {
    /// Where neither this day nor the one so much later sees a clock change, the one is the other moved.
    fileprivate init(_ date: CivilDate, _ span: CalendarSpan, _ now: Instant, _ zone: Zone) {
        let begin = zone.startOfDay(date)
        start = begin.milliseconds
        let target = zone.startOfDay(date.adding(months: span.months))
        guard MonthRule.isCalm(begin, zone), MonthRule.isCalm(target, zone) else {
            edge = nil
            return
        }
        edge = now.milliseconds - target.milliseconds + begin.milliseconds + 1
    }
}

extension MonthRule {
    /// Whether no clock changes from two days before until three days after.
    fileprivate static func isCalm(_ day: Instant, _ zone: Zone) -> Bool {
        let offset = zone.offset(at: day)
        return (-2...3).allSatisfy { zone.offset(at: day + .days($0)) == offset }
    }
}
