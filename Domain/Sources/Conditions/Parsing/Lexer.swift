import Values

/// Cuts a condition's text into tokens; faults are collected, and reading goes on behind them.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    private var index = 0
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

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    private var following: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }
    private var column: Int { index - lineStart + 1 }

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

    private mutating func append(_ content: Token.Content, at column: Int) {
        tokens.append(Token(content: content, line: line, column: column))
    }

    private mutating func report(_ message: String, at column: Int, expected: String? = nil, nearest: String? = nil) {
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

    private mutating func sign(_ scalar: Unicode.Scalar) {
        let start = column
        let pair = following.map { "\(scalar)\($0)" } ?? ""
        if let sign = Token.Sign(rawValue: pair) {
            index += 2
            append(.sign(sign), at: start)
        } else if let sign = Token.Sign(rawValue: String(scalar)) {
            index += 1
            append(.sign(sign), at: start)
        } else {
            otherSign(scalar, pair, at: start)
        }
    }

    /// Signs of other languages are named and read as what they mean, so that the rest is still checked.
    private mutating func otherSign(_ scalar: Unicode.Scalar, _ pair: String, at start: Int) {
        let meanings: [String: Token.Content] = [
            "&&": .word("and"), "||": .word("or"), "<>": .sign(.notEqual), "=<": .sign(.atMost),
            "=>": .sign(.atLeast), "=": .sign(.equal), "!": .word("not"), "&": .word("and"), "|": .word("or"),
            "≥": .sign(.atLeast), "≤": .sign(.atMost), "≠": .sign(.notEqual),
        ]
        let sign = meanings[pair] != nil ? pair : String(scalar)
        index += sign.unicodeScalars.count
        guard let meaning = meanings[sign] else {
            return report("`\(sign)` has no meaning here", at: start)
        }
        append(meaning, at: start)
        let name = tokens[tokens.count - 1].name
        report("`\(sign)` is written \(name)", at: start, nearest: name)
    }
}

extension Lexer {
    private mutating func text(opening quote: Unicode.Scalar) {
        let start = column
        if quote != "\"" { report("texts stand in double quotes", at: start, expected: "`\"`") }
        let closing: [Unicode.Scalar] = quote == "“" || quote == "”" ? ["“", "”", "\""] : [quote]
        index += 1
        var value = String.UnicodeScalarView()
        while let scalar = current, scalar != "\n" {
            index += 1
            if closing.contains(scalar) { return append(.text(String(value)), at: start) }
            if scalar == "\\" {
                if let escaped = escape() { value.append(escaped) }
            } else {
                value.append(scalar)
            }
        }
        report("this text has no end", at: start, expected: "`\"`")
        append(.text(String(value)), at: start)
    }

    private mutating func escape() -> Unicode.Scalar? {
        let start = column - 1
        guard let scalar = current, scalar != "\n" else { return nil }
        index += 1
        switch scalar {
        case "\"", "\\", "/", "'": return scalar
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            if let code = unicodeEscape(), let scalar = Unicode.Scalar(code) { return scalar }
        default: break
        }
        report(
            "`\\\(scalar)` is no escape", at: start,
            expected: #"one of \" \\ \n \t \r \b \f or \u and four hexadecimal digits"#)
        return nil
    }

    private mutating func unicodeEscape() -> UInt32? {
        guard let high = hexQuad() else { return nil }
        guard high & 0xFC00 == 0xD800 else { return high }
        guard current == "\\", following == "u" else { return nil }
        index += 2
        guard let low = hexQuad(), low & 0xFC00 == 0xDC00 else { return nil }
        return 0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF)
    }

    private mutating func hexQuad() -> UInt32? {
        guard index + 4 <= scalars.count else { return nil }
        var code: UInt32 = 0
        for scalar in scalars[index..<index + 4] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            code = code << 4 | UInt32(digit)
        }
        index += 4
        return code
    }
}
