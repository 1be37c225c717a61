import Values

struct ConstantTruth: TruthNode {
    let answer: Bool
    func truth(in evaluation: inout Evaluation) -> Truth { .constant(answer) }
}

/// A bare value as a condition: it holds where the value is true.
struct ValueTruth: TruthNode {
    let value: any ValueNode
    func truth(in evaluation: inout Evaluation) -> Truth { value.steps(in: &evaluation).truth(\.isTrue) }
}

struct ComparisonTruth: TruthNode {
    let left: any ValueNode
    let comparator: Comparator
    let right: any ValueNode

    func truth(in evaluation: inout Evaluation) -> Truth {
        let first = left.steps(in: &evaluation)
        let second = right.steps(in: &evaluation)
        return first.truth(with: second) { comparator.holds($0, $1) }
    }
}

struct InclusionTruth: TruthNode {
    let element: any ValueNode
    let list: any ValueNode

    func truth(in evaluation: inout Evaluation) -> Truth {
        let first = element.steps(in: &evaluation)
        let second = list.steps(in: &evaluation)
        return first.truth(with: second) { Inclusion.holds($0, $1) }
    }
}

struct ExistenceTruth: TruthNode {
    let value: any ValueNode
    func truth(in evaluation: inout Evaluation) -> Truth { value.steps(in: &evaluation).truth { !$0.isAbsent } }
}

struct RelationTruth: TruthNode {
    let left: any ValueNode
    let relation: PreparedRelation
    let right: any ValueNode

    func truth(in evaluation: inout Evaluation) -> Truth {
        let first = left.steps(in: &evaluation)
        let second = right.steps(in: &evaluation)
        return first.truth(with: second) { relation.holds($0, $1) }
    }
}

/// Whether a value is a date or moment.
struct DatedTruth: TruthNode {
    let value: any ValueNode
    func truth(in evaluation: inout Evaluation) -> Truth {
        value.steps(in: &evaluation).truth { DayValue($0) != nil }
    }
}

struct NearnessTruth: TruthNode {
    let value: any ValueNode
    let range: PreparedRange
    func truth(in evaluation: inout Evaluation) -> Truth {
        value.steps(in: &evaluation).truth { range.contains($0) }
    }
}

struct NegationTruth: TruthNode {
    let operand: any TruthNode
    func truth(in evaluation: inout Evaluation) -> Truth { operand.truth(in: &evaluation).negated }
}

/// `and` or `or`: reading stops at an operand that decides for ever.
struct JunctionTruth: TruthNode {
    let operands: [any TruthNode]
    /// The answer that one operand forces on the whole: false for `and`, true for `or`.
    let deciding: Bool

    func truth(in evaluation: inout Evaluation) -> Truth {
        var result = Truth.constant(!deciding)
        for operand in operands {
            let truth = operand.truth(in: &evaluation)
            // A constant result does not decide, so it leaves the answer to the operand.
            if result.isConstant {
                result = truth
            } else {
                result = deciding ? Truth.join(result, truth) { $0 || $1 } : Truth.join(result, truth) { $0 && $1 }
            }
            if result.isConstant, result.holds == deciding { return result }
        }
        return result
    }
}
