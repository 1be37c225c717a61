import Values

/// Goes on at another step: `- go to: reminder`, at most ten times a journey or as `at most:` says; then it goes on after
/// itself, so that every loop ends.
public struct GoToStep: StepKind {
    public static let keyword = "go to"
    public static let form: [FormField] = [
        FormField(
            "go to", .step, "Step", required: true, help: "The step at which the journey goes on.", example: "reminder"),
        FormField(
            "at most", .wholeNumber(1...GoToStep.highestMost), "How often at most",
            help: "Times in one journey; then it goes on after this step.", preset: "10", example: "3"),
    ]
    public static let summary = "Goes on at another step."
    public static let icon = "corner"

    public let target: String
    public let most: Int

    static let defaultMost = 10
    /// Longer loops are a fault in the flow: a journey's document keeps the count, not the way.
    static let highestMost = 1000

    public init?(_ reader: inout StepReader) {
        let target = reader.required(GoToStep.keyword, example: "reminder")
        most = reader.count("at most", 1...GoToStep.highestMost) ?? GoToStep.defaultMost
        guard let target else { return nil }
        self.target = target
    }

    public var targets: [String] { [target] }
    public var sentence: String { "Go to “\(target)”, at most \(most) time\(most == 1 ? "" : "s")" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let here = run.step?.id ?? ""
        var jumps = run.journey.data["jumps"]?.object ?? JSONObject()
        let before = jumps[here]?.number?.integer ?? 0
        guard before < most else { return .goOn }
        jumps[here] = .number(Number(before + 1))
        run.journey.data["jumps"] = .object(jumps)
        return .jump(to: target)
    }
}
