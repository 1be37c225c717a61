/// Why a template cannot be read or rendered, and where.
public struct LiquidError: Error, Sendable, Equatable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// In bytes, from 1.
    public let column: Int
    /// What happened, to what, and what to do.
    public let message: String
    /// The known tag or filter whose name is nearest, where an unknown one was written.
    public let suggestion: String?
    /// The partial in which it happened; nil in the template itself.
    public var partial: String?

    init(at position: SourcePosition, _ message: String, suggestion: String? = nil) {
        line = Int(position.line)
        column = Int(position.column)
        self.message = message
        self.suggestion = suggestion
    }

    public var description: String {
        let place = partial.map { "partial '\($0)', " } ?? ""
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        return "\(place)line \(line), column \(column): \(message)\(hint)"
    }
}

/// A place in a template's source, both counted from 1, the column in bytes.
struct SourcePosition: Sendable, Equatable {
    var line: Int32
    var column: Int32

    init(line: Int, column: Int) {
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }
}

/// What a filter or a coercion refuses; the renderer adds the place.
struct Refusal: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
