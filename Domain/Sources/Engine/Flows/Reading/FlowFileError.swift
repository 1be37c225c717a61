/// One fault in a flow file, with its place.
public struct FlowFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// From 1.
    public var column: Int
    public var message: String
    /// The key that it is about; nil where it is about none, or about what stands at its place.
    public var field: String?

    public init(line: Int, column: Int, message: String, field: String? = nil) {
        self.line = line
        self.column = column
        self.message = message
        self.field = field
    }

    public var description: String { "line \(line), column \(column): \(message)" }
}

/// Everything wrong with a flow file, in the order of the file; never empty.
public struct FlowFileErrors: Error, Sendable, Hashable, CustomStringConvertible {
    public var errors: [FlowFileError]

    package init(errors: [FlowFileError]) { self.errors = errors }

    public var description: String { errors.map(\.description).joined(separator: "\n") }

    /// One line an error, each beginning with the file's name.
    public func described(file: String) -> String {
        errors.map { "\(file):\($0.line):\($0.column): \($0.message)" }.joined(separator: "\n")
    }
}
