/// Everything wrong with a condition's text, in the order of the text; never empty.
public struct ConditionErrors: Error, Sendable, Hashable, CustomStringConvertible {
    public var errors: [ConditionError]

    public init(_ errors: [ConditionError]) { self.errors = errors }

    /// One line an error.
    public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// One fault in a condition's text and how to mend it.
public struct ConditionError: Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, as a clause without its place.
    public var message: String
    /// From 1.
    public var line: Int
    /// In characters (Unicode scalars), from 1.
    public var column: Int
    /// What may stand there, where that is known.
    public var expected: String?
    /// The known name that is closest to an unknown one.
    public var nearest: String?

    public init(message: String, line: Int, column: Int, expected: String? = nil, nearest: String? = nil) {
        self.message = message
        self.line = line
        self.column = column
        self.expected = expected
        self.nearest = nearest
    }

    public var description: String {
        var text = "line \(line), column \(column): \(message)"
        if let expected { text += "; expected \(expected)" }
        if let nearest { text += "; did you mean \(nearest)?" }
        return text
    }
}
