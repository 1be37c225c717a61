/// Puts the person on lists. `- join list: Club`, or a list of names.
public struct JoinListStep: StepKind {
    public static let keyword = "join list"
    public static let form: [FormField] = [
        FormField(
            "join list", .list, "Lists", required: true, several: true, help: "The lists that the person is put on.",
            example: "Club")
    ]
    public static let summary = "Puts the person on lists."
    public static let icon = "list-plus"

    public let names: [String]

    public init?(_ reader: inout StepReader) {
        guard let names = reader.names(JoinListStep.keyword, example: "Club") else { return nil }
        self.names = names
    }

    public var sentence: String { "Join list " + names.map { "“\($0)”" }.joined(separator: ", ") }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        for name in names { run.label(.list, name, isMember: true) }
        return .goOn
    }
}
