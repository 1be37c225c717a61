/// One condition of the language in docs/conditions.md: parsed, checked, and ready to print or compile.
public struct Condition: Sendable, Hashable {
    let root: Expression

    init(root: Expression) { self.root = root }

    /// Reads a condition; throws every fault of the text at once.
    public static func parse(_ text: String) throws(ConditionErrors) -> Condition {
        Condition(root: try Parser.parse(text))
    }

    /// The condition in its canonical form; parsing it gives this condition again.
    public var text: String { Printer.text(root) }

    /// The condition as one English sentence.
    public var sentence: String { SentenceWriter.sentence(root) }

    /// The conditions that this one joins by `and` or `or`; itself where it joins none.
    public var parts: [Condition] {
        switch root {
        case .conjunction(let operands), .disjunction(let operands): operands.map(Condition.init(root:))
        default: [self]
        }
    }

    public var requirements: Requirements {
        var requirements = Requirements()
        root.gather(into: &requirements)
        return requirements
    }
}
