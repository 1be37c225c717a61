import Values

/// A word or sign inside a tag or output.
struct MarkupToken: Sendable {
    enum Kind: Sendable {
        case name(String)
        case string(String)
        case number(Number)
        case comparison(ComparisonOperator)
        case pipe, dot, dots, colon, comma, equals
        case openBracket, closeBracket, openParenthesis, closeParenthesis
        case end
    }

    let kind: Kind
    let range: Range<Int>
}

/// Cuts the inside of a tag or output into words and signs.
struct MarkupLexer {
    let source: TemplateSource
    private var index: Int
    private let end: Int

    init(_ source: TemplateSource, _ range: Range<Int>) {
        self.source = source
        index = range.lowerBound
        end = range.upperBound
    }

    mutating func tokenize() throws(LiquidError) -> [MarkupToken] {
        var tokens: [MarkupToken] = []
        while true {
            while index < end, source.bytes[index].isWhitespace { index += 1 }
            let start = index
            guard index < end else {
                tokens.append(MarkupToken(kind: .end, range: end..<end))
                return tokens
            }
            let kind = try next()
            tokens.append(MarkupToken(kind: kind, range: start..<index))
        }
    }

    private func peek(_ ahead: Int) -> UInt8 { index + ahead < end ? source.bytes[index + ahead] : 0 }

    private mutating func take(_ count: Int, _ kind: MarkupToken.Kind) -> MarkupToken.Kind {
        index += count
        return kind
    }

    private mutating func next() throws(LiquidError) -> MarkupToken.Kind {
        let byte = source.bytes[index]
        if byte.isLetter || byte == UInt8(ascii: "_") { return name() }
        if byte.isDigit || (byte == UInt8(ascii: "-") && peek(1).isDigit) { return try number() }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try string(quote: byte)
        case UInt8(ascii: "|"): return take(1, .pipe)
        case UInt8(ascii: "."): return peek(1) == byte ? take(2, .dots) : take(1, .dot)
        case UInt8(ascii: ":"): return take(1, .colon)
        case UInt8(ascii: ","): return take(1, .comma)
        case UInt8(ascii: "["): return take(1, .openBracket)
        case UInt8(ascii: "]"): return take(1, .closeBracket)
        case UInt8(ascii: "("): return take(1, .openParenthesis)
        case UInt8(ascii: ")"): return take(1, .closeParenthesis)
        default: return try comparison(byte)
        }
    }

    private mutating func comparison(_ byte: UInt8) throws(LiquidError) -> MarkupToken.Kind {
        let next = peek(1)
        let isFollowedByEquals = next == UInt8(ascii: "=")
        switch byte {
        case UInt8(ascii: "="): return isFollowedByEquals ? take(2, .comparison(.equal)) : take(1, .equals)
        case UInt8(ascii: "!") where isFollowedByEquals: return take(2, .comparison(.notEqual))
        case UInt8(ascii: "<") where next == UInt8(ascii: ">"): return take(2, .comparison(.notEqual))
        case UInt8(ascii: "<"):
            return isFollowedByEquals ? take(2, .comparison(.lessOrEqual)) : take(1, .comparison(.less))
        case UInt8(ascii: ">"):
            return isFollowedByEquals ? take(2, .comparison(.greaterOrEqual)) : take(1, .comparison(.greater))
        default:
            let character = String(decoding: source.bytes[index..<end], as: UTF8.self).first.map(String.init) ?? ""
            throw source.error(index, "'\(character)' has no meaning here; quote it if it is text")
        }
    }

    private mutating func name() -> MarkupToken.Kind {
        let start = index
        while index < end, source.bytes[index].isWord || source.bytes[index] == UInt8(ascii: "-") { index += 1 }
        if index < end, source.bytes[index] == UInt8(ascii: "?") { index += 1 }
        return .name(source.text(start..<index))
    }

    private mutating func number() throws(LiquidError) -> MarkupToken.Kind {
        let start = index
        index += 1
        while index < end, source.bytes[index].isDigit { index += 1 }
        if peek(0) == UInt8(ascii: "."), peek(1).isDigit {
            index += 1
            while index < end, source.bytes[index].isDigit { index += 1 }
        }
        guard let number = Number(liquid: source.text(start..<index)) else {
            throw source.error(start, "this number is too large")
        }
        return .number(number)
    }

    private mutating func string(quote: UInt8) throws(LiquidError) -> MarkupToken.Kind {
        let start = index
        index += 1
        while index < end, source.bytes[index] != quote { index += 1 }
        guard index < end else { throw source.error(start, "this quotation mark is never closed") }
        index += 1
        return .string(source.text(start + 1..<index - 1))
    }
}
