import Values

/// Cuts a condition's text into tokens; faults are collected, and reading goes on behind them.
struct Lexer {
    let scalars: [Unicode.Scalar]
    var index = 0
    private var line = 1
    private var lineStart = 0
    private(set) var tokens: [Token] = []
    private(set) var errors: [ConditionError] = []

    static func tokens(of text: String) -> (tokens: [Token], errors: [ConditionError]) {
        var lexer = Lexer(scalars: Array(text.unicodeScalars))
        lexer.run()
        return (lexer.tokens, lexer.errors)
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    var following: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }
    var column: Int { index - lineStart + 1 }

    private mutating func run() {
        while let scalar = current {
            switch scalar {
            case "\n":
                index += 1
                line += 1
                lineStart = index
            case " ", "\t", "\r", "\u{A0}": index += 1
            case "\"", "'", "“", "”": text(opening: scalar)
            case "0"..."9": number()
            case "-" where following.map { ("0"..."9").contains($0) } ?? false: number()
            case _ where Lexer.startsWord(scalar): word()
            default: sign(scalar)
            }
        }
        append(.end, at: column)
    }

    mutating func append(_ content: Token.Content, at column: Int) {
        tokens.append(Token(content: content, line: line, column: column))
    }

    mutating func report(_ message: String, at column: Int, expected: String? = nil, nearest: String? = nil) {
        errors.append(
            ConditionError(message: message, line: line, column: column, expected: expected, nearest: nearest))
    }

    static func startsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_", "$": true
        default: !scalar.isASCII && scalar.properties.isAlphabetic
        }
    }

    static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || startsWord(scalar)
    }

    /// Whether a text can stand as a name without quotes.
    static func isWord(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, startsWord(first) else { return false }
        return text.unicodeScalars.allSatisfy(continuesWord)
    }

    /// Whether a word is a connective in the wrong case, such as `AND`.
    static func isMisspelt(_ word: String) -> Bool {
        let lowered = word.lowercased()
        return word != lowered && ["and", "or", "not", "in"].contains(lowered)
    }

    private mutating func word() {
        let start = column
        var word = String.UnicodeScalarView()
        while let scalar = current, Lexer.continuesWord(scalar) {
            word.append(scalar)
            index += 1
        }
        let text = String(word)
        if Lexer.isMisspelt(text), tokens.last?.content != .sign(.dot) {
            let lowered = text.lowercased()
            report("`\(text)` is written in small letters", at: start, nearest: lowered)
            append(.word(lowered), at: start)
        } else {
            append(.word(text), at: start)
        }
    }

    private mutating func number() {
        let start = column
        var literal = ""
        func isDigit(_ scalar: Unicode.Scalar?) -> Bool { scalar.map { ("0"..."9").contains($0) } ?? false }
        func takeDigits(_ lexer: inout Lexer) {
            while let scalar = lexer.current, isDigit(scalar) {
                literal.unicodeScalars.append(scalar)
                lexer.index += 1
            }
        }
        if current == "-" {
            literal = "-"
            index += 1
        }
        takeDigits(&self)
        if current == ".", isDigit(following) {
            literal += "."
            index += 1
            takeDigits(&self)
        }
        if current == "e" || current == "E" {
            let signed = following == "+" || following == "-"
            let digit = signed ? (index + 2 < scalars.count ? scalars[index + 2] : nil) : following
            if isDigit(digit) {
                literal += signed ? "e\(following!)" : "e"
                index += signed ? 2 : 1
                takeDigits(&self)
            }
        }
        if let number = Number(literal: literal) {
            append(.number(number), at: start)
        } else {
            report("\(literal) is not a number", at: start, expected: "a number such as 2, -5 or 9.95")
            append(.number(.zero), at: start)
        }
    }
}
