import Values

/// Waits for a length of time: `- wait: 1 hour`; with `spread: 30 minutes` up to so much longer.
public struct WaitStep: StepKind {
    public static let keyword = "wait"
    public static let form: [FormField] = [
        FormField(
            "wait", .duration, "How long", required: true, help: "From the moment at which the journey comes here.",
            example: "1 hour"),
        .spread,
    ]
    public static let summary = "Waits for a length of time."
    public static let icon = "clock"

    public let span: TimeSpan
    /// At most so much longer, different for every journey.
    public let spread: TimeSpan

    public init?(_ reader: inout StepReader) {
        let span = reader.span(WaitStep.keyword)
        spread = reader.span("spread") ?? .zero
        guard let span else { return nil }
        self.span = span
    }

    public var sentence: String {
        spread == .zero ? "Wait \(span.words)" : "Wait \(span.words), and up to \(spread.words) more"
    }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        .wait(until: run.now + span + run.share(of: spread))
    }
}
