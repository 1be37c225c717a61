import Values

/// A stored fact: it changes by work, not by time.
struct FactValue: ValueNode {
    let fact: Fact

    func steps(in evaluation: inout Evaluation) -> Steps { Steps(value(evaluation.subject)) }

    func value(_ subject: Subject) -> Value {
        func truth(_ answer: Bool) -> Value { .json(.bool(answer)) }
        func text(_ text: String?) -> Value { Value(text.map(JSON.string)) }
        let name = fact.name ?? ""
        let word = fact.word ?? ""
        switch fact.function {
        case .consents:
            guard subject.consents.contains(word) else { return truth(false) }
            guard fact.name != nil else { return truth(true) }
            return truth(subject.facts.topics[word]?.contains(name) ?? false)
        case .member: return truth(subject.memberships.contains(name))
        case .listed: return truth(subject.facts.lists.contains(name))
        case .tagged: return truth(subject.facts.tags.contains(name))
        case .identity: return text(subject.facts.identities[word]?.first)
        case .locale: return text(subject.facts.locale)
        case .zone: return text(subject.zone.identifier)
        case .stage: return text(subject.facts.stage)
        case .score: return Value(subject.facts.scores[name].map(JSON.number))
        case .suppressed:
            let suppressions = subject.facts.suppressions
            return truth(fact.word.map(suppressions.contains) ?? !suppressions.isEmpty)
        case .coupon:
            let coupons = subject.facts.coupons
            return truth(fact.name.map(coupons.contains) ?? !coupons.isEmpty)
        case .rfm: return Value(subject.facts.rfm.map { .number(Number($0.part(word))) })
        }
    }
}

/// A stored fact that holds or does not.
struct FactTruth: TruthNode {
    let fact: FactValue
    func truth(in evaluation: inout Evaluation) -> Truth { .constant(fact.value(evaluation.subject).isTrue) }
}

extension ProfileFacts.RFM {
    fileprivate func part(_ name: String) -> Int {
        switch name {
        case "recency": recency
        case "frequency": frequency
        default: monetary
        }
    }
}
