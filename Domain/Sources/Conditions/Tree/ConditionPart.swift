/// A part of a condition that is answered by itself: what a reader asks first of "why is Ana in, or not?".
public struct ConditionPart: Sendable, Hashable {
    /// How a part joins those below it.
    public enum Join: Sendable, Hashable { case all, any, not }

    public var condition: Condition
    /// 0 for the whole.
    public var depth: Int
    /// Nil where nothing lies below it.
    public var join: Join?
}

extension Condition {
    /// The whole and its operands down to the single questions, each before those that lie below it.
    public var outline: [ConditionPart] {
        var parts: [ConditionPart] = []
        root.gather(at: 0, into: &parts)
        return parts
    }
}

extension Expression {
    fileprivate func gather(at depth: Int, into parts: inout [ConditionPart]) {
        let (join, below): (ConditionPart.Join?, [Expression]) =
            switch self {
            case .conjunction(let operands): (.all, operands)
            case .disjunction(let operands): (.any, operands)
            case .negation(let operand) where operand.isJunction: (.not, [operand])
            default: (nil, [])
            }
        parts.append(ConditionPart(condition: Condition(root: self), depth: depth, join: join))
        for expression in below { expression.gather(at: depth + 1, into: &parts) }
    }

    private var isJunction: Bool {
        switch self {
        case .conjunction, .disjunction: true
        default: false
        }
    }
}
