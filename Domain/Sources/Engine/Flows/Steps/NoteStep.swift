/// Words for whoever reads the flow: `- note: from here on only people who never answered`.
public struct NoteStep: StepKind {
    public static let keyword = "note"
    public static let form: [FormField] = [
        FormField(
            "note", .words, "Note", help: "Words for whoever reads the flow.",
            example: "from here on only people who never answered", first: "")
    ]
    public static let summary = "A note to whoever reads the flow; nothing happens."
    public static let icon = "note"

    public let text: String

    public init?(_ reader: inout StepReader) { text = reader.text(NoteStep.keyword) ?? "" }

    public var sentence: String { text }

    public func begin(_ run: inout StepRun) -> StepOutcome { .goOn }
}
