import Values

extension Planner {
    /// `any` and `none`, and what else may stand alone.
    func occurrence(_ aggregate: Aggregate, _ expression: Expression) -> ConditionPlan {
        let test: FigureTest
        switch aggregate.function {
        case .any: test = .number(.atLeast, Number(1))
        case .none: test = .number(.equal, .zero)
        case .count, .sum, .average, .min, .max, .distinct, .most: return .constant(false)
        case .first, .last:
            if aggregate.property.isEmpty { return .constant(false) }
            let leaf = chosenValue(expression) ?? .unplanned
            return .leaf(leaf, otherwise: Remainder(expression))
        }
        let leaf = figure(aggregate).map { ConditionPlan.Leaf.figure($0, test) } ?? .unplanned
        return .leaf(leaf, otherwise: Remainder(expression))
    }

    func existence(_ operand: Expression) -> ConditionPlan.Leaf? {
        switch operand {
        case .aggregate(let aggregate) where aggregate.property.isEmpty || !isChoice(aggregate):
            figure(aggregate).map { .figure($0, .exists) }
        case .aggregate: chosenValue(.existence(operand))
        case .interest(let interest): figure(interest).map { .figure($0, .exists) }
        // A moment has an age.
        case .age(let moment): self.moment(moment).map { .figure($0, .exists) }
        default: nil
        }
    }

    func comparison(_ left: Expression, _ comparator: Comparator, _ right: Expression) -> ConditionPlan.Leaf? {
        switch (left, right) {
        case (_, .ago(let span)): return moment(left).map { aged($0, comparator, span) }
        case (.ago(let span), _): return moment(right).map { aged($0, comparator.exchanged, span) }
        case (.age(let moment), .literal(.duration(let span))):
            return self.moment(moment).map { aged($0, comparator.exchanged, span) }
        case (.literal(.duration(let span)), .age(let moment)):
            return self.moment(moment).map { aged($0, comparator, span) }
        case (_, .literal(let literal)): return comparison(left, comparator, literal, right)
        case (.literal(let literal), _): return comparison(right, comparator.exchanged, literal, left)
        default: break
        }
        if let first = moment(left), let second = moment(right) { return .comparison(first, comparator, second) }
        guard let first = number(left), let second = number(right) else { return nil }
        return .comparison(first, comparator, second)
    }

    private func aged(_ figure: FigurePlan, _ comparator: Comparator, _ span: CalendarSpan) -> ConditionPlan.Leaf {
        .figure(figure, .moment(.age(comparator, SpanPlan(span: span))))
    }

    private func comparison(
        _ operand: Expression, _ comparator: Comparator, _ literal: Literal, _ right: Expression
    ) -> ConditionPlan.Leaf? {
        if let figure = moment(operand) {
            guard let moment = Value(literal.json).asMoment else {
                return comparator == .notEqual ? .figure(figure, .exists) : nil
            }
            return .figure(figure, .moment(.instant(comparator, moment)))
        }
        switch literal {
        case .number(let number):
            if let figure = self.number(operand) { return .figure(figure, .number(comparator, number)) }
        case .money(let number, let currency):
            guard var figure = self.number(operand) else { return nil }
            switch figure.measure {
            case .sum, .average, .min, .max:
                figure.money = MoneyPlan(target: currency, unnamed: workspace.currency ?? currency)
            case .count, .distinct, .most, .first, .last, .firstValue, .lastValue: break
            }
            return .figure(figure, .number(comparator, number))
        case .text, .boolean, .duration, .list: break
        }
        return chosenValue(.comparison(operand, comparator, right))
    }

    // MARK: - Figures

    /// A figure whose value is a moment.
    func moment(_ expression: Expression) -> FigurePlan? {
        switch expression {
        case .aggregate(let aggregate) where isChoice(aggregate) && aggregate.property.isEmpty: figure(aggregate)
        case .interest(let interest) where interest.measure == .last: figure(interest)
        default: nil
        }
    }

    /// A figure whose value is a number.
    private func number(_ expression: Expression) -> FigurePlan? {
        switch expression {
        case .aggregate(let aggregate) where aggregate.kind == .number: figure(aggregate)
        case .interest(let interest) where interest.measure == .count: figure(interest)
        default: nil
        }
    }

    private func isChoice(_ aggregate: Aggregate) -> Bool {
        aggregate.function == .first || aggregate.function == .last
    }

    private func figure(_ interest: Interest) -> FigurePlan? {
        let parts = interest.parts.compactMap(choice)
        guard parts.count == interest.parts.count else { return nil }
        return FigurePlan(measure: interest.measure == .count ? .count : .last, parts: parts)
    }

    func figure(_ aggregate: Aggregate) -> FigurePlan? {
        guard let choice = choice(aggregate) else { return nil }
        let measure: FigurePlan.Measure
        switch aggregate.function {
        case .any, .none, .count: measure = .count
        case .sum: measure = .sum
        case .average: measure = .average
        case .min: measure = .min
        case .max: measure = .max
        case .distinct: measure = .distinct
        case .first: measure = aggregate.property.isEmpty ? .first : .firstValue
        case .last: measure = aggregate.property.isEmpty ? .last : .lastValue
        case .most:
            guard let within = aggregate.within?.fixed else { return nil }
            measure = .most(within: within.milliseconds)
        }
        return FigurePlan(measure: measure, parts: [choice], property: aggregate.property)
    }

    private func choice(_ aggregate: Aggregate) -> EventChoice? {
        var test: EventTest?
        if let filter = aggregate.filter {
            guard let planned = EventTest(filter, workspace: workspace) else { return nil }
            test = planned
        }
        return EventChoice(event: aggregate.event, filter: test, window: window(aggregate.window))
    }

    func window(_ window: EventWindow) -> WindowPlan { WindowPlan(window, workspace: workspace.zone) }

    func plan(_ sequence: EventSequence) -> SequencePlan? {
        func step(_ step: EventSequence.Step) -> SequencePlan.Step? {
            guard let filter = step.filter else { return SequencePlan.Step(event: step.event) }
            return EventTest(filter, workspace: workspace).map { SequencePlan.Step(event: step.event, filter: $0) }
        }
        let steps = sequence.steps.compactMap(step)
        let without = sequence.without.map(step)
        guard steps.count == sequence.steps.count, without.map({ $0 != nil }) ?? true else { return nil }
        return SequencePlan(
            first: steps[0], rest: Array(steps.dropFirst()), within: sequence.within.map { SpanPlan(span: $0) },
            without: without ?? nil, window: window(sequence.window))
    }
}
