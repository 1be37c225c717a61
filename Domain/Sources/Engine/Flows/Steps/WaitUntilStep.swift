import Values

/// Waits until a clock at the person's place shows a time: `- wait until: "09:00"`.
///
/// Where it is that time or later, until tomorrow's. A time that a clock change skips moves forward by the gap.
public struct WaitUntilStep: StepKind {
    public static let keyword = "wait until"
    public static let fields: [String] = []
    public static let summary = "Waits until a local time of day."

    /// Minutes after midnight.
    public let minuteOfDay: Int

    public init?(_ reader: inout StepReader) {
        guard let text = reader.text(WaitUntilStep.keyword) else { return nil }
        guard let minute = WaitUntilStep.minuteOfDay(text) else {
            reader.report(
                "wait until is \"\(text)\"; expected a time of day in quotes such as \"09:00\"",
                at: WaitUntilStep.keyword)
            return nil
        }
        minuteOfDay = minute
    }

    static func minuteOfDay(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    public var sentence: String {
        let minute = minuteOfDay % 60
        return "Wait until \(minuteOfDay / 60):\(minute < 10 ? "0" : "")\(minute) local time"
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        .wait(until: run.zone.next(minuteOfDay: minuteOfDay, after: run.now))
    }
}

extension Zone {
    /// The first moment after this one at which a clock here shows the time of day.
    public func next(minuteOfDay: Int, after now: Instant) -> Instant {
        let today = local(now).date
        for days in 0...2 {
            let date = CivilDate(dayNumber: today.dayNumber + Int64(days))
            let moment = instant(LocalDateTime(date: date, millisecondOfDay: minuteOfDay * 60_000))
            if moment > now { return moment }
        }
        preconditionFailure("a time of day comes at least every second day")
    }
}
