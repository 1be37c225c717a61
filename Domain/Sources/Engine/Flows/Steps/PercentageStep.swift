import Values

/// Splits by percentage: `- split:` with a list of `share:` and `then:`. What is left over goes on after the step.
public struct PercentageStep: StepKind {
    public static let keyword = "split"
    public static let form: [FormField] = [
        FormField(
            "split",
            .ways([
                FormField(
                    "share", .percentage, "Share", required: true, help: "The share of people who take this way.",
                    example: "50%"),
                .branch("then", "Then", help: "What happens on this way."),
            ]), "Ways", required: true, help: "What is left over goes on after the step.")
    ]
    public static let summary = "Splits people by percentage, the same way whenever it is computed."
    public static let icon = "percent"

    /// Ten thousandths, in the order of the branches.
    public let shares: [Int]

    public init?(_ reader: inout StepReader) {
        shares = reader.items(PercentageStep.keyword, fields: ["share", "then"]) { way in
            let share = way.share("share")
            if share == nil, way.text("share") == nil {
                way.report("share is missing; write, for example, share: 50%", at: "share")
            }
            way.branch("then")
            return share
        }
        if shares.reduce(0, +) > StepRun.wholeShare {
            reader.report("the shares add up to more than 100%", at: PercentageStep.keyword)
        }
        reader.emptyBranch()
    }

    init(shares: [Int]) { self.shares = shares }

    public var branchNames: [String] { shares.map(ShareText.words) + ["rest"] }
    public var sentence: String { "Split " + shares.map(ShareText.words).joined(separator: ", ") }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        let lot = run.lot()
        run.reads(ShareText.drawn, .string(ShareText.words(lot)))
        return .take(branch: shares.place(of: lot) ?? shares.count)
    }
}

/// A share of people as a flow file writes it: `50%`, `12.5%`.
enum ShareText {
    /// What the log calls the share that was drawn for somebody: they fall into that in which it lies.
    static let drawn = "share drawn"

    /// In ten thousandths; nil where it is no share from 0% to 100%.
    static func read(_ text: String) -> Int? {
        guard let number = Number(literal: text.hasSuffix("%") ? String(text.dropLast()) : text) else { return nil }
        guard let hundredths = (number * Number(100)).integer, (0...10_000).contains(hundredths) else { return nil }
        return Int(hundredths)
    }

    static func words(_ share: Int) -> String {
        let rest = share % 100
        if rest == 0 { return "\(share / 100)%" }
        return "\(share / 100)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)") + "%"
    }
}
