import Values

/// One word or sign of a condition's text.
struct Token: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        /// A name or keyword.
        case word(String)
        case text(String)
        case number(Number)
        case sign(Sign)
        case end
    }

    enum Sign: String, Sendable, Hashable {
        case open = "("
        case close = ")"
        case openList = "["
        case closeList = "]"
        case comma = ","
        case dot = "."
        case colon = ":"
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        case percent = "%"
    }

    var content: Content
    var line: Int
    var column: Int

    /// In the words of an error message.
    var name: String {
        switch content {
        case .word(let word): "`\(word)`"
        case .text(let text): Printer.quoted(text)
        case .number(let number): number.description
        case .sign(let sign): "`\(sign.rawValue)`"
        case .end: "the end"
        }
    }
}

/// Words that cannot begin a bare property; after `event.` or in quotes they can.
enum Keyword: String, CaseIterable {
    case and, or, not, `in`, `where`, `true`, `false`, exists, ago, profile, trigger, event, item, place, predicted,
        null
}
