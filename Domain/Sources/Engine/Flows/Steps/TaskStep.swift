import Values

/// Gives somebody of the staff a task: `- task: Call {{ profile.first_name }}` with `details`, `assign to`, `priority`
/// and `due`.
public struct TaskStep: EffectStep {
    public static let keyword = "task"
    public static let form: [FormField] = [
        FormField(
            "task", .liquid, "Task", required: true,
            help: "One line; it may show values such as {{ profile.first_name }}.", example: "Call them about the cart"),
        FormField("details", .liquid, help: "More, for whoever does it.", example: "The cart holds {{ cart.total }}."),
        FormField(
            "assign to", .staff, "Assigned to", help: "A person or team of the staff.", preset: "nobody yet",
            example: "sales"),
        FormField(
            "priority", .choice(FlowPriority.allCases.map(\.name)), help: "How urgent it is.", preset: "normal",
            example: "high"),
        FormField("due", .duration, "Due after", help: "From the moment at which it is given.", example: "1 day"),
        .onError,
    ]
    public static let summary = "Gives somebody of the staff a task."
    public static let icon = "check-square"

    public let title: String
    public let text: String
    public let assignee: String?
    public let priority: FlowPriority
    /// From the moment at which it is given.
    public let due: TimeSpan?
    public let onError: OnError

    let effect = EffectRequest.Kind.task

    public init?(_ reader: inout StepReader) {
        let title = reader.required(TaskStep.keyword, example: "Call them about the cart")
        text = reader.text("details") ?? ""
        assignee = reader.text("assign to")?.trimmed
        let name = reader.has("priority") ? reader.word("priority", of: FlowPriority.allCases.map(\.name)) : "normal"
        priority = FlowPriority.allCases.first { $0.name == name } ?? .normal
        due = reader.span("due")
        onError = reader.onError()
        guard let title else { return nil }
        self.title = title
    }

    public var sentence: String { "Task: \(title)" }

    public var templates: [(field: String, text: String)] { [(TaskStep.keyword, title), ("details", text)] }

    func details(_ run: StepRun) -> JSONObject {
        var details: JSONObject = [
            "title": .string(title), "details": .string(text), "priority": .string(priority.name),
        ]
        if let assignee { details["assignee"] = .string(assignee) }
        if let due { details["due_at"] = .number(Number((run.now + due).milliseconds)) }
        return details
    }
}
