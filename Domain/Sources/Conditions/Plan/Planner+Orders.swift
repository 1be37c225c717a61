extension Planner {
    /// A question about orders as they stand: whose orders were never taken back is asked about the orders as they were,
    /// which columns can answer, and the others of the evaluator.
    func keptOrders(_ expression: Expression) -> ConditionPlan {
        let nothingBack = OrderEvents.takingBack.map { plan(.aggregate(Aggregate(function: .none, event: $0))) }
        let others = ConditionPlan.negation(.conjunction(nothingBack))
        return .disjunction([
            .conjunction(nothingBack + [plan(expression.withoutTakingBack)]),
            .conjunction([others, .leaf(.unplanned, otherwise: Remainder(expression))]),
        ])
    }
}

extension Expression {
    /// Whether figures over orders as they stand are an operand of it.
    var comparesOrders: Bool {
        switch self {
        case .comparison, .relation, .inclusion, .existence, .day, .nearness: children.contains(where: \.isOfOrders)
        default: false
        }
    }

    /// Whether it is a figure over orders as they stand, or the time since one of their moments.
    private var isOfOrders: Bool {
        if case .age(let moment) = self { return moment.isOrders }
        return isOrders
    }
}
