import Conditions
import Values

/// Goes one way or the other: `- if: count("Order Completed") >= 2` with `then:` and `else:`.
public struct SplitStep: StepKind {
    public static let keyword = "if"
    public static let form: [FormField] = [
        FormField(
            "if", .condition, "If", required: true, help: "The condition that decides.",
            example: "count(\"Order Completed\") >= 2"),
        .branch("then", "Then", help: "What happens where it holds."),
        .branch("else", "Else", help: "What happens where it does not hold."),
    ]
    public static let summary = "Splits by a condition."
    public static let icon = "split"

    public let condition: CompiledCondition

    public init?(_ reader: inout StepReader) {
        let condition = reader.condition(SplitStep.keyword)
        reader.branch("then")
        reader.branch("else")
        guard let condition else { return nil }
        self.condition = condition
    }

    public var branchNames: [String] { ["then", "else"] }
    public var conditions: [CompiledCondition] { [condition] }
    public var sentence: String { "If \(condition.condition.text)" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        .take(branch: run.holds(condition) ? 0 : 1)
    }
}
