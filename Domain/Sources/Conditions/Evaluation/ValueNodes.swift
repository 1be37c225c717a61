import Values

struct ConstantValue: ValueNode {
    let value: Value
    func steps(in evaluation: inout Evaluation) -> Steps { Steps(value) }
}

struct ProfileValue: ValueNode {
    let reader: KeyPathReader
    func steps(in evaluation: inout Evaluation) -> Steps { Steps(reader.value(in: evaluation.subject.properties)) }
}

/// A property of the triggering event; absent without one.
struct TriggerValue: ValueNode {
    let reader: KeyPathReader

    func steps(in evaluation: inout Evaluation) -> Steps {
        Steps(evaluation.trigger.map { reader.value(in: $0.body) } ?? .absent)
    }
}

/// True or false as a value that can be compared.
struct TruthValue: ValueNode {
    let node: any TruthNode

    func steps(in evaluation: inout Evaluation) -> Steps {
        let truth = node.truth(in: &evaluation)
        let changes = truth.flips.enumerated().map { index, moment in
            Steps.Change(at: moment, value: .json(.bool(truth.holds == (index % 2 == 1))))
        }
        return Steps(.json(.bool(truth.holds)), changes: changes)
    }
}
