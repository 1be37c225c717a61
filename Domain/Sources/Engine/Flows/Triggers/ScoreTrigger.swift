import Values

/// A score crosses a line: `- score: lead` with `reaches: 50` or `falls below: 20`; `score: ""` has no name.
public struct ScoreTrigger: TriggerKind {
    public static let keyword = "score"
    public static let form: [FormField] =
        [
            FormField(
                "score", .score, "Score", help: "By its name; empty for the one that has none.", example: "lead",
                first: "lead")
        ]
        + CrossedLine.form(example: "50")
    public static let summary = "A score crosses a line."

    private let name: String
    private let line: CrossedLine

    public init?(_ reader: inout StepReader) {
        name = reader.text(ScoreTrigger.keyword)?.trimmed ?? ""
        let figure = name.isEmpty ? "score()" : "score(\(JSON.string(name).text))"
        guard let line = CrossedLine(figure, &reader, keyword: ScoreTrigger.keyword) else { return nil }
        self.line = line
    }

    public var event: String { line.event }
    public var key: TriggerKey? { line.key }
    public var watch: FlowWatch? { line.watch }
    public var state: TriggerState? { line.state }
    public var sentence: String { "The score \(name.isEmpty ? "" : "“\(name)” ")\(line.words)" }
}
