import Values

/// Writes the canonical text of a tree; parsing it gives the same tree.
struct Printer {
    /// How tightly an expression holds together; a looser one inside a tighter one needs brackets.
    private enum Tightness: Int {
        case disjunction, conjunction, negation, predicate, operand
    }

    /// Whether bare names mean an item of a list, so that those of the event need `event.` in front.
    private var isInsideItem = false

    static func text(_ expression: Expression) -> String { Printer().text(expression, within: .disjunction) }

    private static func tightness(_ expression: Expression) -> Tightness {
        switch expression {
        case .disjunction: .disjunction
        case .conjunction: .conjunction
        case .negation: .negation
        case .comparison, .relation, .inclusion, .existence, .day, .nearness, .rank: .predicate
        case .literal, .path, .aggregate, .items, .sequence, .interest, .orders, .engagement, .ago, .age, .anniversary,
            .fact:
            .operand
        }
    }

    private func text(_ expression: Expression, within place: Tightness) -> String {
        let inner = bare(expression)
        return Printer.tightness(expression).rawValue < place.rawValue ? "(\(inner))" : inner
    }

    private func operand(_ expression: Expression) -> String { text(expression, within: .operand) }

    private func bare(_ expression: Expression) -> String {
        switch expression {
        case .literal(let literal): Printer.text(literal)
        case .path(let path): text(path)
        case .comparison(let left, let comparator, let right):
            "\(operand(left)) \(comparator.rawValue) \(operand(right))"
        case .relation(let left, let relation, let right):
            "\(operand(left)) \(relation.rawValue) \(operand(right))"
        case .inclusion(let element, let list): "\(operand(element)) in \(operand(list))"
        case .existence(let operand): "\(self.operand(operand)) exists"
        case .negation(let operand): "not \(text(operand, within: .negation))"
        case .conjunction(let operands):
            operands.map { text($0, within: .negation) }.joined(separator: " and ")
        case .disjunction(let operands):
            operands.map { text($0, within: .conjunction) }.joined(separator: " or ")
        case .aggregate(let aggregate): text(aggregate)
        case .items(let figure): text(figure)
        case .sequence(let sequence): text(sequence)
        case .interest(let interest): Printer.text(interest)
        case .orders(let figure): Printer.text(figure)
        case .engagement(let engagement): Printer.text(engagement)
        case .rank(let rank): "\(rank.end.rawValue) \(rank.percent)% by \(operand(rank.figure))"
        case .ago(let span): "\(Printer.text(span)) ago"
        case .age(let moment): "time_since(\(operand(moment)))"
        case .anniversary(let moment): "anniversary(\(operand(moment)))"
        case .day(let operand, let test): "\(self.operand(operand)) \(test.text)"
        case .nearness(let operand, let range): "\(self.operand(operand)) within \(Printer.text(range))"
        case .fact(let fact): Printer.text(fact)
        }
    }

    private func text(_ path: PropertyPath) -> String {
        let segments = path.segments.map(Printer.segment)
        switch path.root {
        case .profile, .trigger, .predicted, .place, .cart:
            return ([path.root.rawValue] + segments).joined(separator: ".")
        case .event, .item:
            let first = path.segments[0]
            let isPlain = Lexer.isWord(first) && Keyword(rawValue: first) == nil && !Lexer.isMisspelt(first)
            let isNear = (path.root == .item) == isInsideItem
            return (isPlain && isNear ? "" : "\(path.root.rawValue).") + segments.joined(separator: ".")
        }
    }

    private func text(_ figure: ItemFigure) -> String {
        var inside = text(figure.list)
        if let property = figure.property { inside += ".\(Printer.segment(property))" }
        if let filter = figure.filter {
            var inner = self
            inner.isInsideItem = true
            inside += " where \(inner.text(filter, within: .disjunction))"
        }
        return "\(figure.function.rawValue)(\(inside))"
    }

    private func text(_ aggregate: Aggregate) -> String {
        var inside = Printer.quoted(aggregate.event)
        let suffix = aggregate.property.map { ".\(Printer.segment($0))" }.joined()
        let isBehind = aggregate.function.property == .optional
        if !isBehind { inside += suffix }
        if let filter = aggregate.filter { inside += " where \(Printer.text(filter))" }
        if let within = aggregate.within { inside += ", within: \(Printer.text(within))" }
        return "\(aggregate.function.rawValue)(\(inside)\(Printer.text(aggregate.window)))" + (isBehind ? suffix : "")
    }

    private func text(_ step: EventSequence.Step) -> String {
        Printer.quoted(step.event) + (step.filter.map { " where \(Printer.text($0))" } ?? "")
    }

    private func text(_ sequence: EventSequence) -> String {
        var inside = sequence.steps.map(text).joined(separator: ", ")
        if let within = sequence.within { inside += ", within: \(Printer.text(within))" }
        if let without = sequence.without { inside += ", without: \(text(without))" }
        return "sequence(\(inside)\(Printer.text(sequence.window)))"
    }
}
