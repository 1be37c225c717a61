import Values

/// Waits until a clock at the person's place shows a time, until a date of theirs, or until their code ends:
/// `- wait until: "09:00"`, `- wait until: profile.renewal`, `- wait until: coupon expires`.
///
/// A time that has passed today is tomorrow's, unless `to` makes it a window that is open now. A time that a clock change
/// skips moves forward by the gap.
public struct WaitUntilStep: StepKind {
    public static let keyword = "wait until"
    public static let form: [FormField] = [
        FormField(
            "wait until", .moment, "Until", required: true,
            help: "A time of day where the person lives, a date such as profile.renewal, or “coupon expires”.",
            example: "09:30"),
        FormField(
            "before", .duration, "Before", help: "For a coupon: how long before it expires.", example: "1 day"),
        FormField(
            "to", .timeOfDay, "Or until", help: "Makes it a window: whoever comes before this time goes on at once.",
            example: "17:00"),
        FormField(
            "on", .weekdays, "On", several: true, help: "Days of the week, for a time of day.", preset: "every day",
            example: "weekdays"),
        .daysBefore, .daysAfter,
        FormField(
            "at", .timeOfDay, "At", help: "The time of day, for a date.", preset: "09:00, or the moment itself",
            example: "10:00"),
        .spread,
        .branch("then", "When the day has come", help: "For a date: what happens then."),
        .branch("else", "No such date", help: "For a date: what happens where there is none, or it has passed."),
    ]
    public static let summary = "Waits until a local time, a window of the week, or a date of the person."
    public static let icon = "calendar-clock"

    public let moment: Moment
    public let spread: TimeSpan

    /// What is waited for.
    public enum Moment: Sendable, Hashable {
        case clock(LocalWindow)
        case date(DatedWait)
        /// So long before the journey's code ends.
        case couponEnd(before: TimeSpan)
    }

    static let couponEnd = "coupon expires"

    public init?(_ reader: inout StepReader) {
        let text = reader.text(WaitUntilStep.keyword) ?? ""
        spread = reader.span("spread") ?? .zero
        if text.trimmed == WaitUntilStep.couponEnd {
            for field in ["on", "to", "at", "days before", "days after"] where reader.has(field) {
                reader.report("\(field) does not go with coupon expires; write, for example, before: 1 day", at: field)
            }
            moment = .couponEnd(before: reader.span("before") ?? .zero)
            reader.branch("then")
            reader.branch("else")
            return
        }
        if reader.has("before") {
            reader.report("before belongs to wait until: coupon expires; a date takes days before", at: "before")
        }
        if let path = ValuePath(text, roots: ["profile", "trigger"]) {
            for field in ["on", "to"] where reader.has(field) {
                reader.report("\(field) belongs to a wait until a time of day, not to one until a date", at: field)
            }
            guard let date = DatedWait(path, &reader) else { return nil }
            reader.branch("then")
            reader.branch("else")
            moment = .date(date)
            return
        }
        for field in ["days before", "days after", "at", "then", "else"] where reader.has(field) {
            reader.report("\(field) belongs to a wait until a date, such as wait until: profile.renewal", at: field)
        }
        guard let window = LocalWindow(text, &reader) else { return nil }
        moment = .clock(window)
    }

    public var branchNames: [String] {
        if case .clock = moment { [] } else { ["then", "else"] }
    }

    public var sentence: String {
        let end = spread == .zero ? "" : ", and up to \(spread.words) more"
        switch moment {
        case .clock(let window): return "Wait until \(window.sentence) local time" + end
        case .date(let date): return "Wait until \(date.sentence)" + end
        case .couponEnd(let before):
            return "Wait until " + (before == .zero ? "" : "\(before.words) before ") + "the coupon expires" + end
        }
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let outcome = wait(&run, from: run.now)
        if case .wait(let end) = outcome { run.reads("until", .string(end.iso8601)) }
        return outcome
    }

    /// Until when a journey waits that came here at a moment, which may have passed.
    func wait(_ run: inout StepRun, from began: Instant) -> StepOutcome {
        switch moment {
        case .clock(let window):
            run.reads("zone", .string(run.zone.identifier))
            let start = window.next(in: run.zone, now: began)
            if start == began { return spread == .zero ? .goOn : .wait(until: start + run.share(of: spread)) }
            return .wait(until: start + run.share(of: spread))
        case .date(let date):
            run.reads(date.path.text, date.path.value(run))
            guard let start = date.moment(run), start >= began else { return .take(branch: 1) }
            return .wait(until: start + run.share(of: spread))
        case .couponEnd(let before):
            run.reads("coupon expires", run.journey.couponEnd.map { JSON.string($0.iso8601) } ?? .null)
            guard run.journey.data["coupon"] != nil, let end = run.journey.couponEnd, end - before >= began
            else { return .take(branch: 1) }
            return .wait(until: end - before + run.share(of: spread))
        }
    }

    public func resume(_ run: inout StepRun) -> StepOutcome {
        if case .clock = moment { .goOn } else { .take(branch: 0) }
    }
}

extension Journey {
    /// When it came to the wait for a moment at which it stands; nil at other steps, and where an earlier release began it.
    var waitBegan: Instant? {
        get { data["wait_began"]?.number?.integer.map(Instant.init(milliseconds:)) }
        set { data["wait_began"] = newValue.map { .number(Number($0.milliseconds)) } }
    }
}

/// A time of day on some days of the week; with an end it is a window.
public struct LocalWindow: Sendable, Hashable {
    /// Minutes after midnight.
    public let from: Int
    /// The first minute after it; nil where it is a moment.
    public let to: Int?
    public let days: Weekdays

    init?(_ text: String, _ reader: inout StepReader) {
        let field = WaitUntilStep.keyword
        guard let from = ClockText.minute(text) else {
            reader.report(
                "wait until is \"\(text)\"; expected a time of day in quotes such as \"09:00\", or a date such as "
                    + "profile.renewal", at: field)
            return nil
        }
        days = reader.weekdays("on")
        self.from = from
        to = reader.clock("to")
        if let to, to <= from {
            reader.report("to is not later than wait until; a window lies within one day", at: "to")
        }
    }

    var sentence: String {
        var text = ClockText.words(from)
        if let to { text = "between \(text) and \(ClockText.words(to))" }
        return days == .all ? text : "\(text) on \(days.sentence)"
    }

    /// Now, where the window is open; else the next moment at which it opens.
    func next(in zone: Zone, now: Instant) -> Instant {
        if let to {
            let local = zone.local(now)
            let minute = local.millisecondOfDay / 60_000
            if days.contains(local.date), minute >= from, minute < to { return now }
        }
        return zone.next(minuteOfDay: from, on: days, after: now)
    }
}

/// A date or moment of the profile or trigger, some days earlier or later.
public struct DatedWait: Sendable, Hashable {
    public let path: ValuePath
    /// Below zero before the date.
    public let days: Int
    /// Minutes after midnight; nil leaves a moment as it is.
    public let clock: Int?

    static let defaultClock = 9 * 60

    init?(_ path: ValuePath, _ reader: inout StepReader) {
        self.path = path
        days = reader.daysAround()
        clock = reader.clock("at")
    }

    var sentence: String {
        let day =
            days == 0 ? "" : "\(abs(days)) day\(abs(days) == 1 ? "" : "s") \(days < 0 ? "before" : "after") "
        return day + path.text + (clock.map { " at \(ClockText.words($0))" } ?? "")
    }

    /// Nil where there is no date.
    func moment(_ run: StepRun) -> Instant? {
        guard let text = path.value(run).string else { return nil }
        if let date = DateText(text)?.date {
            let day = CivilDate(dayNumber: date.dayNumber + Int64(days))
            return run.zone.instant(
                LocalDateTime(date: day, millisecondOfDay: (clock ?? DatedWait.defaultClock) * 60_000))
        }
        guard let moment = Instant(iso8601: text) else { return nil }
        let local = run.zone.local(moment)
        let day = CivilDate(dayNumber: local.date.dayNumber + Int64(days))
        return run.zone.instant(
            LocalDateTime(date: day, millisecondOfDay: clock.map { $0 * 60_000 } ?? local.millisecondOfDay))
    }
}
