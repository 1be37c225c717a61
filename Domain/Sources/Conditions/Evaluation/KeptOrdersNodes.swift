/// A comparison of figures over orders, asked of the orders as they stand.
struct KeptOrdersTruth: TruthNode {
    let node: any TruthNode
    func truth(in evaluation: inout Evaluation) -> Truth {
        evaluation.ofKeptOrders { node.truth(in: &$0) }
    }
}

/// A figure over orders, asked of the orders as they stand.
struct KeptOrdersValue: ValueNode {
    let node: any ValueNode
    func steps(in evaluation: inout Evaluation) -> Steps {
        evaluation.ofKeptOrders { node.steps(in: &$0) }
    }
}

extension Evaluation {
    fileprivate mutating func ofKeptOrders<Answer>(_ ask: (inout Evaluation) -> Answer) -> Answer {
        for name in OrderEvents.takingBack {
            let events = subject.timeline[name]
            if let latest = events.last, latest.occurredAt > now {
                limit(to: events[events.firstPosition { $0.occurredAt > now }].occurredAt)
            }
        }
        guard let kept = subject.timeline.keptOrders(at: now, money) else { return ask(&self) }
        var inner = self
        inner.subject.timeline = kept
        let answer = ask(&inner)
        if let horizon = inner.horizon { limit(to: horizon) }
        return answer
    }
}
