import Values

/// One condition of the language in docs/conditions.md: parsed, checked, and ready to print or compile.
public struct Condition: Sendable, Hashable {
    let root: Expression

    init(root: Expression) { self.root = root }

    /// Reads a condition; throws every fault of the text at once.
    public static func parse(_ text: String) throws(ConditionErrors) -> Condition {
        throw ConditionErrors([ConditionError(message: "conditions cannot be read yet", line: 1, column: 1)])
    }

    /// The condition in its canonical form; parsing it gives this condition again.
    public var text: String { "true" }

    /// The condition as one English sentence.
    public var sentence: String { "Always." }

    public var requirements: Requirements { Requirements() }
}
