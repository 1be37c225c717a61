import Values

/// Reads tokens into a tree by recursive descent, checking kinds on the way.
///
/// After a fault it goes on at the next `and`, `or`, `,` or closing bracket, so that one reading reports them all.
struct Parser {
    /// An expression and the token that it begins with.
    struct Parsed {
        var expression: Expression
        var kind: ValueKind
        var start: Token

        init(_ expression: Expression, kind: ValueKind? = nil, at start: Token) {
            self.expression = expression
            self.kind = kind ?? expression.kind
            self.start = start
        }
    }

    /// Longer texts are refused: nobody reads them, and every later step costs by their length.
    static let longestText = 16_384
    /// Deeper nesting is refused, lest it exhaust the stack.
    static let deepest = 64
    /// More faults at once help nobody.
    static let mostErrors = 25

    private let tokens: [Token]
    private var index = 0
    var depth = 0
    /// Set where the rest cannot be read at all; further faults would only follow from that.
    var hasGivenUp = false
    private var reports = 0
    private var errors: [ConditionError]
    /// Whether the expression being read is asked of one event.
    var isInsideWhere = false
    /// Whether it is asked of one item of a list.
    var isInsideItem = false

    /// Whether it is asked of something that does not change as time passes.
    var isInsideFilter: Bool { isInsideWhere || isInsideItem }

    static func parse(_ text: String) throws(ConditionErrors) -> Expression {
        let length = text.utf8.count
        guard length <= longestText else {
            let message = "the condition has \(length) bytes; the most is \(longestText)"
            throw ConditionErrors([ConditionError(message: message, line: 1, column: 1)])
        }
        let lexed = Lexer.tokens(of: text)
        var parser = Parser(tokens: lexed.tokens, errors: lexed.errors)
        let root = parser.whole()
        guard parser.errors.isEmpty else {
            let sorted = parser.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
            throw ConditionErrors(Array(sorted.prefix(mostErrors)))
        }
        return root
    }

    private init(tokens: [Token], errors: [ConditionError]) {
        self.tokens = tokens
        self.errors = errors
    }

    private mutating func whole() -> Expression {
        var root = expression()
        requireBoolean(root)
        while next.content != .end {
            report(
                "\(next.name) does not fit here", expected: "`and`, `or`, a comparator such as `==`, or the end",
                nearest: nearestConnective)
            advance()
            recover()
            if isWord("and") || isWord("or") {
                advance()
                root = expression()
                requireBoolean(root)
            } else if next.content != .end {
                advance()
            }
        }
        return root.expression
    }
}

extension Parser {
    var next: Token { tokens[index] }
    var isAtEnd: Bool { next.content == .end }

    func token(after count: Int) -> Token { tokens[min(index + count, tokens.count - 1)] }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    /// The word that was meant where a condition may go on or end.
    private var nearestConnective: String? {
        guard case .word(let word) = next.content else { return nil }
        return NearestName.of(
            word, among: ["and", "or", "in", "exists", "contains", "starts", "ends", "matches", "has", "within"])
    }

    func isWord(_ word: String) -> Bool { next.content == .word(word) }
    func isSign(_ sign: Token.Sign) -> Bool { next.content == .sign(sign) }

    mutating func skip(word: String) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    mutating func skip(sign: Token.Sign) -> Bool {
        guard isSign(sign) else { return false }
        advance()
        return true
    }

    /// Takes the closing bracket, or reports that it is missing.
    mutating func close(_ sign: Token.Sign, expected: String? = nil) {
        if skip(sign: sign) { return }
        report("\(next.name) does not fit here", expected: expected ?? "`\(sign.rawValue)`")
        recover()
        while isSign(.comma) || isWord("and") || isWord("or") {
            advance()
            recover()
        }
        _ = skip(sign: sign)
    }

    /// Whether a further report is still wanted; what costs much is worked out only then.
    var hasRoomForReports: Bool { !hasGivenUp && reports < Parser.mostErrors }

    mutating func report(
        _ message: String, at token: Token? = nil, expected: String? = nil, nearest: String? = nil
    ) {
        guard hasRoomForReports else { return }
        let place = token ?? next
        // A second fault at one place follows from the first.
        if errors.contains(where: { $0.line == place.line && $0.column == place.column }) { return }
        reports += 1
        errors.append(
            ConditionError(
                message: message, line: place.line, column: place.column, expected: expected, nearest: nearest))
    }

    /// Goes to where reading can go on: a connective, a comma, a closing bracket that was not opened meanwhile.
    mutating func recover() {
        var open = 0
        while true {
            switch next.content {
            case .end: return
            case .sign(.open), .sign(.openList): open += 1
            case .sign(.close), .sign(.closeList):
                if open == 0 { return }
                open -= 1
            case .sign(.comma) where open == 0: return
            case .word("and") where open == 0, .word("or") where open == 0: return
            default: break
            }
            advance()
        }
    }

    /// Stands in for what could not be read; its kind raises no further faults.
    func missing(at token: Token) -> Parsed { Parsed(.literal(.boolean(true)), kind: .unknown, at: token) }
}
