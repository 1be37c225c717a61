import Values

extension Parser {
    /// An operand, alone or compared.
    mutating func predicate() -> Parsed {
        let left = operand()
        if isRelativeDay || isNearDays { return dayTest(left) }
        switch next.content {
        case .sign(let sign):
            guard let comparator = Comparator(rawValue: sign.rawValue) else { return left }
            return comparison(left, comparator)
        case .word("in"): return inclusion(left)
        case .word("exists"): return existence(left)
        case .word("not") where token(after: 1).content == .word("in"):
            report("`not in` is written with `not` in front", expected: "`not \(Printer.text(left.expression)) in […]`")
            advance()
            return inclusion(left)
        case .word("contains"), .word("starts"), .word("ends"), .word("matches"), .word("has"): return relation(left)
        case .word("within"): return nearness(left)
        case .word("is"):
            report("`is` is not a comparator", nearest: "`==`")
            advance()
            _ = operand()
            return Parsed(.literal(.boolean(true)), at: left.start)
        case .word, .text, .number, .end: return left
        }
    }

    private mutating func comparison(_ left: Parsed, _ comparator: Comparator) -> Parsed {
        let sign = next
        advance()
        let right = operand()
        checkComparison(left, comparator, right, at: sign)
        if case .sign(let following) = next.content, Comparator(rawValue: following.rawValue) != nil {
            report("comparisons do not chain", expected: "`and` between two comparisons")
            advance()
            _ = operand()
        }
        return Parsed(.comparison(left.expression, comparator, right.expression), at: left.start)
    }

    private mutating func existence(_ left: Parsed) -> Parsed {
        let word = next
        advance()
        if left.kind != .unknown, !left.expression.canBeAbsent {
            report(
                "\(Printer.text(left.expression)) always exists", at: word,
                expected: "a property, or first, last, average, min or max before `exists`")
        }
        return Parsed(.existence(left.expression), at: left.start)
    }

    private mutating func inclusion(_ left: Parsed) -> Parsed {
        advance()
        let right = operand()
        switch right.kind {
        case .list, .unknown: break
        case .text, .number, .money, .boolean, .duration, .moment, .anniversary, .place:
            report("`in` looks into a list", at: right.start, expected: #"a list such as ["DE", "AT"]"#)
        }
        switch left.kind {
        case .text, .number, .boolean:
            if case .literal(.list(let items)) = right.expression,
                let odd = items.first(where: { $0.kind != left.kind })
            {
                let names = "\(Printer.text(left.expression)) is \(left.kind.name) and \(Printer.text(odd)) is"
                report("\(names) \(odd.kind.name); they are never the same", at: right.start)
            }
        case .duration, .moment, .list, .money, .anniversary, .place:
            report("\(left.kind.name) is never in a list", at: left.start, expected: "a text, a number or a property")
        case .unknown: break
        }
        return Parsed(.inclusion(left.expression, right.expression), at: left.start)
    }

    mutating func operand() -> Parsed {
        let start = next
        switch start.content {
        case .text(let text):
            advance()
            return Parsed(.literal(.text(text)), at: start)
        case .number(let number):
            advance()
            return amount(number, at: start)
        case .sign(.open):
            advance()
            let inner = expression()
            close(.close, expected: "`)`, `and`, `or` or a comparator such as `==`")
            return Parsed(inner.expression, kind: inner.kind, at: start)
        case .sign(.openList):
            advance()
            return Parsed(list(), at: start)
        case .word(let word): return named(word)
        case .sign, .end:
            report(
                "\(start.name) does not fit here",
                expected: "a value, such as profile.country, count(\"Order Completed\"), \"DE\" or 5")
            recover()
            return missing(at: start)
        }
    }
}
