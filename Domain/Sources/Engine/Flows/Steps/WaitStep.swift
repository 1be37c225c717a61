import Values

/// Waits for a length of time: `- wait: 1 hour`.
public struct WaitStep: StepKind {
    public static let keyword = "wait"
    public static let fields: [String] = []
    public static let summary = "Waits for a length of time."

    public let span: TimeSpan

    public init?(_ reader: inout StepReader) {
        guard let span = reader.span(WaitStep.keyword) else { return nil }
        self.span = span
    }

    public var sentence: String { "Wait \(span.words)" }

    public func begin(_ run: inout StepRun) -> StepOutcome { .wait(until: run.now + span) }
}
