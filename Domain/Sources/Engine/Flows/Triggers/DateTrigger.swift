import Values

/// A date of the person, once or every year: `- date: profile.birthday`, `every: year`, `days before: 7`, `at: "09:00"`.
///
/// It is a timer of the person: exact, by the clock where they live; nobody without the date costs anything.
public struct DateTrigger: TriggerKind {
    public static let keyword = "date"
    public static let form: [FormField] = [
        FormField(
            "date", .dateProperty, "Date", required: true, help: "A property of the person that holds a date.",
            example: "profile.birthday"),
        FormField(
            "every", .choice(["year"]), "Again", help: "Every year, or once where it is left out.", preset: "once",
            example: "year"),
        .daysBefore, .daysAfter,
        FormField(
            "at", .timeOfDay, "At", help: "By the clock where the person lives.", preset: "09:00", example: "08:30"),
    ]
    public static let summary = "A date of the person, once or every year."

    public let rule: DateRule

    public init?(_ reader: inout StepReader) {
        let text = reader.required(DateTrigger.keyword, example: "profile.birthday")
        let every = reader.text("every")
        if let every, every != "year" {
            reader.report("every is \"\(every)\"; expected year: a date comes once, or every year", at: "every")
        }
        let days = reader.daysAround()
        let minute = reader.clock("at") ?? DatedWait.defaultClock
        guard let text else { return nil }
        guard let path = ValuePath(text.trimmed, roots: ["profile"]) else {
            reader.report(
                "date is \"\(text)\"; expected a property of the person such as profile.birthday",
                at: DateTrigger.keyword)
            return nil
        }
        rule = DateRule(path: path.parts, isYearly: every != nil, days: days, minuteOfDay: minute)
    }

    public var event: String { FlowWatch.date }
    public var key: TriggerKey? { TriggerKey("watch", String(FlowWatch.date(rule).id)) }
    public var watch: FlowWatch? { .date(rule) }
    public var state: TriggerState? { .date(rule) }
    public var sentence: String { rule.sentence }
}
