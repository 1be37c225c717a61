import Values

/// Where a day lies, seen from now: `profile.renewal is today`, `anniversary(profile.birthday) in the next 7 days`.
struct DayTruth: TruthNode {
    let value: any ValueNode
    let test: DayTest
    let isAnniversary: Bool

    /// Whoever is asked later than this is asked again then.
    static let yearsAhead = 8

    func truth(in evaluation: inout Evaluation) -> Truth {
        let steps = value.steps(in: &evaluation)
        let zone = evaluation.subject.zone
        let now = evaluation.now
        guard isAnniversary else {
            return steps.truth(at: now) { value in
                DayValue(value).flatMap { Stretch(of: $0, test, zone) }.map { [$0] } ?? []
            }
        }
        let year = zone.local(now).year
        evaluation.limit(to: zone.startOfDay(CivilDate(year: year + DayTruth.yearsAhead, month: 1, day: 1)))
        return steps.truth(at: now) { value in
            guard let first = DayValue(value)?.firstDay(in: zone) else { return [] }
            return (year - 2...year + DayTruth.yearsAhead + 1).filter { $0 > first.year }.compactMap {
                Stretch(ofDay: first.date.inYear($0), test, zone)
            }
        }
    }
}

extension DayValue {
    /// The day whose anniversaries are meant, and its year; every year comes after that of a day without one.
    func firstDay(in zone: Zone) -> (date: CivilDate, year: Int)? {
        switch self {
        case .day(let date): (date, date.year)
        case .moment(let moment): (zone.local(moment).date, zone.local(moment).year)
        case .yearless(let month, let day): (CivilDate(year: 2000, month: month, day: day), .min)
        }
    }
}

extension CivilDate {
    /// The same day of another year; 29 February is the 28th where there is none.
    func inYear(_ year: Int) -> CivilDate { adding(months: 12 * (year - self.year)) }
    fileprivate func adding(days: Int64) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
}

/// The stretch of time in which a date test holds of one day or moment.
struct Stretch {
    let start: Instant
    let end: Instant

    private init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }

    func contains(_ moment: Instant) -> Bool { start <= moment && moment < end }

    init?(of value: DayValue, _ test: DayTest, _ zone: Zone) {
        switch value {
        case .day(let date): self.init(ofDay: date, test, zone)
        case .moment(let moment): self.init(ofMoment: moment, test, zone)
        // A day of every year is asked for its anniversary.
        case .yearless: return nil
        }
    }

    init(ofDay date: CivilDate, _ test: DayTest, _ zone: Zone) {
        let (dayStart, dayEnd) = (zone.startOfDay(date), zone.startOfDay(date.adding(days: 1)))
        switch test {
        case .today: (start, end) = (dayStart, dayEnd)
        case .tomorrow: (start, end) = (zone.startOfDay(date.adding(days: -1)), dayStart)
        case .yesterday: (start, end) = (dayEnd, zone.startOfDay(date.adding(days: 2)))
        case .this(let unit):
            (start, end) = (zone.startOfDay(unit.first(containing: date)), zone.startOfDay(unit.first(after: date)))
        case .next(let span):
            start = span.day(after: date, sign: -1).map(zone.startOfDay) ?? span.before(dayStart, in: zone)
            end = dayEnd
        case .last(let span):
            start = dayStart
            end =
                span.day(after: date, sign: 1).map { zone.startOfDay($0.adding(days: 1)) }
                ?? span.after(dayEnd, in: zone)
        }
    }

    private init(ofMoment moment: Instant, _ test: DayTest, _ zone: Zone) {
        switch test {
        case .today, .tomorrow, .yesterday, .this: self.init(ofDay: zone.local(moment).date, test, zone)
        case .next(let span): self.init(start: span.before(moment, in: zone), end: moment)
        case .last(let span): self.init(start: moment, end: span.after(moment, in: zone))
        }
    }
}
