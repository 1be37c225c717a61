/// Takes tags from the person. `- remove tag: wholesale`, or a list of names.
public struct RemoveTagStep: StepKind {
    public static let keyword = "remove tag"
    public static let form: [FormField] = [
        FormField(
            "remove tag", .tag, "Tags", required: true, several: true, help: "The tags that are taken from the person.",
            example: "wholesale")
    ]
    public static let summary = "Takes tags from the person."
    public static let icon = "tag-off"

    public let names: [String]

    public init?(_ reader: inout StepReader) {
        guard let names = reader.names(RemoveTagStep.keyword, example: "wholesale") else { return nil }
        self.names = names
    }

    public var sentence: String { "Remove tag " + names.map { "“\($0)”" }.joined(separator: ", ") }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        for name in names { run.label(.tag, name, isMember: false) }
        return .goOn
    }
}
