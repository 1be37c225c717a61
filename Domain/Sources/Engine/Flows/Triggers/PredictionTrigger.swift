import Values

/// A prediction crosses a line: `- prediction: churn` with `reaches: 0.7` or `falls below: 0.3`.
public struct PredictionTrigger: TriggerKind {
    public static let keyword = "prediction"
    public static let form: [FormField] =
        [
            FormField(
                "prediction", .prediction, "Prediction", required: true,
                help: "By its name; there are none until something sets them, and until then nobody enters by it.",
                example: "churn")
        ]
        + CrossedLine.form(example: "0.7")
    public static let summary = "A prediction crosses a line; there are none until something sets them."

    let name: String
    private let line: CrossedLine

    public init?(_ reader: inout StepReader) {
        guard let name = reader.required(PredictionTrigger.keyword, example: "churn"),
            let line = CrossedLine("predicted.\(name.trimmed)", &reader, keyword: PredictionTrigger.keyword)
        else { return nil }
        self.name = name.trimmed
        self.line = line
    }

    public var event: String { line.event }
    public var key: TriggerKey? { line.key }
    public var watch: FlowWatch? { line.watch }
    public var state: TriggerState? { line.state }
    public var sentence: String { "The prediction “\(name)” \(line.words)" }
}
