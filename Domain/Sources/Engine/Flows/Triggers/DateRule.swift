import Values

/// When a date of a person comes: on the day, or some days around it, at a time of day where they live.
public struct DateRule: Sendable, Hashable {
    /// Where the date stands among the properties.
    public let path: [String]
    public let isYearly: Bool
    /// Below zero before the date.
    public let days: Int
    public let minuteOfDay: Int

    /// A moment at which the date comes.
    struct Occurrence: Hashable {
        var at: Instant
        /// The day that is told of, whatever the days around it.
        var date: CivilDate
        /// Which anniversary; 0 where the year is unknown, or it comes but once.
        var years: Int
    }

    var property: String { path.joined(separator: ".") }

    var text: String {
        "date profile.\(property)\(isYearly ? " every year" : "") \(days) days \(ClockText.words(minuteOfDay))"
    }

    var sentence: String {
        let day = days == 0 ? "On" : "\(abs(days)) day\(abs(days) == 1 ? "" : "s") \(days < 0 ? "before" : "after")"
        let date = isYearly ? "every anniversary of profile.\(property)" : "profile.\(property)"
        return "\(day) \(date), at \(ClockText.words(minuteOfDay))"
    }

    /// The first time it comes after a moment; nil where it comes no more, or there is no date.
    func next(of value: JSON, after moment: Instant, in zone: Zone) -> Occurrence? {
        guard let date = DateRule.date(value, in: zone) else { return nil }
        guard isYearly else {
            guard let day = date.date else { return nil }
            let found = occurrence(day, years: 0, in: zone)
            return found.at > moment ? found : nil
        }
        let year = zone.local(moment).year
        // Days around it reach a year back or ahead.
        for year in (year - 2)...(year + 3) {
            if let first = date.year, year <= first { continue }
            let found = occurrence(date.falling(in: year), years: date.year.map { year - $0 } ?? 0, in: zone)
            if found.at > moment { return found }
        }
        // A first day that lies in the years to come has its anniversary after it.
        guard let first = date.year, first > year + 2 else { return nil }
        return occurrence(date.falling(in: first + 1), years: 1, in: zone)
    }

    private func occurrence(_ date: CivilDate, years: Int, in zone: Zone) -> Occurrence {
        let day = CivilDate(dayNumber: date.dayNumber + Int64(days))
        let local = LocalDateTime(date: day, millisecondOfDay: minuteOfDay * 60_000)
        return Occurrence(at: zone.instant(local), date: date, years: years)
    }

    /// A moment counts as the day that it is where the person lives.
    private static func date(_ value: JSON, in zone: Zone) -> DateText? {
        guard let text = value.string else { return nil }
        if let date = DateText(text) { return date }
        return Instant(iso8601: text).map { DateText(zone.local($0).date) }
    }
}

extension DateText {
    init(_ date: CivilDate) {
        year = date.year
        month = date.month
        day = date.day
    }
}

extension CivilDate {
    /// `2026-06-30`.
    package var text: String {
        let year = String(self.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-" + (month < 10 ? "0" : "")
            + "\(month)-"
            + (day < 10 ? "0" : "") + "\(day)"
    }
}
