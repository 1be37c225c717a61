import Conditions
import Values

/// What is watched of every person on behalf of flows: it lets an event happen that starts them.
///
/// Two flows that ask for the same share one watch. Whoever publishes a flow with a new one has it built like a segment,
/// so that it is put down who meets it already, and everybody's timer is set.
public enum FlowWatch: Sendable {
    case condition(CompiledCondition)
    case date(DateRule)

    /// A condition begins to hold.
    static let begins = "Condition Met"
    /// A condition that held holds no more.
    static let ceases = "Condition Ceased"
    /// A date came.
    static let date = "Date Reached"

    /// What tells it from others.
    public var text: String {
        switch self {
        case .condition(let condition): "becomes true \(condition.condition.text)"
        case .date(let rule): rule.text
        }
    }

    /// Under which everybody's answer or timer is kept; never a segment's.
    public var id: Int64 { Segment.id(named: "watch\u{1}" + text) }

    /// The hidden segment that does the watching.
    func segment(build: SegmentBuild?) -> Segment? {
        let condition: CompiledCondition
        switch self {
        case .condition(let given): condition = given
        case .date(let rule):
            let path = rule.path.map { JSON.string($0).text }.joined(separator: ".")
            guard let parsed = try? Condition.parse("profile.\(path) exists") else { return nil }
            condition = CompiledCondition(parsed)
        }
        return Segment(
            id: id, name: "watch\u{1}" + text, condition: condition, version: Segment.version(of: text), build: build,
            watch: self)
    }
}
