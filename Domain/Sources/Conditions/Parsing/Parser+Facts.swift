import Values

extension Parser {
    /// `email)` of `consents(email)`, `"VIP")` of `member("VIP")`; quotes around a word are allowed and not kept.
    mutating func fact(_ function: Fact.Function, at start: Token) -> Parsed {
        var fact = Fact(function: function)
        if function.word != .refused {
            guard readWord(into: &fact) else { return missing(at: start) }
            if fact.word != nil, function.name != .refused, skip(sign: .comma) { readName(into: &fact) }
        } else if function.name != .refused, !isSign(.close) || function.name == .required {
            guard readName(into: &fact) else {
                recover()
                close(.close)
                return missing(at: start)
            }
        }
        close(.close)
        return Parsed(.fact(fact), at: start)
    }

    private mutating func readWord(into fact: inout Fact) -> Bool {
        let function = fact.function
        let token = next
        switch token.content {
        case .word(let word), .text(let word):
            advance()
            if !function.words.contains(word) {
                report(
                    "there is no \(function.wordNoun) \(token.name)", at: token,
                    expected: function.words.joined(separator: ", "),
                    nearest: NearestName.of(word, among: function.words))
            }
            fact.word = word
            return true
        case .sign(.close) where function.word == .optional: return true
        case .number, .sign, .end:
            report(
                "`\(function.rawValue)` needs a \(function.wordNoun)", expected: function.words.joined(separator: ", "))
            close(.close)
            return false
        }
    }

    @discardableResult
    private mutating func readName(into fact: inout Fact) -> Bool {
        guard case .text(let name) = next.content, !name.isEmpty else {
            report(
                "`\(fact.function.rawValue)` needs a \(fact.function.nameNoun)",
                expected: "its name in quotes, such as \(Printer.quoted(fact.function.nameExample))")
            return false
        }
        advance()
        fact.name = name
        return true
    }
}
