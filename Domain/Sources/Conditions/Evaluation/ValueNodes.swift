import Values

struct ConstantValue: ValueNode {
    let value: Value
    func steps(in evaluation: inout Evaluation) -> Steps { Steps(value) }
}

struct ProfileValue: ValueNode {
    let reader: PropertyReader

    func steps(in evaluation: inout Evaluation) -> Steps {
        switch reader {
        case .plain(let reader): Steps(reader.value(in: evaluation.subject.properties))
        case .money(let reader): Steps(reader.value(in: evaluation.subject.properties, evaluation.money))
        }
    }
}

/// A property of the triggering event; absent without one.
struct TriggerValue: ValueNode {
    let reader: PropertyReader

    func steps(in evaluation: inout Evaluation) -> Steps {
        Steps(evaluation.trigger.map { reader.value(of: $0, evaluation.money) } ?? .absent)
    }
}

/// Something predicted; absent until there is enough to predict from.
struct PredictedValue: ValueNode {
    let reader: PropertyReader

    func steps(in evaluation: inout Evaluation) -> Steps {
        let predictions = evaluation.subject.facts.predictions
        return switch reader {
        case .plain(let reader): Steps(reader.value(in: predictions))
        case .money(let reader): Steps(reader.value(in: predictions, evaluation.money))
        }
    }
}

/// A part of the profile's place, or where it lies.
struct PlaceValue: ValueNode {
    let part: String?

    func steps(in evaluation: inout Evaluation) -> Steps {
        guard let place = evaluation.subject.facts.place else { return Steps(.absent) }
        return Steps(part.map(place.part) ?? place.value)
    }
}

/// A part of the profile's cart; absent where there is none.
struct CartValue: ValueNode {
    let reader: PropertyReader
    let isMoment: Bool

    func steps(in evaluation: inout Evaluation) -> Steps {
        guard let cart = evaluation.subject.facts.cart else { return Steps(.absent) }
        let value =
            switch reader {
            case .plain(let reader): reader.value(in: cart)
            case .money(let reader): reader.value(in: cart, evaluation.money)
            }
        return Steps(isMoment ? value.asMoment.map(Value.moment) ?? .absent : value)
    }
}

/// The figure from which on a profile is in a rank; absent until the workspace has one.
struct ThresholdValue: ValueNode {
    let key: String

    func steps(in evaluation: inout Evaluation) -> Steps {
        Steps(Value(evaluation.subject.workspace.thresholds[key].map(JSON.number)))
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
