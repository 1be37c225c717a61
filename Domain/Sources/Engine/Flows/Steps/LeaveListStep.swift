/// Takes the person off lists. `- leave list: Newsletter`, or a list of names.
public struct LeaveListStep: StepKind {
    public static let keyword = "leave list"
    public static let form: [FormField] = [
        FormField(
            "leave list", .list, "Lists", required: true, several: true,
            help: "The lists that the person is taken off.", example: "Newsletter")
    ]
    public static let summary = "Takes the person off lists."
    public static let icon = "list-minus"

    public let names: [String]

    public init?(_ reader: inout StepReader) {
        guard let names = reader.names(LeaveListStep.keyword, example: "Newsletter") else { return nil }
        self.names = names
    }

    public var sentence: String { "Leave list " + names.map { "“\($0)”" }.joined(separator: ", ") }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        for name in names { run.label(.list, name, isMember: false) }
        return .goOn
    }
}
