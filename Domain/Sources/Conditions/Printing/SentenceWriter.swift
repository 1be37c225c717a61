import Values

/// Says a tree in English, for people who don't read the language.
enum SentenceWriter {
    static func sentence(_ root: Expression) -> String {
        let clause = clause(root)
        return clause.prefix(1).uppercased() + clause.dropFirst() + "."
    }

    private static func clause(_ expression: Expression) -> String {
        switch expression {
        case .literal(.boolean(let answer)): answer ? "this always holds" : "this never holds"
        case .literal, .path, .ago: "\(noun(expression)) is true"
        case .comparison(let left, let comparator, let right): comparison(left, comparator, right)
        case .inclusion(let element, let list): "\(noun(element)) is \(choice(list))"
        case .existence(let operand): "\(noun(operand)) is known"
        case .negation(let operand): negation(of: operand)
        case .conjunction(let operands): operands.map(nested).joined(separator: " and ")
        case .disjunction(let operands): operands.map(nested).joined(separator: " or ")
        case .aggregate(let aggregate): occurrence(aggregate, isNegated: false)
        case .consent(let channel): "the profile has consented to \(channel)"
        case .membership(let name): "the profile is in \(Printer.quoted(name))"
        }
    }

    /// A group within a group, so that it is heard where it ends.
    private static func nested(_ expression: Expression) -> String {
        switch expression {
        case .conjunction: "(both \(clause(expression)))"
        case .disjunction: "(either \(clause(expression)))"
        case .literal, .path, .comparison, .inclusion, .existence, .negation, .aggregate, .ago, .consent,
            .membership:
            clause(expression)
        }
    }

    private static func negation(of operand: Expression) -> String {
        switch operand {
        case .aggregate(let aggregate): occurrence(aggregate, isNegated: true)
        case .consent(let channel): "the profile has not consented to \(channel)"
        case .membership(let name): "the profile is not in \(Printer.quoted(name))"
        case .existence(let inner): "\(noun(inner)) is not known"
        case .inclusion(let element, let list): "\(noun(element)) is not \(choice(list))"
        case .literal, .path, .comparison, .negation, .conjunction, .disjunction, .ago:
            "it is not so that \(nested(operand))"
        }
    }

    private static func occurrence(_ aggregate: Aggregate, isNegated: Bool) -> String {
        let isPresent = (aggregate.function == .any) != isNegated
        return "there is \(isPresent ? "at least one" : "no") \(events(aggregate, plural: false))"
    }

    private static func comparison(_ left: Expression, _ comparator: Comparator, _ right: Expression) -> String {
        if case .literal = left, !right.isLiteral { return comparison(right, comparator.exchanged, left) }
        if left.isAgo { return comparison(right, comparator.exchanged, left) }
        let isOfMoments = left.kind == .moment || right.kind == .moment
        return "\(noun(left)) is \(comparator.phrase(ofMoments: isOfMoments)) \(noun(right))"
    }

    private static func choice(_ list: Expression) -> String {
        if case .literal(.list(let items)) = list {
            let texts = items.map(Printer.text)
            return texts.count == 1 ? texts[0] : "one of \(texts.joined(separator: ", "))"
        }
        return "one of \(noun(list))"
    }

    private static func noun(_ expression: Expression) -> String {
        switch expression {
        case .literal, .ago: return Printer.text(expression)
        case .path(let path):
            let name = path.segments.joined(separator: " ")
            switch path.root {
            case .profile: return "the profile's \(name)"
            case .trigger: return "the trigger's \(name)"
            case .event: return "its \(name)"
            }
        case .aggregate(let aggregate): return figure(aggregate)
        case .comparison, .inclusion, .existence, .negation, .conjunction, .disjunction, .consent, .membership:
            return "whether \(clause(expression))"
        }
    }

    private static func figure(_ aggregate: Aggregate) -> String {
        let property = aggregate.property.joined(separator: " ")
        let all = events(aggregate, plural: true)
        switch aggregate.function {
        case .any, .none: return "whether \(occurrence(aggregate, isNegated: false))"
        case .count: return "the number of \(all)"
        case .sum: return "the sum of \(property) over \(all)"
        case .average: return "the average \(property) of \(all)"
        case .min: return "the lowest \(property) of \(all)"
        case .max: return "the highest \(property) of \(all)"
        case .first, .last:
            let event = "the \(aggregate.function.rawValue) \(events(aggregate, plural: false))"
            return property.isEmpty ? event : "the \(property) of \(event)"
        }
    }

    private static func events(_ aggregate: Aggregate, plural: Bool) -> String {
        var text = "\(Printer.quoted(aggregate.event)) event\(plural ? "s" : "")"
        if let filter = aggregate.filter { text += " where \(clause(filter))" }
        if let last = aggregate.window.last { text += " in the last \(Printer.text(last))" }
        if aggregate.window.sinceTrigger { text += " since the trigger" }
        return text
    }
}

extension Expression {
    fileprivate var isLiteral: Bool { if case .literal = self { true } else { false } }
}
