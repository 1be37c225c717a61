import Conditions
import Values

/// A schedule as cron writes it, for the members of a segment or list: `- cron: "0 10 1 * *"`, `among: VIP`.
public struct CronTrigger: TriggerKind {
    public static let keyword = "cron"
    public static let form: [FormField] = [
        FormField(
            "cron", .cron, "Schedule", required: true,
            help: "Five fields: minute, hour, day of the month, month, day of the week.", example: "0 10 1 * *"),
        .zone, .among,
    ]
    public static let summary = "A schedule in five fields, for the members of a segment or list."

    private let plan: FlowSchedule

    public init?(_ reader: inout StepReader) {
        let text = reader.required(CronTrigger.keyword, example: "\"0 10 1 * *\"")
        let zone = reader.zone("zone")
        let among = reader.required("among", example: "VIP")
        guard let text, let among else { return nil }
        do throws(CronError) {
            plan = FlowSchedule(period: .cron(try CronSchedule(text)), minuteOfDay: 0, zone: zone, among: among)
        } catch {
            reader.report(error.message, at: CronTrigger.keyword)
            return nil
        }
    }

    public var event: String { FlowSchedule.event }
    public var key: TriggerKey? { TriggerKey("schedule", String(plan.id)) }
    public var schedule: FlowSchedule? { plan }
    public var sentence: String { plan.sentence }
    public func admits(_ event: TimelineEvent, _ subject: Subject) -> Bool { plan.admits(subject) }
}
