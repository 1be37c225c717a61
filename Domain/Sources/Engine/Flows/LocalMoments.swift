import Values

/// A time of day as a flow file writes it: `"09:30"`.
enum ClockText {
    /// Minutes after midnight; nil where the text is no time of day.
    static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    static func words(_ minute: Int) -> String {
        "\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
    }
}

/// Days of the week: Monday is 1, Sunday is 7.
public struct Weekdays: Sendable, Hashable {
    public let days: Set<Int>

    public static let all = Weekdays(days: Set(1...7))
    static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    /// What a file may write.
    static let words = names + ["weekdays", "weekends", "weekday", "weekend"]

    init(days: Set<Int>) { self.days = days }

    init?(word: String) {
        switch word.lowercased() {
        case "weekdays", "weekday": self.init(days: Set(1...5))
        case "weekends", "weekend": self.init(days: [6, 7])
        case let name:
            guard let index = Weekdays.names.firstIndex(of: name) else { return nil }
            self.init(days: [index + 1])
        }
    }

    func contains(_ date: CivilDate) -> Bool { days.contains(date.weekday) }

    var sentence: String {
        if days.count == 7 { return "any day" }
        if days == Set(1...5) { return "weekdays" }
        if days == [6, 7] { return "weekends" }
        return days.sorted().map { Weekdays.names[$0 - 1].capitalizedFirst }.joined(separator: ", ")
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension Zone {
    /// The first moment after this one at which a clock here shows the time of day.
    public func next(minuteOfDay: Int, after now: Instant) -> Instant {
        next(minuteOfDay: minuteOfDay, on: .all, after: now)
    }

    /// The same, on one of these days of the week.
    func next(minuteOfDay: Int, on weekdays: Weekdays, after now: Instant) -> Instant {
        let today = local(now).date
        // A gap can carry a time past midnight, so that a week has to be looked at twice.
        for days in 0...15 {
            let date = CivilDate(dayNumber: today.dayNumber + Int64(days))
            guard weekdays.contains(date) else { continue }
            let moment = instant(LocalDateTime(date: date, millisecondOfDay: minuteOfDay * 60_000))
            if moment > now { return moment }
        }
        preconditionFailure("a time of day comes at least every second week")
    }
}
