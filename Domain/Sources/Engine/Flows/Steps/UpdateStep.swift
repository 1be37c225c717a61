import Values

/// Sets properties of the profile: `- update: {vip: true}`; null removes one.
///
/// A text of the form `trigger.path` takes the trigger's value, and so with `profile`, `event` and `answers`.
public struct UpdateStep: StepKind {
    public static let keyword = "update"
    public static let form: [FormField] = [
        FormField(
            "update", .pairs, "Properties", required: true,
            help: "Names and values; null removes one, and trigger.… takes what the trigger carried.",
            example: "vip: true")
    ]
    public static let summary = "Sets properties of the profile."
    public static let icon = "pencil"

    public let changes: [Change]

    public struct Change: Sendable, Hashable {
        public let name: String
        public let value: JSON
    }

    public init?(_ reader: inout StepReader) {
        guard let values = reader.values(UpdateStep.keyword) else { return nil }
        if values.isEmpty {
            reader.report("update needs at least one property, such as update: {vip: true}", at: UpdateStep.keyword)
            return nil
        }
        changes = values.map { Change(name: $0.key, value: $0.value) }
    }

    public var sentence: String {
        "Set " + changes.map { "\($0.name) to \($0.value.text)" }.joined(separator: ", ")
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        for change in changes {
            let value = run.resolved(change.value)
            run.reads(change.name, value)
            run.set(change.name, to: value)
        }
        return .goOn
    }
}
