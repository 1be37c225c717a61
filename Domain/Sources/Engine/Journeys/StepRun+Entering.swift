import Conditions
import Values

extension StepRun {
    /// Starts a journey if the flow's rules allow it for this person and trigger.
    mutating func consider(_ flow: Flow, _ event: TimelineEvent, authority: Event.Authority) {
        let trigger = JourneyTrigger(
            name: event.name, occurredAt: event.occurredAt, order: event.order, properties: event.body.object)
        if let reason = refusal(of: flow, trigger: trigger, authority: authority) {
            log(.flowNotEntered, subject: flow.id, "Did not enter “\(flow.name)”: \(reason)")
            return
        }
        if let current = profile.journeys.first(where: { $0.flow == flow.id }) {
            switch flow.whileUnderWay {
            case .ignore:
                log(.flowNotEntered, subject: flow.id, "Did not enter “\(flow.name)”: already in it")
                return
            case .refresh:
                refresh(current.id, with: trigger)
                return
            case .another: break
            }
        }
        enter(flow, trigger: trigger)
    }

    private func refusal(of flow: Flow, trigger: JourneyTrigger, authority: Event.Authority) -> String? {
        if flow.purpose == .transactional, !authority.isTrusted {
            return "a browser key may not start transactional flows"
        }
        if let condition = flow.entryCondition,
            !condition.evaluate(customer.subject, trigger: trigger.event, now: now).holds
        {
            return "its condition does not hold (\(condition.condition.text))"
        }
        let isUnderWay = profile.journeys.contains { $0.flow == flow.id }
        guard let entries = profile.entries[flow.id], !isUnderWay || flow.whileUnderWay == .another else { return nil }
        switch flow.reentry {
        case .always: return nil
        case .once: return "it is entered once only"
        case .oncePer(let span):
            return now - entries.lastAt < span ? "it is entered once per \(span.words)" : nil
        }
    }

    private mutating func enter(_ flow: Flow, trigger: JourneyTrigger) {
        let cause = trigger.order &+ Int64(bitPattern: UInt64(trigger.occurredAt.milliseconds) << 20)
        let id = Journey.id(workspace: definitions.workspace, flow: flow.id, cause: cause)
        guard !profile.journeys.contains(where: { $0.id == id }) else { return }
        let entries = profile.entries[flow.id]
        profile.entries[flow.id] = FlowEntries(count: (entries?.count ?? 0) + 1, lastAt: now)
        let journey = Journey(id: id, flow: flow.id, version: flow.version, enteredAt: now, trigger: trigger)
        profile.journeys.append(journey)
        isProfileChanged = true
        log(.flowEntered, subject: flow.id, "Entered “\(flow.name)” because of “\(trigger.name)”")
        resume(id) { _ in .begin }
    }

    /// Gives the journey the newest trigger; while it has sent nothing, it begins again.
    private mutating func refresh(_ id: Int64, with trigger: JourneyTrigger) {
        guard let index = profile.journeys.firstIndex(where: { $0.id == id }) else { return }
        guard trigger.occurredAt >= profile.journeys[index].trigger.occurredAt else { return }
        isProfileChanged = true
        profile.journeys[index].trigger = trigger
        log(
            .journeyRefreshed, subject: profile.journeys[index].flow,
            "The journey under way goes on with the newest “\(trigger.name)”")
        guard profile.journeys[index].sent == 0 else { return }
        if case .waitingForMessage(let message) = profile.journeys[index].state {
            refuse(message, because: "The journey began again with a newer trigger")
        }
        profile.journeys[index].position = 0
        profile.journeys[index].state = .ready
        resume(id) { _ in .begin }
    }
}
