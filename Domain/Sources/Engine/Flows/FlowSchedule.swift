import Conditions
import Values

/// When the members of a segment or list have a flow start for them.
///
/// It belongs to the workspace, not to a person: whoever runs the system waits for `next(after:workspace:)`, and then
/// gives each member the command `Command.tick`. So nobody who is no member costs anything.
public struct FlowSchedule: Sendable, Hashable {
    public enum Period: Sendable, Hashable {
        /// Counted from Monday 1970-01-05.
        case days(Int)
        case weeks(Int, on: Weekdays)
        case months
        case cron(CronSchedule)
    }

    public let period: Period
    public let minuteOfDay: Int
    /// Nil takes the workspace's.
    public let zone: Zone?
    /// The name of the segment or list whose members it is for.
    public let among: String

    /// Carries `schedule`, `scheduled_at` and `among`.
    static let event = "Flow Scheduled"

    /// What tells it from others.
    public var id: Int64 { Segment.id(named: "schedule\u{1}\(sentence)") }

    public var sentence: String {
        let clock = "at \(ClockText.words(minuteOfDay))"
        let when: String
        switch period {
        case .days(let count): when = count == 1 ? "Every day \(clock)" : "Every \(count) days \(clock)"
        case .weeks(1, let days): when = "Every week on \(days.sentence) \(clock)"
        case .weeks(let count, let days): when = "Every \(count) weeks on \(days.sentence) \(clock)"
        case .months: when = "Every month on the 1st \(clock)"
        case .cron(let cron): when = "At \(cron.text)"
        }
        return when + (zone.map { " (\($0.identifier))" } ?? "") + ", for “\(among)”"
    }

    func admits(_ subject: Subject) -> Bool { subject.memberships.contains(among) }

    /// The first moment after this one; nil where it never comes again.
    public func next(after moment: Instant, workspace: Zone) -> Instant? {
        let zone = zone ?? workspace
        if case .cron(let cron) = period { return cron.next(after: moment, in: zone) }
        let today = zone.local(moment).date.dayNumber
        // The longest pause is `maximumCount` weeks.
        for day in today...(today + Int64(FlowSchedule.maximumCount * 7 + 7)) {
            let date = CivilDate(dayNumber: day)
            guard falls(on: date) else { continue }
            let at = zone.instant(LocalDateTime(date: date, millisecondOfDay: minuteOfDay * 60_000))
            if at > moment { return at }
        }
        return nil
    }

    /// Days or weeks from one time to the next.
    static let maximumCount = 53

    private func falls(on date: CivilDate) -> Bool {
        // 1970-01-05 was a Monday.
        let day = date.dayNumber - 4
        switch period {
        case .days(let count): return day % Int64(count) == 0
        case .weeks(let count, let days):
            let week = (day - Int64(date.weekday - 1)) / 7
            return week % Int64(count) == 0 && days.contains(date)
        case .months: return date.day == 1
        case .cron: return false
        }
    }
}

extension FlowSchedule.Period {
    /// Nil where the text is none of `2 weeks`, `1 day`, `monday`, `weekday`, `month`.
    init?(_ text: String, on days: Weekdays?) {
        if text == "month" || text == "1 month" {
            self = .months
            return
        }
        if let day = Weekdays(word: text) {
            self = .weeks(1, on: day)
            return
        }
        let parts = text.split(separator: " ")
        let count = parts.count == 2 ? Int(parts[0]) : 1
        guard let unit = parts.last, parts.count <= 2, let count, (1...FlowSchedule.maximumCount).contains(count)
        else { return nil }
        switch unit {
        case "day", "days": self = .days(count)
        case "week", "weeks": self = .weeks(count, on: days ?? Weekdays(days: [1]))
        default: return nil
        }
    }
}
