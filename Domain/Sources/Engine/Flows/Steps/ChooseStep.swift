import Conditions
import Values

/// Goes the first way whose condition holds: `- choose:` with a list of `when:` and `then:`, and `otherwise:`.
public struct ChooseStep: StepKind {
    public static let keyword = "choose"
    public static let form: [FormField] = [
        FormField(
            "choose",
            .ways([
                FormField(
                    "when", .condition, "If", required: true, help: "The condition of this way.",
                    example: "profile.country == \"DE\""),
                .branch("then", "Then", help: "What happens on this way."),
            ]), "Ways", required: true, help: "The first way whose condition holds is taken."),
        .branch("otherwise", "Otherwise", help: "What happens where no condition holds."),
    ]
    public static let summary = "Splits several ways: the first condition that holds."
    public static let icon = "signpost"

    public let ways: [CompiledCondition]

    public init?(_ reader: inout StepReader) {
        ways = reader.items(ChooseStep.keyword, fields: ["when", "then"]) { way in
            let condition =
                way.required("when", example: "profile.country == \"DE\"") == nil ? nil : way.condition("when")
            way.branch("then")
            return condition
        }
        reader.branch("otherwise")
    }

    public var branchNames: [String] { ways.map(\.condition.text) + ["otherwise"] }
    public var conditions: [CompiledCondition] { ways }
    public var sentence: String { "Choose between \(ways.count + 1) ways" }

    public func begin(_ run: inout StepRun) -> StepOutcome {
        .take(branch: ways.firstIndex { run.holds($0) } ?? ways.count)
    }
}
