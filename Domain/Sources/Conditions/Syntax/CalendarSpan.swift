import Values

/// A length of time as people say it: `90 days`, `6 months`.
///
/// Up to weeks it is a fixed number of milliseconds (a day is 86,400 s); months and years follow the calendar of the
/// profile's zone.
struct CalendarSpan: Sendable, Hashable {
    enum Unit: String, Sendable, Hashable, CaseIterable {
        case second, minute, hour, day, week, month, year

        init?(word: String) {
            guard let unit = Unit.allCases.first(where: { $0.rawValue == word || $0.plural == word }) else {
                return nil
            }
            self = unit
        }

        var plural: String { rawValue + "s" }
    }

    /// 1 or more.
    var count: Int64
    var unit: Unit

    /// Longer spans are refused: none is meant, and sums of times would leave the calendar.
    static let longestInDays: Int64 = 365_250

    var isTooLong: Bool {
        let (seconds, overflow) = count.multipliedReportingOverflow(by: secondsPerUnit)
        return overflow || seconds > CalendarSpan.longestInDays * 86_400
    }

    private var secondsPerUnit: Int64 {
        switch unit {
        case .second: 1
        case .minute: 60
        case .hour: 3600
        case .day: 86_400
        case .week: 604_800
        case .month: 2_629_800
        case .year: 31_557_600
        }
    }

    /// The span where it has a fixed length; nil for months and years.
    var fixed: TimeSpan? {
        switch unit {
        case .second, .minute, .hour, .day, .week: .seconds(count * secondsPerUnit)
        case .month, .year: nil
        }
    }

    /// Calendar months; 0 for a span of fixed length.
    var months: Int {
        switch unit {
        case .second, .minute, .hour, .day, .week: 0
        case .month: Int(count)
        case .year: Int(count) * 12
        }
    }

    /// About how long it is, for telling which of two spans is the longer.
    var nominalSeconds: Int64 { count * secondsPerUnit }

    /// Whole calendar days; nil for a span that ends at a time of day.
    var calendarDays: Int64? {
        switch unit {
        case .second, .minute, .hour, .month, .year: nil
        case .day: count
        case .week: 7 * count
        }
    }

    /// The day this long after another or, with a negative sign, before it; nil for seconds, minutes and hours.
    func day(after date: CivilDate, sign: Int) -> CivilDate? {
        if let calendarDays { return CivilDate(dayNumber: date.dayNumber + Int64(sign) * calendarDays) }
        return fixed == nil ? date.adding(months: sign * months) : nil
    }

    /// The moment this long before another, by the calendar of the zone.
    func before(_ moment: Instant, in zone: Zone) -> Instant {
        let start = min(max(moment, .distantPast), .distantFuture)
        return if let fixed { start - fixed } else { zone.adding(months: -months, to: start) }
    }

    /// The moment this long after another, by the calendar of the zone.
    func after(_ moment: Instant, in zone: Zone) -> Instant {
        let start = min(max(moment, .distantPast), .distantFuture)
        return if let fixed { start + fixed } else { zone.adding(months: months, to: start) }
    }
}
