extension Condition {
    /// Events whose amounts are compared with a plain number or with each other: as they are written, whatever their
    /// currency.
    ///
    /// An amount is known by its name, as the track API has them: a total, a price. Ranks compare in the workspace's.
    public var amountsWithoutCurrency: Set<String> {
        var events: Set<String> = []
        root.gatherAmounts(of: nil, isInCurrency: false, into: &events)
        return events
    }
}

extension Expression {
    private static let amounts: Set<String> = [
        "total", "subtotal", "revenue", "value", "price", "amount", "discount", "tax", "shipping",
    ]

    /// - Parameters:
    ///   - event: whose properties a filter reads; nil outside of one.
    ///   - isInCurrency: whether the figure is compared with an amount that names its currency.
    fileprivate func gatherAmounts(of event: String?, isInCurrency: Bool, into events: inout Set<String>) {
        switch self {
        case .comparison(let left, _, let right):
            let isInCurrency = left.isMoney || right.isMoney
            for side in [left, right] { side.gatherAmounts(of: event, isInCurrency: isInCurrency, into: &events) }
        case .rank(let rank): rank.figure.gatherAmounts(of: event, isInCurrency: true, into: &events)
        case .aggregate(let aggregate):
            if !isInCurrency, isAmount { events.insert(aggregate.event) }
            aggregate.filter?.gatherAmounts(of: aggregate.event, isInCurrency: false, into: &events)
        case .sequence(let sequence):
            for step in sequence.everyStep {
                step.filter?.gatherAmounts(of: step.event, isInCurrency: false, into: &events)
            }
        case .orders(let figure):
            if !isInCurrency, isAmount { events.insert(OrderEvents.completed) }
            figure.filter?.gatherAmounts(of: OrderEvents.completed, isInCurrency: false, into: &events)
        case .path(let path):
            guard let event, !isInCurrency, path.root == .event || path.root == .item,
                path.segments.last.map(Expression.amounts.contains) ?? false
            else { return }
            events.insert(event)
        case .existence: return
        default:
            for child in children { child.gatherAmounts(of: event, isInCurrency: false, into: &events) }
        }
    }

    /// Whether it is a figure over an amount of money, by the name of the property it reads.
    var isAmount: Bool {
        if case .orders(let figure) = self { return figure.measure.isAmount }
        guard case .aggregate(let aggregate) = self, aggregate.function != .distinct else { return false }
        return aggregate.property.last.map(Expression.amounts.contains) ?? false
    }

    private var isMoney: Bool {
        if case .literal(.money) = self { true } else { false }
    }
}
