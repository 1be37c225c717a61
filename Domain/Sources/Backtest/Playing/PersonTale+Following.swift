import Conditions
import Engine
import Values

extension PersonTale {
    /// Follows what a decision says of the flow's journeys.
    mutating func follows(_ decision: Decision, at moment: Instant, journeys now: [Journey], _ definitions: Definitions)
    {
        for place in decision.visits where place.flow == flow { visits[place.position, default: 0] += 1 }
        var entered = 0
        var ends: [JourneyTale.End] = []
        var isRefreshed = false
        for index in decision.log.indices where decision.log[index].subject == flow {
            switch decision.log[index].kind {
            case .flowEntered: entered += 1
            case .flowNotEntered: notEntered[refusal(decision.log[index].text), default: 0] += 1
            case .journeyRefreshed: isRefreshed = true
            case .goalReached: ends.append(.goal(sentBefore: 0))
            case .exited: ends.append(.exit(decision.log[index].text))
            case .flowEnded, .journeyFailed: ends.append(.end(decision.log[index].text))
            case .profileMerged, .propertyChanged, .consentChanged, .stepTaken, .messageQueued, .messageHeld,
                .messageRefused, .conditionChanged, .orderCopy, .linkRefused, .derivedEventsStopped, .suppressed,
                .workSetAside, .journeyPaused, .joinedByReview, .stepAnswered:
                continue
            }
        }
        if isRecording { record(decision, definitions) }
        guard entered > 0 || !ends.isEmpty || isRefreshed else { return }
        let current = now.filter { $0.flow == flow }
        enter(entered, current, at: moment)
        if isRefreshed { refresh(current) }
        end(ends, current)
    }

    private mutating func enter(_ count: Int, _ current: [Journey], at moment: Instant) {
        let new = current.filter { journey in !journeys.contains { $0.end == nil && $0.id == journey.id } }
        for journey in new {
            journeys.append(JourneyTale(id: journey.id, enteredAt: moment, trigger: journey.triggerEvent))
        }
        // Those that began and ended at once are not to be seen any more.
        for _ in 0..<max(0, count - new.count) { journeys.append(JourneyTale(id: 0, enteredAt: moment)) }
    }

    private mutating func refresh(_ current: [Journey]) {
        for journey in current {
            guard let index = journeys.lastIndex(where: { $0.id == journey.id }) else { continue }
            journeys[index].trigger = journey.triggerEvent
        }
    }

    private mutating func end(_ ends: [JourneyTale.End], _ current: [Journey]) {
        guard !ends.isEmpty else { return }
        let gone = journeys.indices.filter { index in
            journeys[index].end == nil && !current.contains { $0.id == journeys[index].id }
        }
        for (index, end) in zip(gone, ends) {
            if case .goal = end {
                journeys[index].end = .goal(sentBefore: journeys[index].sent)
            } else {
                journeys[index].end = end
            }
        }
    }

    /// At the end of the stretch: what is neither under way nor told of has ended without a word.
    mutating func close(_ current: [Journey]) {
        let alive = Set(current.map(\.id))
        for index in journeys.indices where journeys[index].end == nil && !alive.contains(journeys[index].id) {
            journeys[index].end = .end("Ended")
        }
    }
}

extension Journey {
    fileprivate var triggerEvent: TimelineEvent {
        TimelineEvent(
            name: trigger.name, occurredAt: trigger.occurredAt, order: trigger.order, body: .tree(trigger.properties))
    }
}
