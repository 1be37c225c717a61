import Values

/// Says a tree in English, for people who don't read the language.
enum SentenceWriter {
    static func sentence(_ root: Expression) -> String {
        let clause = clause(root)
        return clause.prefix(1).uppercased() + clause.dropFirst() + "."
    }

    static func clause(_ expression: Expression) -> String {
        switch expression {
        case .literal(.boolean(let answer)): answer ? "this always holds" : "this never holds"
        case .literal, .path, .ago, .age, .anniversary, .interest, .orders: "\(noun(expression)) is true"
        case .comparison(let left, let comparator, let right): comparison(left, comparator, right)
        case .relation(let left, let relation, let right): self.relation(left, relation, right, isNegated: false)
        case .inclusion(let element, let list): "\(noun(element)) is \(choice(list))"
        case .existence(let operand): "\(noun(operand)) is known"
        case .negation(let operand): negation(of: operand)
        case .conjunction(let operands): operands.map(nested).joined(separator: " and ")
        case .disjunction(let operands): operands.map(nested).joined(separator: " or ")
        case .aggregate(let aggregate): occurrence(aggregate, isNegated: false)
        case .items(let figure): items(figure, isNegated: false)
        case .sequence(let sequence): self.sequence(sequence, isNegated: false)
        case .engagement(let engagement): self.engagement(engagement, isNegated: false)
        case .rank(let rank): self.rank(rank, isNegated: false)
        case .day(let operand, let test): "\(noun(operand)) \(day(test, isNegated: false))"
        case .nearness(let operand, let range): "\(noun(operand)) is within \(Printer.text(range))"
        case .fact(let fact): self.fact(fact, isNegated: false)
        }
    }

    /// A group within a group, so that it is heard where it ends.
    static func nested(_ expression: Expression) -> String {
        switch expression {
        case .conjunction: "(both \(clause(expression)))"
        case .disjunction: "(either \(clause(expression)))"
        default: clause(expression)
        }
    }

    private static func negation(of operand: Expression) -> String {
        switch operand {
        case .aggregate(let aggregate): occurrence(aggregate, isNegated: true)
        case .items(let figure): items(figure, isNegated: true)
        case .sequence(let sequence): self.sequence(sequence, isNegated: true)
        case .engagement(let engagement): self.engagement(engagement, isNegated: true)
        case .rank(let rank): self.rank(rank, isNegated: true)
        case .fact(let fact): self.fact(fact, isNegated: true)
        case .existence(let inner): "\(noun(inner)) is not known"
        case .inclusion(let element, let list): "\(noun(element)) is not \(choice(list))"
        case .relation(let left, let relation, let right): self.relation(left, relation, right, isNegated: true)
        case .day(let inner, let test): "\(noun(inner)) \(day(test, isNegated: true))"
        case .nearness(let inner, let range): "\(noun(inner)) is not within \(Printer.text(range))"
        case .literal, .path, .comparison, .negation, .conjunction, .disjunction, .ago, .age, .anniversary, .interest,
            .orders:
            "it is not so that \(nested(operand))"
        }
    }

    private static func comparison(_ left: Expression, _ comparator: Comparator, _ right: Expression) -> String {
        if case .literal = left, !right.isLiteral { return comparison(right, comparator.exchanged, left) }
        if left.isAgo { return comparison(right, comparator.exchanged, left) }
        let isOfMoments = left.kind == .moment || right.kind == .moment
        return "\(noun(left)) is \(comparator.phrase(ofMoments: isOfMoments)) \(noun(right))"
    }

    private static func relation(
        _ left: Expression, _ relation: Relation, _ right: Expression, isNegated: Bool
    ) -> String {
        let verb =
            switch relation {
            case .contains: isNegated ? "does not contain" : "contains"
            case .startsWith: isNegated ? "does not start with" : "starts with"
            case .endsWith: isNegated ? "does not end with" : "ends with"
            case .matches: isNegated ? "does not match" : "matches"
            case .hasAnyOf: isNegated ? "does not have any of" : "has any of"
            case .hasAllOf: isNegated ? "does not have all of" : "has all of"
            case .hasNoneOf: isNegated ? "does not lack all of" : "has none of"
            }
        return "\(noun(left)) \(verb) \(noun(right))"
    }

    private static func choice(_ list: Expression) -> String {
        if case .literal(.list(let items)) = list {
            let texts = items.map { Printer.text($0) }
            return texts.count == 1 ? texts[0] : "one of \(texts.joined(separator: ", "))"
        }
        return "one of \(noun(list))"
    }

    private static func day(_ test: DayTest, isNegated: Bool) -> String {
        switch test {
        case .next, .last: "is \(isNegated ? "not " : "")\(test.text)"
        case .today, .tomorrow, .yesterday, .this:
            isNegated ? "is not\(test.text.dropFirst(2))" : test.text
        }
    }
}
