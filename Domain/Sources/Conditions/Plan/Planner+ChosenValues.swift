extension Planner {
    /// A question about a property of the first or last event and what is written out.
    func chosenValue(_ expression: Expression) -> ConditionPlan.Leaf? {
        guard let aggregate = expression.soleChoice, !expression.readsTime else { return nil }
        guard let figure = figure(aggregate) else { return nil }
        let asked = expression.replacing(aggregate, by: aggregate.property)
        return .figure(figure, .value(ValueTest(asked, event: aggregate.property, isItem: false)))
    }
}

extension Expression {
    /// The property of a first or last event that this is about, where it reads nothing else.
    fileprivate var soleChoice: Aggregate? {
        let operand: Expression
        switch self {
        case .aggregate: operand = self
        case .existence(let inner): operand = inner
        case .comparison(let left, _, .literal(let literal)):
            if case .money = literal { return nil }
            operand = left
        case .relation(let left, _, .literal), .inclusion(let left, .literal): operand = left
        case .inclusion(.literal, let right): operand = right
        default: return nil
        }
        guard case .aggregate(let aggregate) = operand, !aggregate.property.isEmpty else { return nil }
        return aggregate.function == .first || aggregate.function == .last ? aggregate : nil
    }

    /// The same question asked of an event's property.
    fileprivate func replacing(_ aggregate: Aggregate, by path: [String]) -> Expression {
        let property = Expression.path(PropertyPath(root: .event, segments: path))
        func replaced(_ part: Expression) -> Expression { part == .aggregate(aggregate) ? property : part }
        return switch self {
        case .aggregate: property
        case .existence: .existence(property)
        case .comparison(let left, let comparator, let right):
            .comparison(replaced(left), comparator, replaced(right))
        case .relation(let left, let relation, let right): .relation(replaced(left), relation, replaced(right))
        case .inclusion(let left, let right): .inclusion(replaced(left), replaced(right))
        default: self
        }
    }
}
