import Conditions
import Values

/// A condition over the person begins to hold: `- becomes true: 'count("Product Viewed", last: 1 day) > 10'`.
///
/// It is watched like a segment: looked at only when something that it reads changes, and exact when only time passes.
public struct ConditionTrigger: TriggerKind {
    public static let keyword = "becomes true"
    public static let form: [FormField] = [
        FormField(
            "becomes true", .condition, "Condition", required: true, help: "Over the person alone, without trigger.…",
            example: "count(\"Product Viewed\", last: 1 day) > 10")
    ]
    public static let summary = "A condition over the person begins to hold, exact in time."

    public let condition: CompiledCondition

    public init?(_ reader: inout StepReader) {
        guard let condition = reader.watched(ConditionTrigger.keyword) else { return nil }
        self.condition = condition
    }

    public var event: String { FlowWatch.begins }
    public var key: TriggerKey? { TriggerKey("watch", String(watchID)) }
    public var watch: FlowWatch? { .condition(condition) }
    public var state: TriggerState? { .condition(condition) }
    public var sentence: String { "It becomes true that \(condition.condition.text)" }

    private var watchID: Int64 { FlowWatch.condition(condition).id }
}

/// A line that a number crosses: `reaches: 50` or `falls below: 20`.
///
/// Both watch whether the number is at the line or above it; who was never there does not fall below it.
struct CrossedLine: Sendable {
    static func form(example: String) -> [FormField] {
        [
            FormField(
                "reaches", .number, help: "It begins once the number is this or more.", example: example, first: example
            ),
            FormField("falls below", .number, help: "It begins once the number is less than this.", example: example),
        ]
    }

    let condition: CompiledCondition
    let isUpward: Bool
    let words: String

    /// - Parameter number: as conditions write it, such as `score("lead")`.
    init?(_ number: String, _ reader: inout StepReader, keyword: String) {
        let upward = reader.text("reaches")
        let downward = reader.text("falls below")
        guard let line = upward ?? downward, upward == nil || downward == nil else {
            reader.report("\(keyword) needs a line: either reaches: 50 or falls below: 20", at: keyword)
            return nil
        }
        guard Number(literal: line) != nil else {
            reader.report("the line is \"\(line)\"; expected a number", at: upward == nil ? "falls below" : "reaches")
            return nil
        }
        guard let condition = reader.condition("\(number) >= \(line)", at: keyword) else { return nil }
        self.condition = condition
        isUpward = upward != nil
        words = "\(isUpward ? "reaches" : "falls below") \(line)"
    }

    var watch: FlowWatch { .condition(condition) }
    /// Who was never at the line does not fall below it.
    var state: TriggerState? { isUpward ? .condition(condition) : nil }
    var event: String { isUpward ? FlowWatch.begins : FlowWatch.ceases }
    var key: TriggerKey { TriggerKey("watch", String(watch.id)) }
}
