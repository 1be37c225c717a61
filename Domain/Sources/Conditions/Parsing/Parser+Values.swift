import Values

extension Parser {
    /// A number, or with a unit behind it a duration, or with `ago` a moment.
    mutating func amount(_ number: Number, at start: Token) -> Parsed {
        guard case .word(let word) = next.content else { return Parsed(.literal(.number(number)), at: start) }
        if Currency.isCode(word) { return money(number, word, at: start) }
        guard let unit = CalendarSpan.Unit(word: word) else {
            guard Keyword(rawValue: word) == nil, !Parser.relationWords.contains(word) else {
                return Parsed(.literal(.number(number)), at: start)
            }
            let units = CalendarSpan.Unit.allCases.map(\.plural)
            report(
                "\(next.name) is no unit of time", expected: units.joined(separator: ", ") + ", and, or",
                nearest: NearestName.of(word, among: units + ["and", "or"]))
            advance()
            if isWord("ago") { advance() }
            return missing(at: start)
        }
        advance()
        let span = checked(number, unit, at: start)
        if skip(word: "ago") {
            if isInsideFilter {
                report("`ago` cannot stand inside `where`", at: start, expected: "a window, such as last: 90 days")
            }
            return Parsed(.ago(span), at: start)
        }
        return Parsed(.literal(.duration(span)), at: start)
    }

    private mutating func money(_ number: Number, _ code: String, at start: Token) -> Parsed {
        if !Currency.codes.contains(code) {
            report(
                "there is no currency \(next.name)", expected: "a code of ISO 4217 such as EUR or USD",
                nearest: NearestName.of(code, among: Currency.codes))
        }
        advance()
        return Parsed(.literal(.money(number, currency: code)), at: start)
    }

    private mutating func checked(_ number: Number, _ unit: CalendarSpan.Unit, at start: Token) -> CalendarSpan {
        let fallback = CalendarSpan(count: 1, unit: unit)
        guard let count = number.integer, count >= 1 else {
            report("a duration is a whole number of \(unit.plural), 1 or more", at: start)
            return fallback
        }
        let span = CalendarSpan(count: count, unit: unit)
        guard !span.isTooLong else {
            report("a duration is at most 1000 years", at: start)
            return fallback
        }
        return span
    }

    /// The items of a list, its opening bracket already taken.
    mutating func list() -> Expression {
        var items: [Literal] = []
        while !isSign(.closeList) {
            switch next.content {
            case .text(let text): items.append(.text(text))
            case .number(let number): items.append(.number(number))
            case .word("true"): items.append(.boolean(true))
            case .word("false"): items.append(.boolean(false))
            case .word, .sign, .end:
                report("\(next.name) does not fit into a list", expected: "a text, a number, true or false")
                recover()
                if skip(sign: .comma) { continue }
                _ = skip(sign: .closeList)
                return .literal(.list(items))
            }
            advance()
            guard skip(sign: .comma) else { break }
        }
        close(.closeList, expected: "`,` or `]`")
        return .literal(.list(items))
    }
}
