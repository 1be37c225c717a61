import Conditions
import Engine
import Values

/// A rule that somebody writes, read as far as it can be: in every form an editor needs, or with what is wrong with it.
public struct ConditionReading: Sendable {
    /// In the language's own form; nil where it is no condition.
    public var text: String?
    public var tree: JSON?
    /// The text of each row and filter by its place in the tree.
    public var parts: [String: String] = [:]
    public var sentence = ""
    public var faults: [Fault] = []
    /// Nil where it is no condition of a segment.
    public private(set) var condition: Condition?

    public struct Fault: Sendable, Hashable {
        /// From 1; nil of a tree, which has no lines.
        public var line: Int?
        public var column: Int?
        public var message: String
    }

    /// A rule of a segment as its text. Where the text is in order it is kept as it was written.
    public init(text: String) {
        do throws(ConditionErrors) { take(try Condition.parse(text), text: text) } catch {
            faults = error.errors.map { Fault(line: $0.line, column: $0.column, message: $0.words) }
        }
    }

    /// A rule of a segment as its tree.
    public init(tree: JSON) {
        do throws(ConditionTreeError) {
            let condition = try Condition(tree: tree)
            take(condition, text: condition.text)
        } catch { faults = [Fault(line: nil, column: nil, message: error.description)] }
    }

    private mutating func take(_ condition: Condition, text: String) {
        guard !condition.requirements.usesTrigger else {
            faults = [
                Fault(
                    line: nil, column: nil,
                    message: "a segment asks of people, not of what started a flow; leave out `trigger`")
            ]
            return
        }
        self.condition = condition
        self.text = text
        tree = condition.tree
        parts = condition.texts
        sentence = condition.sentence
    }
}

extension ConditionError {
    /// Without its place, which an editor shows; and without all that could stand there where one thing is meant.
    fileprivate var words: String {
        if let nearest { return "\(message); did you mean \(nearest)?" }
        return message + (expected.map { "; expected \($0)" } ?? "")
    }
}
