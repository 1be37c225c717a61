extension Parser {
    mutating func expression() -> Parsed {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.deepest else {
            return tooDeep(at: next)
        }
        return chain("or", of: { $0.conjunction() }, Expression.disjunction)
    }

    /// Gives up: what is too deep to read has no rest to check.
    private mutating func tooDeep(at start: Token) -> Parsed {
        report("nested deeper than \(Parser.deepest) levels", at: start)
        hasGivenUp = true
        while !isAtEnd { advance() }
        return missing(at: start)
    }

    private mutating func conjunction() -> Parsed {
        chain("and", of: { $0.negation() }, Expression.conjunction)
    }

    private mutating func chain(
        _ word: String, of operand: (inout Parser) -> Parsed, _ join: ([Expression]) -> Expression
    ) -> Parsed {
        let first = operand(&self)
        guard isWord(word) else { return first }
        requireBoolean(first)
        var operands = [first.expression]
        while skip(word: word) {
            let operand = operand(&self)
            requireBoolean(operand)
            operands.append(operand.expression)
        }
        return Parsed(join(operands), at: first.start)
    }

    private mutating func negation() -> Parsed {
        let start = next
        guard skip(word: "not") else { return predicate() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.deepest else {
            return tooDeep(at: start)
        }
        let operand = negation()
        requireBoolean(operand)
        return Parsed(.negation(operand.expression), at: start)
    }

    /// A condition must be true or false; a bare property may turn out to be.
    mutating func requireBoolean(_ parsed: Parsed) {
        switch parsed.kind {
        case .boolean, .unknown: return
        case .text, .number, .money, .duration, .moment, .anniversary, .place, .list:
            report(
                "\(Printer.text(parsed.expression)) is \(parsed.kind.name), not a condition", at: parsed.start,
                expected: "a comparison, such as \(parsed.kind.exampleComparison)")
        }
    }
}

extension ValueKind {
    fileprivate var exampleComparison: String {
        switch self {
        case .text: #"`== "DE"`"#
        case .number: "`>= 1`"
        case .money: "`sum(\"Order Completed\".total) > 500 EUR`"
        case .boolean, .unknown: "`== true`"
        case .duration: "`last(\"Order Completed\") < 90 days ago`"
        case .moment: "`< 90 days ago`"
        case .anniversary: "`is today`"
        case .place: "`within 25 km of (52.52, 13.405)`"
        case .list: #"`"DE" in ["DE", "AT"]`"#
        }
    }
}
