extension Expression {
    /// The same with other expressions in place of some of those inside it, from the outside in.
    ///
    /// - Parameter replacement: nil looks on inside the expression.
    func replacing(_ replacement: (Expression) -> Expression?) -> Expression {
        if let other = replacement(self) { return other }
        func inner(_ expression: Expression) -> Expression { expression.replacing(replacement) }
        func inner(_ step: EventSequence.Step) -> EventSequence.Step {
            EventSequence.Step(event: step.event, filter: step.filter.map(inner))
        }
        switch self {
        case .literal, .path, .ago, .fact, .engagement, .interest: return self
        case .comparison(let left, let comparator, let right): return .comparison(inner(left), comparator, inner(right))
        case .relation(let left, let relation, let right): return .relation(inner(left), relation, inner(right))
        case .inclusion(let element, let list): return .inclusion(inner(element), inner(list))
        case .existence(let operand): return .existence(inner(operand))
        case .negation(let operand): return .negation(inner(operand))
        case .conjunction(let operands): return .conjunction(operands.map(inner))
        case .disjunction(let operands): return .disjunction(operands.map(inner))
        case .age(let operand): return .age(inner(operand))
        case .anniversary(let operand): return .anniversary(inner(operand))
        case .day(let operand, let test): return .day(inner(operand), test)
        case .nearness(let operand, let range): return .nearness(inner(operand), range)
        case .aggregate(var aggregate):
            aggregate.filter = aggregate.filter.map(inner)
            return .aggregate(aggregate)
        case .items(var figure):
            figure.filter = figure.filter.map(inner)
            return .items(figure)
        case .orders(var figure):
            figure.filter = figure.filter.map(inner)
            return .orders(figure)
        case .sequence(var sequence):
            sequence.steps = sequence.steps.map(inner)
            sequence.without = sequence.without.map(inner)
            return .sequence(sequence)
        case .rank(var rank):
            rank.figure = inner(rank.figure)
            return .rank(rank)
        }
    }
}
