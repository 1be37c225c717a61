import Values

extension Compiler {
    mutating func filter(_ expression: Expression) -> EventFilter {
        switch expression {
        case .literal(.boolean(let answer)): return .constant(answer)
        case .literal, .path, .items: return .truth(operand(expression))
        case .comparison(let left, let comparator, let right):
            let currency = currency(left) ?? currency(right)
            return .comparison(operand(left, in: currency), comparator, operand(right, in: currency))
        case .relation(let left, let relation, let right):
            return .relation(operand(left), PreparedRelation(relation, right), operand(right))
        case .inclusion(let element, let list): return .inclusion(operand(element), operand(list))
        case .nearness(let inner, let range): return .nearness(operand(inner), PreparedRange(range))
        case .existence(let inner): return .existence(operand(inner))
        case .negation(let inner): return .negation(filter(inner))
        case .conjunction(let operands): return .conjunction(operands.map { filter($0) })
        case .disjunction(let operands): return .disjunction(operands.map { filter($0) })
        // The parser lets nothing that changes as time passes stand inside `where`.
        case .aggregate, .sequence, .interest, .orders, .engagement, .rank, .ago, .age, .anniversary, .day, .fact:
            return .constant(false)
        }
    }

    private func currency(_ expression: Expression) -> String? {
        if case .literal(.money(_, let currency)) = expression { currency } else { nil }
    }

    private mutating func operand(_ expression: Expression, in currency: String? = nil) -> EventOperand {
        switch expression {
        case .literal(let literal): .constant(Value(literal.json))
        case .path(let path): operand(path, in: currency)
        case .items(let figure): .items(items(figure))
        case .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction, .nearness,
            .aggregate, .sequence, .interest, .orders, .engagement, .rank, .ago, .age, .anniversary, .day, .fact:
            .filter(filter(expression))
        }
    }

    private mutating func operand(_ path: PropertyPath, in currency: String?) -> EventOperand {
        switch path.root {
        case .event: .event(PropertyReader(path.segments, in: currency))
        case .item: .item(PropertyReader(path.segments, in: currency))
        case .profile, .trigger, .place, .predicted, .cart: .outer(slot(path, currency))
        }
    }

    mutating func items(_ figure: ItemFigure) -> ItemReader {
        ItemReader(
            function: figure.function, list: operand(figure.list, in: nil),
            property: figure.property.map { KeyPathReader([$0]) }, filter: figure.filter.map { filter($0) })
    }
}
