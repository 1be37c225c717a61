extension Expression {
    /// Adds what this expression reads.
    func gather(into requirements: inout Requirements) {
        switch self {
        case .literal, .ago: break
        case .path(let path): path.gather(into: &requirements)
        case .items(let figure): figure.list.gather(into: &requirements)
        case .aggregate(let aggregate): aggregate.gather(into: &requirements)
        case .sequence(let sequence): sequence.gather(into: &requirements)
        case .interest(let interest): for part in interest.parts { part.gather(into: &requirements) }
        case .orders(let figure): figure.gather(into: &requirements)
        case .engagement(let engagement): engagement.aggregate.gather(into: &requirements)
        case .rank(let rank): requirements.ranks.insert(rank.key)
        case .fact(let fact): fact.gather(into: &requirements)
        case .comparison, .relation, .inclusion, .existence, .negation, .conjunction, .disjunction, .age, .anniversary,
            .day, .nearness:
            break
        }
        for child in children { child.gather(into: &requirements) }
    }

    /// Whether a property of the event itself is read.
    fileprivate var readsEvent: Bool {
        switch self {
        case .path(let path): path.root == .event
        case .items(let figure): figure.list.root == .event
        default: children.contains(where: \.readsEvent)
        }
    }
}

extension PropertyPath {
    fileprivate func gather(into requirements: inout Requirements) {
        switch root {
        case .event, .item: return
        case .profile: requirements.profileProperties.insert(segments[0])
        case .trigger: requirements.usesTrigger = true
        case .cart: requirements.facts.insert(.cart)
        case .place: requirements.facts.insert(.place)
        case .predicted: requirements.predictions.insert(segments[0])
        }
    }
}

extension Aggregate {
    fileprivate func gather(into requirements: inout Requirements) {
        requirements.eventNames.insert(event)
        if window.sinceTrigger { requirements.usesTrigger = true }
        if !property.isEmpty || (filter?.readsEvent ?? false) { requirements.needsEventProperties.insert(event) }
    }
}

extension OrderFigure {
    fileprivate func gather(into requirements: inout Requirements) {
        requirements.eventNames.formUnion(OrderEvents.all)
        requirements.needsEventProperties.formUnion(OrderEvents.all)
        if window.sinceTrigger { requirements.usesTrigger = true }
    }
}

extension EventSequence {
    fileprivate func gather(into requirements: inout Requirements) {
        if window.sinceTrigger { requirements.usesTrigger = true }
        for step in everyStep {
            requirements.eventNames.insert(step.event)
            if step.filter?.readsEvent ?? false { requirements.needsEventProperties.insert(step.event) }
        }
    }
}

extension Fact {
    fileprivate func gather(into requirements: inout Requirements) {
        switch function {
        case .consents: requirements.consentChannels.insert(word ?? "")
        case .member: requirements.memberships.insert(name ?? "")
        case .listed: requirements.lists.insert(name ?? "")
        case .tagged: requirements.tags.insert(name ?? "")
        case .identity: requirements.facts.insert(.identities)
        case .locale: requirements.facts.insert(.locale)
        case .zone: requirements.facts.insert(.zone)
        case .stage: requirements.facts.insert(.stage)
        case .score: requirements.facts.insert(.scores)
        case .suppressed: requirements.facts.insert(.suppressions)
        case .coupon: requirements.facts.insert(.coupons)
        case .rfm: requirements.facts.insert(.rfm)
        }
    }
}
