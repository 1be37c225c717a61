import Conditions
import Values

/// Every so often, for the members of a segment or list: `- every: 1 week`, `on: monday`, `at: "10:00"`, `among: VIP`.
///
/// The clock of the shop decides, or that of `zone`; nobody who is no member costs anything.
public struct ScheduleTrigger: TriggerKind {
    public static let keyword = "every"
    public static let form: [FormField] = [
        FormField(
            "every", .period, "Every", required: true,
            help: "A length such as 2 weeks, a day such as monday or weekday, or month.", example: "1 week"),
        FormField(
            "on", .weekdays, "On", several: true, help: "The days of a schedule in weeks.", example: "monday, thursday"),
        FormField("at", .timeOfDay, "At", help: "The time of day.", preset: "09:00", example: "10:00"),
        .zone, .among,
    ]
    public static let summary = "Every so often, for the members of a segment or list."

    private let plan: FlowSchedule

    public init?(_ reader: inout StepReader) {
        let text = reader.required(ScheduleTrigger.keyword, example: "1 week")?.trimmed
        let days = reader.weekdays("on")
        let minute = reader.clock("at") ?? DatedWait.defaultClock
        let zone = reader.zone("zone")
        let among = reader.required("among", example: "VIP")
        guard let text, let among else { return nil }
        guard let period = FlowSchedule.Period(text, on: days == .all ? nil : days) else {
            reader.report(
                "every is \"\(text)\"; expected a length such as 1 week or 2 days, a day such as monday or weekday, "
                    + "or month", at: ScheduleTrigger.keyword)
            return nil
        }
        if days != .all, !text.contains("week") || Weekdays(word: text) != nil {
            reader.report("on says the days of a schedule in weeks, such as every: 1 week", at: "on")
        }
        plan = FlowSchedule(period: period, minuteOfDay: minute, zone: zone, among: among)
    }

    public var event: String { FlowSchedule.event }
    public var key: TriggerKey? { TriggerKey("schedule", String(plan.id)) }
    public var schedule: FlowSchedule? { plan }
    public var sentence: String { plan.sentence }
    public func admits(_ event: TimelineEvent, _ subject: Subject) -> Bool { plan.admits(subject) }
}
