import Values

/// Keeps a share of people out, so that what the rest of the flow brings can be told: `- holdout: 10%`.
///
/// It is derived from the person, not from the journey, so that the same people stay held out whenever they enter.
public struct HoldoutStep: StepKind {
    public static let keyword = "holdout"
    public static let form: [FormField] = [
        FormField(
            "holdout", .percentage, "Share", required: true,
            help: "The share of people who are kept out of what follows.", example: "10%")
    ]
    public static let summary = "Keeps a share of people out of what follows, for a fair comparison."
    public static let icon = "shield"

    /// Ten thousandths.
    public let share: Int

    public init?(_ reader: inout StepReader) {
        guard let share = reader.share(HoldoutStep.keyword) else { return nil }
        self.share = share
    }

    init(share: Int) { self.share = share }

    public var sentence: String { "Hold out \(ShareText.words(share))" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let lot = run.personalLot()
        run.reads(ShareText.drawn, .string(ShareText.words(lot)))
        guard lot < share else { return .goOn }
        run.emit("Held Out", ["flow": .string(run.flow?.slug ?? ""), "step": .string(run.step?.id ?? "")])
        return .end(reason: "held out for comparison")
    }
}
