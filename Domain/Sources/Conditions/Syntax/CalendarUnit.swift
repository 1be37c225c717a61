import Values

/// A piece of the calendar with a beginning that everybody agrees on; weeks begin on Monday (ISO 8601).
enum CalendarUnit: String, Sendable, Hashable, CaseIterable {
    case day, week, month, quarter, year

    /// The first day of the unit that this day is in.
    func first(containing date: CivilDate) -> CivilDate {
        switch self {
        case .day: date
        case .week: CivilDate(dayNumber: date.dayNumber - Int64(date.weekday - 1))
        case .month: CivilDate(year: date.year, month: date.month, day: 1)
        case .quarter: CivilDate(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1)
        case .year: CivilDate(year: date.year, month: 1, day: 1)
        }
    }

    /// The first day of the unit so many units later.
    func first(after date: CivilDate, by count: Int = 1) -> CivilDate {
        let start = first(containing: date)
        return switch self {
        case .day: CivilDate(dayNumber: start.dayNumber + Int64(count))
        case .week: CivilDate(dayNumber: start.dayNumber + 7 * Int64(count))
        case .month: start.adding(months: count)
        case .quarter: start.adding(months: 3 * count)
        case .year: start.adding(months: 12 * count)
        }
    }

    /// When the unit that holds this moment begins, or one so many units later.
    func start(of moment: Instant, in zone: Zone, later count: Int = 0) -> Instant {
        let date = zone.local(min(max(moment, .distantPast), .distantFuture)).date
        return zone.startOfDay(first(after: date, by: count))
    }
}
