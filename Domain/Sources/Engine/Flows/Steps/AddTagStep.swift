/// Gives the person tags. `- add tag: wholesale`, or a list of names.
public struct AddTagStep: StepKind {
    public static let keyword = "add tag"
    public static let form: [FormField] = [
        FormField(
            "add tag", .tag, "Tags", required: true, several: true, help: "The tags that the person is given.",
            example: "wholesale")
    ]
    public static let summary = "Gives the person tags."
    public static let icon = "tag"

    public let names: [String]

    public init?(_ reader: inout StepReader) {
        guard let names = reader.names(AddTagStep.keyword, example: "wholesale") else { return nil }
        self.names = names
    }

    public var sentence: String { "Add tag " + names.map { "“\($0)”" }.joined(separator: ", ") }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        for name in names { run.label(.tag, name, isMember: true) }
        return .goOn
    }
}
