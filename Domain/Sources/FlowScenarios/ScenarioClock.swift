import Values

/// Moments as scenarios write them: `Mon 10:00`, `Tue13 09:30` of the thirteenth week, `2026-06-30 09:00`.
public struct ScenarioClock: Sendable, Hashable {
    /// The Monday from which days are counted.
    public let monday: CivilDate
    public let zone: Zone

    public init(monday: CivilDate, zone: Zone) {
        self.monday = monday
        self.zone = zone
    }

    static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    static let defaultMonday = CivilDate(year: 2026, month: 3, day: 2)
    static let expected = "a moment such as Mon 10:00, Tue2 09:30 of the second week, or 2026-06-30 09:00"

    public var start: Instant { zone.startOfDay(monday) }

    /// Nil where the text is no moment.
    public func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let minute = minute(parts[1]), let date = date(parts[0]) else { return nil }
        return zone.instant(LocalDateTime(date: date, millisecondOfDay: minute * 60_000))
    }

    private func date(_ text: Substring) -> CivilDate? {
        if let day = ScenarioClock.days.firstIndex(of: String(text.prefix(3))) {
            let week = text.count == 3 ? 1 : Int(text.dropFirst(3))
            guard let week, (1...1000).contains(week) else { return nil }
            return CivilDate(dayNumber: monday.dayNumber + Int64((week - 1) * 7 + day))
        }
        return ScenarioClock.date(text)
    }

    static func date(_ text: some StringProtocol) -> CivilDate? {
        let parts = text.split(separator: "-").map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            CivilDate.isValid(year: year, month: month, day: day)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// As it is read, to the minute.
    public func text(_ moment: Instant) -> String {
        let local = zone.local(moment)
        let days = Int(local.date.dayNumber - monday.dayNumber)
        let clock = "\(two(local.hour)):\(two(local.minute))"
        guard days >= 0 else {
            return "\(local.year)-\(two(local.month))-\(two(local.day)) \(clock)"
        }
        return "\(ScenarioClock.days[days % 7])\(days < 7 ? "" : "\(days / 7 + 1)") \(clock)"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The minute in which a moment lies.
    func minute(of moment: Instant) -> Instant {
        Instant(milliseconds: moment.milliseconds - (moment.milliseconds % 60_000 + 60_000) % 60_000)
    }
}
