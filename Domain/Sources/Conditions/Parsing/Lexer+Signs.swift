extension Lexer {
    mutating func sign(_ scalar: Unicode.Scalar) {
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
