import Values

/// A schedule in cron's five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday).
///
/// Each is `*`, a number, a range `1-5`, a list `1,15`, or a step `*/15`, `8-18/2`. Where both days are restricted, either
/// will do, as in cron itself. In a gap of a clock change the moment comes as much later as is skipped.
public struct CronSchedule: Sendable, Hashable {
    public let text: String
    private let minutes: Set<Int>
    private let hours: Set<Int>
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    private let restrictsDays: Bool
    private let restrictsWeekdays: Bool

    private static let fields: [(name: String, range: ClosedRange<Int>)] = [
        ("minute", 0...59), ("hour", 0...23), ("day of the month", 1...31), ("month", 1...12),
        ("day of the week", 0...7),
    ]

    init(_ text: String) throws(CronError) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == CronSchedule.fields.count else {
            throw CronError(
                "cron is \"\(text)\"; expected five fields: minute, hour, day of the month, month, day of the week")
        }
        var read: [Set<Int>] = []
        for (part, field) in zip(parts, CronSchedule.fields) {
            guard let values = CronSchedule.values(part, field.range) else {
                throw CronError(
                    "the \(field.name) of cron is \"\(part)\"; expected *, a number from \(field.range.lowerBound) to "
                        + "\(field.range.upperBound), a range 1-5, a list 1,15 or a step */15")
            }
            read.append(values)
        }
        self.text = parts.joined(separator: " ")
        minutes = read[0]
        hours = read[1]
        days = read[2]
        months = read[3]
        weekdays = Set(read[4].map { $0 == 0 ? 7 : $0 })
        restrictsDays = parts[2] != "*"
        restrictsWeekdays = parts[4] != "*"
    }

    private static func values(_ text: String, _ range: ClosedRange<Int>) -> Set<Int>? {
        var found: Set<Int> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", omittingEmptySubsequences: false)
            guard let span = parts.first, parts.count <= 2 else { return nil }
            let step = parts.count == 2 ? Int(parts[1]) : 1
            guard let step, step > 0 else { return nil }
            let bounds = span.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            let ends: ClosedRange<Int>
            switch (span, bounds.count) {
            case ("*", _): ends = range
            case (_, 1):
                guard let only = bounds[0] else { return nil }
                ends = only...(parts.count == 2 ? max(only, range.upperBound) : only)
            case (_, 2):
                guard let low = bounds[0], let high = bounds[1], low <= high else { return nil }
                ends = low...high
            default: return nil
            }
            guard range.contains(ends.lowerBound), range.contains(ends.upperBound) else { return nil }
            found.formUnion(stride(from: ends.lowerBound, through: ends.upperBound, by: step))
        }
        return found
    }

    /// The first moment after this one; nil where none comes within eight years, as for 30 February.
    func next(after moment: Instant, in zone: Zone) -> Instant? {
        let today = zone.local(moment).date.dayNumber
        let minutesOfDay = hours.sorted().flatMap { hour in minutes.sorted().map { hour * 60 + $0 } }
        for day in today...(today + 8 * 366) {
            let date = CivilDate(dayNumber: day)
            guard falls(on: date) else { continue }
            for minute in minutesOfDay {
                let at = zone.instant(LocalDateTime(date: date, millisecondOfDay: minute * 60_000))
                if at > moment { return at }
            }
        }
        return nil
    }

    private func falls(on date: CivilDate) -> Bool {
        guard months.contains(date.month) else { return false }
        let isDay = days.contains(date.day)
        let isWeekday = weekdays.contains(date.weekday)
        return restrictsDays && restrictsWeekdays ? isDay || isWeekday : isDay && isWeekday
    }
}

/// What is wrong with a schedule, in words.
struct CronError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
