import Values

@testable import Conditions

extension Oracle {
    func age(of value: Found, _ comparator: Comparator, _ span: CalendarSpan, _ now: Instant) -> Bool {
        if value == .absent { return false }
        guard let moment = moment(value) else { return comparator == .notEqual }
        return verdict(comparator, order(end(of: span, from: moment), now))
    }

    /// Units of the calendar counted from some beginning.
    func number(of unit: CalendarUnit, _ date: CivilDate) -> Int {
        switch unit {
        case .day: Int(date.dayNumber)
        case .week: Int((Double(date.dayNumber) + 3) / 7 + 100_000) - 100_000
        case .month: date.year * 12 + date.month
        case .quarter: date.year * 4 + (date.month + 2) / 3
        case .year: date.year
        }
    }

    func isDay(_ value: Found, _ test: DayTest, _ now: Instant) -> Bool {
        guard let moment = moment(value) else { return false }
        if case .json(.string(let text)) = value, text.count == 10 {
            return isDay(LocalDateTime(utc: moment).date, test, now)
        }
        switch test {
        case .next(let span): return now < moment && now >= back(span, from: moment)
        case .last(let span): return now >= moment && now < end(of: span, from: moment)
        case .today, .tomorrow, .yesterday, .this: return isDay(subject.zone.local(moment).date, test, now)
        }
    }

    private func back(_ span: CalendarSpan, from moment: Instant) -> Instant {
        switch span.unit {
        case .month: return subject.zone.adding(months: -Int(span.count), to: moment)
        case .year: return subject.zone.adding(months: -12 * Int(span.count), to: moment)
        default: return moment - (end(of: span, from: moment) - moment)
        }
    }

    func shifted(_ date: CivilDate, _ span: CalendarSpan, by sign: Int) -> CivilDate? {
        switch span.unit {
        case .second, .minute, .hour: nil
        case .day: CivilDate(dayNumber: date.dayNumber + Int64(sign) * span.count)
        case .week: CivilDate(dayNumber: date.dayNumber + 7 * Int64(sign) * span.count)
        case .month: date.adding(months: sign * Int(span.count))
        case .year: date.adding(months: sign * 12 * Int(span.count))
        }
    }

    private func isDay(_ date: CivilDate, _ test: DayTest, _ now: Instant) -> Bool {
        let today = subject.zone.local(now).date
        let distance = date.dayNumber - today.dayNumber
        switch test {
        case .today: return distance == 0
        case .tomorrow: return distance == 1
        case .yesterday: return distance == -1
        case .this(let unit): return number(of: unit, date) == number(of: unit, today)
        case .next(let span):
            if today > date { return false }
            return shifted(date, span, by: -1).map { today >= $0 }
                ?? (now >= back(span, from: subject.zone.startOfDay(date)))
        case .last(let span):
            if today < date { return false }
            let end = subject.zone.startOfDay(CivilDate(dayNumber: date.dayNumber + 1))
            return shifted(date, span, by: 1).map { today <= $0 } ?? (now < self.end(of: span, from: end))
        }
    }

    /// The day, and its year where it has one.
    func firstDay(_ value: Found) -> (date: CivilDate, year: Int?)? {
        if case .json(.string(let text)) = value {
            if text.hasPrefix("--") {
                return Instant(iso8601: "2000-" + text.dropFirst(2)).map { (LocalDateTime(utc: $0).date, nil) }
            }
            if text.count == 10 {
                return Instant(iso8601: text).map { LocalDateTime(utc: $0).date }.map { ($0, $0.year) }
            }
        }
        return moment(value).map { subject.zone.local($0).date }.map { ($0, $0.year) }
    }

    func anniversaries(_ value: Found, years: ClosedRange<Int>) -> [CivilDate] {
        guard let first = firstDay(value) else { return [] }
        return years.filter { year in first.year.map { year > $0 } ?? true }.map { year in
            let day = min(first.date.day, CivilDate.daysIn(year: year, month: first.date.month))
            return CivilDate(year: year, month: first.date.month, day: day)
        }
    }

    func isAnniversary(_ value: Found, _ test: DayTest, _ now: Instant) -> Bool {
        let year = subject.zone.local(now).year
        return anniversaries(value, years: year - 2...year + 2).contains { isDay($0, test, now) }
    }
}
