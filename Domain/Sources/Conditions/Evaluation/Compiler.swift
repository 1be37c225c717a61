import Values

/// Prepares a tree for evaluation.
struct Compiler {
    /// Something outside the event that filters read; a filter names it by its place here.
    struct Outer: Hashable {
        var path: PropertyPath
        /// Where an amount is wanted, the currency to give it in.
        var currency: String?
    }

    private(set) var outer: [Outer] = []

    mutating func truth(_ expression: Expression) -> any TruthNode {
        switch expression {
        case .literal(.boolean(let answer)): return ConstantTruth(answer: answer)
        case .literal, .path, .items, .interest, .orders, .age, .anniversary:
            return ValueTruth(value: value(expression))
        case .comparison(let left, let comparator, let right): return comparison(left, comparator, right)
        case .relation(let left, let relation, let right):
            let prepared = PreparedRelation(relation, right)
            return RelationTruth(left: value(left), relation: prepared, right: value(right))
        case .inclusion(let element, let list): return InclusionTruth(element: value(element), list: value(list))
        case .existence(.age(let moment)), .existence(.anniversary(let moment)):
            return DatedTruth(value: value(moment))
        case .existence(let operand): return ExistenceTruth(value: value(operand))
        case .negation(let operand): return NegationTruth(operand: truth(operand))
        case .conjunction(let operands):
            return JunctionTruth(operands: operands.map { truth($0) }, deciding: false)
        case .disjunction(let operands):
            return JunctionTruth(operands: operands.map { truth($0) }, deciding: true)
        case .aggregate(let aggregate): return occurrence(aggregate)
        case .engagement(let engagement): return occurrence(engagement.accepting)
        case .sequence(let sequence): return self.sequence(sequence)
        case .rank(let rank):
            return ComparisonTruth(
                left: value(rank.figure, in: MoneyReader.workspaceCurrency),
                comparator: rank.end == .top ? .atLeast : .atMost,
                right: ThresholdValue(key: rank.key))
        case .day(.anniversary(let moment), let test):
            return DayTruth(value: value(moment), test: test, isAnniversary: true)
        case .day(let moment, let test): return DayTruth(value: value(moment), test: test, isAnniversary: false)
        case .nearness(let operand, let range):
            return NearnessTruth(value: value(operand), range: PreparedRange(range))
        // A moment is never true; the parser lets none stand as a condition.
        case .ago: return ConstantTruth(answer: false)
        case .fact(let fact): return FactTruth(fact: FactValue(fact: fact))
        }
    }

    private mutating func occurrence(_ aggregate: Aggregate) -> any TruthNode {
        let (comparator, threshold): (Comparator, Number)
        switch aggregate.function {
        case .any: (comparator, threshold) = (.atLeast, Number(1))
        case .none: (comparator, threshold) = (.equal, .zero)
        case .count, .sum, .average, .min, .max, .first, .last, .distinct, .most:
            return ValueTruth(value: value(.aggregate(aggregate)))
        }
        return count(aggregate, comparator, threshold)
    }

    private mutating func count(
        _ aggregate: Aggregate, _ comparator: Comparator, _ threshold: Number
    ) -> any TruthNode {
        let selector = selector(aggregate)
        guard selector.edges.hasEntrance else {
            return CountTruth(selector: selector, comparator: comparator, threshold: threshold)
        }
        return ComparisonTruth(
            left: AggregateSteps(function: .count, selector: selector, reader: nil), comparator: comparator,
            right: ConstantValue(value: .json(.number(threshold))))
    }

    private mutating func comparison(
        _ left: Expression, _ comparator: Comparator, _ right: Expression
    ) -> any TruthNode {
        // With nothing else beside them the quick ways to compare figures are open to them, too.
        if left.isOrders && right.isLiteral || left.isLiteral && right.isOrders {
            return KeptOrdersTruth(node: comparison(left.withoutTakingBack, comparator, right.withoutTakingBack))
        }
        switch (left, right) {
        case (_, .ago(let span)): return AgoTruth(value: value(left), comparator: comparator, span: span)
        case (.ago(let span), _): return AgoTruth(value: value(right), comparator: comparator.exchanged, span: span)
        // Being older than a span is having been before it.
        case (.age(let moment), .literal(.duration(let span))):
            return AgoTruth(
                value: value(moment), comparator: comparator.exchanged, span: span, differsWithoutMoment: false)
        case (.literal(.duration(let span)), .age(let moment)):
            return AgoTruth(value: value(moment), comparator: comparator, span: span, differsWithoutMoment: false)
        case (.aggregate(let aggregate), .literal(.number(let number))) where aggregate.function == .count:
            return count(aggregate, comparator, number)
        case (.literal(.number(let number)), .aggregate(let aggregate)) where aggregate.function == .count:
            return count(aggregate, comparator.exchanged, number)
        case (_, .literal(.money(_, let currency))), (.literal(.money(_, let currency)), _):
            return ComparisonTruth(
                left: value(left, in: currency), comparator: comparator, right: value(right, in: currency))
        case (.aggregate(let aggregate), .literal(.number(let number))):
            return figure(aggregate, comparator, number)
        case (.literal(.number(let number)), .aggregate(let aggregate)):
            return figure(aggregate, comparator.exchanged, number)
        default: return ComparisonTruth(left: value(left), comparator: comparator, right: value(right))
        }
    }

    private mutating func figure(
        _ aggregate: Aggregate, _ comparator: Comparator, _ number: Number
    ) -> any TruthNode {
        let plain = ComparisonTruth(
            left: value(.aggregate(aggregate)), comparator: comparator,
            right: ConstantValue(value: .json(.number(number))))
        let selector = selector(aggregate)
        return FigureTruth(
            aggregate: aggregate, selector: selector, reader: KeyPathReader(aggregate.property),
            comparator: comparator, threshold: number, plain: plain) ?? plain
    }

    private mutating func sequence(_ sequence: EventSequence) -> any TruthNode {
        let steps = sequence.steps.map { prepared($0) }
        let selector = EventSelector(
            event: steps[0].event, filter: steps[0].filter, edges: WindowEdges(sequence.window))
        return SequenceTruth(
            first: selector, rest: Array(steps.dropFirst()), within: sequence.within,
            without: sequence.without.map { prepared($0) })
    }

    private mutating func prepared(_ step: EventSequence.Step) -> SequenceTruth.Step {
        SequenceTruth.Step(event: step.event, filter: step.filter.map { filter($0) })
    }

    mutating func selector(_ aggregate: Aggregate) -> EventSelector {
        EventSelector(
            event: aggregate.event, filter: aggregate.filter.map { filter($0) },
            written: aggregate.filter.flatMap { $0.readsOnlyEvent ? $0 : nil }, edges: WindowEdges(aggregate.window))
    }

    mutating func slot(_ path: PropertyPath, _ currency: String?) -> Int {
        let wanted = Outer(path: path, currency: currency)
        if let slot = outer.firstIndex(of: wanted) { return slot }
        outer.append(wanted)
        return outer.count - 1
    }
}
