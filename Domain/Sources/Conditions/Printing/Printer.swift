import Values

/// Writes the canonical text of a tree; parsing it gives the same tree.
enum Printer {
    /// How tightly an expression holds together; a looser one inside a tighter one needs brackets.
    private enum Tightness: Int {
        case disjunction, conjunction, negation, predicate, operand
    }

    static func text(_ expression: Expression) -> String { text(expression, within: .disjunction) }

    private static func tightness(_ expression: Expression) -> Tightness {
        switch expression {
        case .disjunction: .disjunction
        case .conjunction: .conjunction
        case .negation: .negation
        case .comparison, .inclusion, .existence: .predicate
        case .literal, .path, .aggregate, .ago, .consent, .membership: .operand
        }
    }

    private static func text(_ expression: Expression, within place: Tightness) -> String {
        let inner = bare(expression)
        return tightness(expression).rawValue < place.rawValue ? "(\(inner))" : inner
    }

    private static func bare(_ expression: Expression) -> String {
        switch expression {
        case .literal(let literal): text(literal)
        case .path(let path): text(path)
        case .comparison(let left, let comparator, let right):
            "\(text(left, within: .operand)) \(comparator.rawValue) \(text(right, within: .operand))"
        case .inclusion(let element, let list):
            "\(text(element, within: .operand)) in \(text(list, within: .operand))"
        case .existence(let operand): "\(text(operand, within: .operand)) exists"
        case .negation(let operand): "not \(text(operand, within: .negation))"
        case .conjunction(let operands):
            operands.map { text($0, within: .negation) }.joined(separator: " and ")
        case .disjunction(let operands):
            operands.map { text($0, within: .conjunction) }.joined(separator: " or ")
        case .aggregate(let aggregate): text(aggregate)
        case .ago(let span): "\(text(span)) ago"
        case .consent(let channel): "consents(\(channel))"
        case .membership(let name): "member(\(quoted(name)))"
        }
    }

    static func text(_ literal: Literal) -> String {
        switch literal {
        case .text(let value): quoted(value)
        case .number(let value): value.description
        case .boolean(let value): value ? "true" : "false"
        case .duration(let span): text(span)
        case .list(let items): "[\(items.map(text).joined(separator: ", "))]"
        }
    }

    static func text(_ span: CalendarSpan) -> String {
        "\(span.count) \(span.count == 1 ? span.unit.rawValue : span.unit.plural)"
    }

    static func text(_ path: PropertyPath) -> String {
        let segments = path.segments.map(segment)
        switch path.root {
        case .profile: return "profile.\(segments.joined(separator: "."))"
        case .trigger: return "trigger.\(segments.joined(separator: "."))"
        case .event:
            let first = path.segments[0]
            let isPlain = Lexer.isWord(first) && Keyword(rawValue: first) == nil && !Lexer.isMisspelt(first)
            return (isPlain ? "" : "event.") + segments.joined(separator: ".")
        }
    }

    private static func segment(_ key: String) -> String { Lexer.isWord(key) ? key : quoted(key) }

    private static func text(_ aggregate: Aggregate) -> String {
        var inside = quoted(aggregate.event)
        let suffix = aggregate.property.map { ".\(segment($0))" }.joined()
        let isBehind = aggregate.function.property == .optional
        if !isBehind { inside += suffix }
        if let filter = aggregate.filter { inside += " where \(text(filter))" }
        if let last = aggregate.window.last { inside += ", last: \(text(last))" }
        if aggregate.window.sinceTrigger { inside += ", since: trigger" }
        return "\(aggregate.function.rawValue)(\(inside))" + (isBehind ? suffix : "")
    }

    /// A text in quotes, with the escapes of JSON.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20:
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
