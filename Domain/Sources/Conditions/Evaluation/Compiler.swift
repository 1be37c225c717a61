import Values

/// Prepares a tree for evaluation.
struct Compiler {
    /// Profile and trigger paths that filters read; a filter names them by their place here.
    private(set) var outer: [PropertyPath] = []

    mutating func truth(_ expression: Expression) -> any TruthNode {
        switch expression {
        case .literal(.boolean(let answer)): return ConstantTruth(answer: answer)
        case .literal, .path: return ValueTruth(value: value(expression))
        case .comparison(let left, let comparator, let right): return comparison(left, comparator, right)
        case .inclusion(let element, let list): return InclusionTruth(element: value(element), list: value(list))
        case .existence(let operand): return ExistenceTruth(value: value(operand))
        case .negation(let operand): return NegationTruth(operand: truth(operand))
        case .conjunction(let operands):
            return JunctionTruth(operands: operands.map { truth($0) }, deciding: false)
        case .disjunction(let operands):
            return JunctionTruth(operands: operands.map { truth($0) }, deciding: true)
        case .aggregate(let aggregate):
            switch aggregate.function {
            case .any: return CountTruth(selector: selector(aggregate), comparator: .atLeast, threshold: Number(1))
            case .none: return CountTruth(selector: selector(aggregate), comparator: .equal, threshold: .zero)
            case .count, .sum, .average, .min, .max, .first, .last: return ValueTruth(value: value(expression))
            }
        // A moment is never true; the parser lets none stand as a condition.
        case .ago: return ConstantTruth(answer: false)
        case .consent(let channel): return ConsentTruth(channel: channel)
        case .membership(let name): return MembershipTruth(name: name)
        }
    }

    private mutating func comparison(
        _ left: Expression, _ comparator: Comparator, _ right: Expression
    ) -> any TruthNode {
        switch (left, right) {
        case (_, .ago(let span)): return AgoTruth(value: value(left), comparator: comparator, span: span)
        case (.ago(let span), _): return AgoTruth(value: value(right), comparator: comparator.exchanged, span: span)
        case (.aggregate(let aggregate), .literal(.number(let number))) where aggregate.function == .count:
            return CountTruth(selector: selector(aggregate), comparator: comparator, threshold: number)
        case (.literal(.number(let number)), .aggregate(let aggregate)) where aggregate.function == .count:
            return CountTruth(selector: selector(aggregate), comparator: comparator.exchanged, threshold: number)
        default: return ComparisonTruth(left: value(left), comparator: comparator, right: value(right))
        }
    }

    mutating func value(_ expression: Expression) -> any ValueNode {
        switch expression {
        case .literal(let literal): ConstantValue(value: Value(literal.json))
        case .path(let path):
            switch path.root {
            case .profile: ProfileValue(reader: KeyPathReader(path.segments))
            case .trigger: TriggerValue(reader: KeyPathReader(path.segments))
            // The parser lets a property of the event stand only inside `where`.
            case .event: ConstantValue(value: .absent)
            }
        case .aggregate(let aggregate):
            AggregateSteps(
                function: aggregate.function, selector: selector(aggregate),
                reader: aggregate.property.isEmpty ? nil : KeyPathReader(aggregate.property))
        case .comparison, .inclusion, .existence, .negation, .conjunction, .disjunction, .ago, .consent, .membership:
            TruthValue(node: truth(expression))
        }
    }

    private mutating func selector(_ aggregate: Aggregate) -> EventSelector {
        EventSelector(
            event: aggregate.event, filter: aggregate.filter.map { filter($0) }, window: aggregate.window)
    }
}

extension Compiler {
    private mutating func filter(_ expression: Expression) -> EventFilter {
        switch expression {
        case .literal(.boolean(let answer)): .constant(answer)
        case .literal, .path: .truth(operand(expression))
        case .comparison(let left, let comparator, let right): .comparison(operand(left), comparator, operand(right))
        case .inclusion(let element, let list): .inclusion(operand(element), operand(list))
        case .existence(let inner): .existence(operand(inner))
        case .negation(let inner): .negation(filter(inner))
        case .conjunction(let operands): .conjunction(operands.map { filter($0) })
        case .disjunction(let operands): .disjunction(operands.map { filter($0) })
        // The parser lets no function and no `ago` stand inside `where`.
        case .aggregate, .ago, .consent, .membership: .constant(false)
        }
    }

    private mutating func operand(_ expression: Expression) -> EventOperand {
        switch expression {
        case .literal(let literal): .constant(Value(literal.json))
        case .path(let path) where path.root == .event: .event(KeyPathReader(path.segments))
        case .path(let path): .outer(slot(path))
        case .comparison, .inclusion, .existence, .negation, .conjunction, .disjunction, .aggregate, .ago, .consent,
            .membership:
            .filter(filter(expression))
        }
    }

    private mutating func slot(_ path: PropertyPath) -> Int {
        if let slot = outer.firstIndex(of: path) { return slot }
        outer.append(path)
        return outer.count - 1
    }
}
