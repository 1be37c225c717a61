import Values

/// The scenarios of a flow, and what came of playing them.
public struct FlowScenariosModel: Sendable {
    public var head: FlowHead
    /// The file as it is kept, or as it was sent.
    public var text: String
    /// Faults of the text, each with its line where it is known.
    public var faults: [ConditionFault]
    /// Nil where they have not been played.
    public var results: [Result]?
    public var took: TimeSpan?

    public init(
        head: FlowHead, text: String, faults: [ConditionFault] = [], results: [Result]? = nil, took: TimeSpan? = nil
    ) {
        self.head = head
        self.text = text
        self.faults = faults
        self.results = results
        self.took = took
    }

    public struct Result: Sendable {
        public var name: String
        public var lines: [Line]

        public init(name: String, lines: [Line]) {
            self.name = name
            self.lines = lines
        }

        public var passed: Bool { lines.allSatisfy { $0.verdict != .missing && $0.verdict != .unexpected } }
    }

    /// A line of what was expected beside what happened.
    public struct Line: Sendable {
        public enum Verdict: String, Sendable, CaseIterable {
            /// It was expected and happened.
            case met
            /// It was expected and did not happen.
            case missing
            /// It happened and must not have.
            case unexpected
            /// It happened, and nobody asked.
            case beside
        }

        public var verdict: Verdict
        public var expected: String?
        public var actual: String?

        public init(_ verdict: Verdict, expected: String? = nil, actual: String? = nil) {
            self.verdict = verdict
            self.expected = expected
            self.actual = actual
        }
    }

    /// What a button of the page asks for; the form's field `operation`.
    public enum Operation: String, Sendable, CaseIterable { case play, save }
}
