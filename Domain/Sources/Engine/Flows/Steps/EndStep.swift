import Values

/// Ends the journey: `- end: they have what they need`.
public struct EndStep: StepKind {
    public static let keyword = "end"
    public static let form: [FormField] = [
        FormField("end", .line, "Reason", help: "What the log shows.", example: "they have what they need")
    ]
    public static let summary = "Ends the journey."
    public static let icon = "flag"

    public let reason: String

    public init?(_ reader: inout StepReader) {
        reason = reader.text(EndStep.keyword) ?? ""
    }

    public var sentence: String { reason.isEmpty ? "End" : "End: \(reason)" }

    public func begin(_ run: inout StepRun) -> StepOutcome { .end(reason: reason) }
}
