extension Expression {
    /// Adds what this expression reads.
    func gather(into requirements: inout Requirements) {
        switch self {
        case .literal, .ago: return
        case .path(let path): path.gather(into: &requirements)
        case .comparison(let left, _, let right), .inclusion(let left, let right):
            left.gather(into: &requirements)
            right.gather(into: &requirements)
        case .existence(let operand), .negation(let operand): operand.gather(into: &requirements)
        case .conjunction(let operands), .disjunction(let operands):
            for operand in operands { operand.gather(into: &requirements) }
        case .aggregate(let aggregate): aggregate.gather(into: &requirements)
        case .consent(let channel): requirements.consentChannels.insert(channel)
        case .membership(let name): requirements.memberships.insert(name)
        }
    }

    /// Whether a property of the event itself is read.
    fileprivate var readsEvent: Bool {
        switch self {
        case .path(let path): path.root == .event
        case .comparison(let left, _, let right), .inclusion(let left, let right): left.readsEvent || right.readsEvent
        case .existence(let operand), .negation(let operand): operand.readsEvent
        case .conjunction(let operands), .disjunction(let operands): operands.contains(where: \.readsEvent)
        case .literal, .ago, .aggregate, .consent, .membership: false
        }
    }
}

extension PropertyPath {
    fileprivate func gather(into requirements: inout Requirements) {
        switch root {
        case .event: return
        case .profile: requirements.profileProperties.insert(segments[0])
        case .trigger: requirements.usesTrigger = true
        }
    }
}

extension Aggregate {
    fileprivate func gather(into requirements: inout Requirements) {
        requirements.eventNames.insert(event)
        if window.sinceTrigger { requirements.usesTrigger = true }
        filter?.gather(into: &requirements)
        if !property.isEmpty || (filter?.readsEvent ?? false) { requirements.needsEventProperties.insert(event) }
    }
}
