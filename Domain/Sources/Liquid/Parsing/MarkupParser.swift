import Values

/// Reads the expressions inside one tag or output.
struct MarkupParser {
    let source: TemplateSource
    private let tokens: [MarkupToken]
    private var index = 0
    private var depth = 0
    /// The filters met that do not exist.
    private(set) var unknownFilters: [LiquidError] = []

    init(_ source: TemplateSource, _ range: Range<Int>) throws(LiquidError) {
        self.source = source
        var lexer = MarkupLexer(source, range)
        tokens = try lexer.tokenize()
    }

    var token: MarkupToken { tokens[index] }
    var kind: MarkupToken.Kind { tokens[index].kind }

    var isAtEnd: Bool { if case .end = kind { true } else { false } }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    func unexpected(_ expected: String) -> LiquidError {
        if case .end = kind { return source.error(token.range.lowerBound, "expected \(expected) before the end") }
        return source.error(token.range.lowerBound, "expected \(expected), found '\(source.text(token.range))'")
    }

    func finish() throws(LiquidError) {
        guard isAtEnd else { throw unexpected("nothing more") }
    }

    mutating func skipComma() -> Bool {
        guard case .comma = kind else { return false }
        advance()
        return true
    }

    /// Consumes this word if it is next.
    mutating func skip(word: String) -> Bool {
        guard case .name(word) = kind else { return false }
        advance()
        return true
    }

    mutating func name(_ expected: String) throws(LiquidError) -> String {
        guard case .name(let name) = kind else { throw unexpected(expected) }
        advance()
        return name
    }

    /// A name that can be assigned to: also digits alone, never a question mark.
    mutating func target() throws(LiquidError) -> String {
        switch kind {
        case .name(let name) where !name.hasSuffix("?"):
            advance()
            return name
        case .number:
            let name = source.text(token.range)
            advance()
            return name
        default: throw unexpected("the name of a variable")
        }
    }

    /// The name before a colon, where a keyword argument is next.
    func keyword() -> String? {
        guard case .name(let name) = kind, index + 1 < tokens.count, case .colon = tokens[index + 1].kind else {
            return nil
        }
        return name
    }

    mutating func keywordArgument(_ name: String) throws(LiquidError) -> KeywordArgument {
        advance()
        advance()
        return KeywordArgument(name: name, value: try expression())
    }

    func text(from start: Int) -> String {
        source.text(source.trimmed(start..<max(start, token.range.lowerBound)))
    }
}

extension MarkupParser {
    mutating func expression() throws(LiquidError) -> Expression {
        switch kind {
        case .string(let text):
            advance()
            return .literal(.json(.string(text)))
        case .number(let number):
            advance()
            return .literal(.json(.number(number)))
        case .openParenthesis: return try range()
        case .openBracket: return try path(root: nil)
        case .name(let name):
            let literal = Self.literals[name]
            if let literal, !isFollowedByAccess {
                advance()
                return .literal(literal)
            }
            return try path(root: name)
        default: throw unexpected("a value")
        }
    }

    private static let literals: [String: LiquidValue] = [
        "true": .json(.bool(true)), "false": .json(.bool(false)), "nil": .nothing, "null": .nothing,
        "empty": .empty, "blank": .blank,
    ]

    private var isFollowedByAccess: Bool {
        switch tokens[min(index + 1, tokens.count - 1)].kind {
        case .dot, .openBracket: true
        default: false
        }
    }

    private mutating func range() throws(LiquidError) -> Expression {
        try enter()
        defer { depth -= 1 }
        advance()
        let first = try expression()
        guard case .dots = kind else { throw unexpected("'..' of a range") }
        advance()
        let last = try expression()
        guard case .closeParenthesis = kind else { throw unexpected("')'") }
        advance()
        return .range(RangeExpression(first: first, last: last))
    }

    private mutating func path(root name: String?) throws(LiquidError) -> Expression {
        let position = source.position(token.range.lowerBound)
        var root: VariablePath.Root
        if let name {
            advance()
            root = .name(name)
        } else {
            root = .dynamic(try bracketed())
            if case .dynamic(.literal(.json(.string(let text)))) = root { root = .name(text) }
        }
        var segments: [VariablePath.Segment] = []
        while true {
            switch kind {
            case .dot:
                advance()
                segments.append(.name(try self.name("the name of a property")))
            case .openBracket:
                let index = try bracketed()
                if case .literal(.json(.string(let text))) = index {
                    segments.append(.name(text))
                } else {
                    segments.append(.index(index))
                }
            default:
                return .path(VariablePath(root: root, segments: segments, position: position))
            }
        }
    }

    private mutating func bracketed() throws(LiquidError) -> Expression {
        try enter()
        defer { depth -= 1 }
        advance()
        let inner = try expression()
        guard case .closeBracket = kind else { throw unexpected("']'") }
        advance()
        return inner
    }

    private mutating func enter() throws(LiquidError) {
        depth += 1
        guard depth <= maximumSourceNesting else {
            throw source.error(token.range.lowerBound, "brackets are nested deeper than \(maximumSourceNesting) levels")
        }
    }

    mutating func filtered() throws(LiquidError) -> FilteredExpression {
        let base = try expression()
        var filters: [FilterCall] = []
        while case .pipe = kind {
            advance()
            filters.append(try filterCall())
        }
        return FilteredExpression(base: base, filters: filters)
    }

    private mutating func filterCall() throws(LiquidError) -> FilterCall {
        let offset = token.range.lowerBound
        let name = try name("the name of a filter")
        var positional: [Expression] = []
        var keywords: [KeywordArgument] = []
        if case .colon = kind {
            advance()
            repeat {
                if let keyword = keyword() {
                    keywords.append(try keywordArgument(keyword))
                } else {
                    positional.append(try expression())
                }
            } while skipComma()
        }
        let filter = FilterDefinition.known[name]
        if let filter {
            if let complaint = filter.complaint(about: positional.count, name: name) {
                throw source.error(offset, complaint)
            }
        } else {
            let suggestion = NearestName.of(name, among: Array(FilterDefinition.known.keys))
            unknownFilters.append(source.error(offset, "there is no filter '\(name)'", suggestion: suggestion))
        }
        return FilterCall(
            name: name, filter: filter, positional: positional, keywords: keywords, position: source.position(offset))
    }

    mutating func condition() throws(LiquidError) -> Condition {
        var terms: [Condition.Term] = []
        var joints: [Condition.Joint] = []
        while true {
            terms.append(try term())
            if skip(word: "and") {
                joints.append(.and)
            } else if skip(word: "or") {
                joints.append(.or)
            } else {
                return Condition(terms: terms, joints: joints)
            }
        }
    }

    private mutating func term() throws(LiquidError) -> Condition.Term {
        let left = try expression()
        let position = source.position(token.range.lowerBound)
        let comparison: ComparisonOperator
        switch kind {
        case .comparison(let written): comparison = written
        case .name("contains"): comparison = .contains
        default: return Condition.Term(left: left, comparison: nil, position: position)
        }
        advance()
        return Condition.Term(left: left, comparison: (comparison, try expression()), position: position)
    }
}
