extension Condition {
    /// The text of every part that a row of an editor shows, by its place in the tree: each operand that is no group,
    /// and each filter, such as `operands[1].left.where`. Places are written as in `ConditionTreeError`.
    public var texts: [String: String] {
        var texts: [String: String] = [:]
        root.gather(at: "", isRow: true, into: &texts)
        return texts
    }
}

extension Expression {
    fileprivate func gather(at place: String, isRow: Bool, into texts: inout [String: String]) {
        func inside(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }
        func filter(_ filter: Expression?, at key: String) {
            if let filter { texts[inside(key)] = Printer.text(filter) }
        }
        switch self {
        case .conjunction(let operands), .disjunction(let operands):
            for (index, operand) in operands.enumerated() {
                operand.gather(at: inside("operands[\(index)]"), isRow: true, into: &texts)
            }
            return
        case .negation(let operand):
            operand.gather(at: inside("operand"), isRow: true, into: &texts)
        case .comparison(let left, _, let right), .relation(let left, _, let right):
            left.gather(at: inside("left"), isRow: false, into: &texts)
            right.gather(at: inside("right"), isRow: false, into: &texts)
        case .inclusion(let element, _): element.gather(at: inside("left"), isRow: false, into: &texts)
        case .existence(let operand), .day(let operand, _), .nearness(let operand, _):
            operand.gather(at: inside("operand"), isRow: false, into: &texts)
        case .age(let moment), .anniversary(let moment): moment.gather(at: inside("of"), isRow: false, into: &texts)
        case .rank(let rank): rank.figure.gather(at: inside("by"), isRow: false, into: &texts)
        case .aggregate(let aggregate): filter(aggregate.filter, at: "where")
        case .items(let figure): filter(figure.filter, at: "where")
        case .orders(let figure): filter(figure.filter, at: "where")
        case .sequence(let sequence):
            for (index, step) in sequence.steps.enumerated() { filter(step.filter, at: "steps[\(index)].where") }
            filter(sequence.without?.filter, at: "without.where")
        case .literal, .path, .interest, .engagement, .ago, .fact: break
        }
        if isRow { texts[place] = Printer.text(self) }
    }
}
