import Values

extension EventTest {
    /// Nil where the filter reads anything but the event, or two of its properties in one comparison.
    init?(_ filter: Expression, workspace: WorkspaceFacts, isItem: Bool = false) {
        func inner(_ parts: [Expression]) -> [EventTest]? {
            let planned = parts.compactMap { EventTest($0, workspace: workspace, isItem: isItem) }
            return planned.count == parts.count ? planned : nil
        }
        switch filter {
        case .literal(.boolean(let answer)): self = .constant(answer)
        case .literal: self = .constant(false)
        case .negation(let operand):
            guard let planned = inner([operand]) else { return nil }
            self = .negation(planned[0])
        case .conjunction(let operands):
            guard let planned = inner(operands) else { return nil }
            self = .conjunction(planned)
        case .disjunction(let operands):
            guard let planned = inner(operands) else { return nil }
            self = .disjunction(planned)
        case .comparison(let left, let comparator, .literal(.money(let number, let currency))):
            self.init(left, comparator, number, currency, workspace, isItem: isItem)
        case .comparison(.literal(.money(let number, let currency)), let comparator, let right):
            self.init(right, comparator.exchanged, number, currency, workspace, isItem: isItem)
        case .items(let figure): self.init(truthOf: figure, workspace, isItem: isItem)
        case .comparison(.items(let figure), let comparator, .literal(.number(let number))):
            self.init(figure, comparator, number, workspace, isItem: isItem, asked: filter)
        case .comparison(.literal(.number(let number)), let comparator, .items(let figure)):
            self.init(figure, comparator.exchanged, number, workspace, isItem: isItem, asked: filter)
        default:
            guard let path = filter.solePath, (path.root == .item) == isItem else { return nil }
            self = .property(path.segments, ValueTest(filter, event: path.segments, isItem: isItem))
        }
    }

    /// An amount; one of an item is read with its event's currency, which an item does not know.
    private init?(
        _ operand: Expression, _ comparator: Comparator, _ number: Number, _ currency: String,
        _ workspace: WorkspaceFacts, isItem: Bool
    ) {
        guard case .path(let path) = operand, path.root == .event, !isItem else { return nil }
        let money = MoneyPlan(target: currency, unnamed: workspace.currency ?? currency)
        self = .money(path.segments, comparator, number, money)
    }

    private init?(truthOf figure: ItemFigure, _ workspace: WorkspaceFacts, isItem: Bool) {
        switch figure.function {
        case .any: self.init(figure, .atLeast, Number(1), workspace, isItem: isItem, asked: .items(figure))
        case .none: self.init(figure, .equal, .zero, workspace, isItem: isItem, asked: .items(figure))
        // A number is not true.
        case .count, .sum, .average, .min, .max, .distinct, .first, .last, .most: self = .constant(false)
        }
    }

    private init?(
        _ figure: ItemFigure, _ comparator: Comparator, _ number: Number, _ workspace: WorkspaceFacts, isItem: Bool,
        asked: Expression
    ) {
        guard figure.list.root == .event, !isItem, let measure = ItemsPlan.Measure(figure.function) else { return nil }
        var filter: EventTest?
        if let written = figure.filter {
            guard let planned = EventTest(written, workspace: workspace, isItem: true) else { return nil }
            filter = planned
        }
        self = .items(
            ItemsPlan(
                list: figure.list.segments, measure: measure, property: figure.property, filter: filter,
                comparator: comparator, threshold: number,
                whole: ValueTest(asked, event: figure.list.segments, isItem: false)))
    }
}

extension ItemsPlan.Measure {
    fileprivate init?(_ function: Aggregate.Function) {
        switch function {
        case .any, .none, .count: self = .count
        case .sum: self = .sum
        case .average: self = .average
        case .min: self = .min
        case .max: self = .max
        case .distinct: self = .distinct
        case .first, .last, .most: return nil
        }
    }
}

extension Expression {
    /// The one property of the event or item that this reads, where it reads nothing else.
    fileprivate var solePath: PropertyPath? {
        var found: Set<PropertyPath> = []
        return gather(into: &found) && found.count == 1 ? found.first : nil
    }

    private func gather(into found: inout Set<PropertyPath>) -> Bool {
        switch self {
        case .path(let path):
            guard path.root == .event || path.root == .item else { return false }
            found.insert(path)
        case .literal(.money), .items, .aggregate, .sequence, .interest, .orders, .engagement, .rank, .fact, .ago, .age,
            .anniversary, .day:
            return false
        case .literal, .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction,
            .nearness:
            break
        }
        for child in children where !child.gather(into: &found) { return false }
        return true
    }
}
