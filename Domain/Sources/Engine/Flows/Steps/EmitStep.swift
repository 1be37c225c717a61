import Values

/// Lets an event happen to the person: `- emit: Reminder Finished` with `with: {cart_id: trigger.cart_id}`.
///
/// Other flows may begin with it, and segments may count it. Events that follow from one another end at a depth of 16.
public struct EmitStep: StepKind {
    public static let keyword = "emit"
    public static let form: [FormField] = [
        FormField(
            "emit", .event, "Event", required: true, help: "The event of your own that happens to the person.",
            example: "Reminder Finished"),
        FormField(
            "with", .pairs, "What it carries",
            help: "Names and values; a value such as trigger.cart_id takes what is there.",
            example: "cart_id: trigger.cart_id"),
    ]
    public static let summary = "Lets an event of your own happen."
    public static let icon = "bolt"

    public let event: String
    public let properties: JSONObject

    public init?(_ reader: inout StepReader) {
        let event = reader.required(EmitStep.keyword, example: "Reminder Finished")
        let properties = reader.object("with")
        guard let event else { return nil }
        guard !EmitStep.reserved.contains(EventNames.canonical(event)) else {
            reader.report(
                "\"\(event)\" is an event of Cartwheel's own; choose another name", at: EmitStep.keyword)
            return nil
        }
        self.event = EventNames.canonical(event)
        self.properties = properties
    }

    /// What nobody may pretend: these events say what the engine decided or somebody consented to.
    static let reserved: Set<String> = [
        "Consent Granted", "Consent Withdrawn", "Segment Entered", "Segment Left", "List Joined", "List Left",
        "Tag Added", "Tag Removed", "Flow Started", "Flow Scheduled", "Date Reached", "Condition Met", "Held Out",
        "Stage Changed", "identify", "group",
    ]

    public var sentence: String { "Emit “\(event)”" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let carried = run.resolved(properties)
        for value in carried.members { run.reads(value.key, value.value) }
        run.emit(event, carried)
        return .goOn
    }
}
