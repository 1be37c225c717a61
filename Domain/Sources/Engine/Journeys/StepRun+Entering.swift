import Conditions
import Values

extension StepRun {
    /// Starts a journey if the flow's rules allow it for this person and trigger.
    mutating func consider(_ flow: Flow, _ event: TimelineEvent, authority: Event.Authority) {
        guard
            flow.starts.contains(where: { $0.matches(event, customer.subject, now: now) })
                || flow.takesIn(event, customer, now: now)
        else { return }
        let trigger = JourneyTrigger(
            name: event.name, occurredAt: event.occurredAt, order: event.order, properties: event.body.object)
        if let reason = refusal(of: flow, trigger: trigger, authority: authority) {
            log(.flowNotEntered, subject: flow.id, "Did not enter “\(flow.name)”: \(reason)")
            return
        }
        let key = flow.rules.oneAtATimePer.value(in: trigger.properties)
        if let current = profile.journeys.first(where: { $0.isUnderWay(in: flow, for: key) }) {
            switch flow.whileUnderWay {
            case .ignore:
                log(.flowNotEntered, subject: flow.id, "Did not enter “\(flow.name)”: already in it")
                return
            case .refresh:
                refresh(current.id, with: trigger)
                return
            case .replace: leave(current.id, because: "a newer “\(trigger.name)” begins anew")
            case .another: break
            }
        }
        enter(flow, trigger: trigger, authority: authority)
    }

    func refusal(of flow: Flow, trigger: JourneyTrigger, authority: Event.Authority) -> String? {
        if flow.purpose == .transactional, !authority.isTrusted {
            return "a browser key may not start transactional flows"
        }
        if now - trigger.occurredAt > IntakeLimits.historicalAge {
            return "what started it is older than \(IntakeLimits.historicalAge.words)"
        }
        if let condition = flow.entryCondition,
            !condition.evaluate(customer.subject, trigger: trigger.event, now: now).holds
        {
            return "its condition does not hold (\(condition.text))"
        }
        if let standing = flow.standingCondition,
            !standing.evaluate(customer.subject, trigger: trigger.event, now: now).holds
        {
            return "it is for others only (\(standing.text))"
        }
        let key = flow.rules.oneAtATimePer.value(in: trigger.properties)
        let isUnderWay = profile.journeys.contains { $0.isUnderWay(in: flow, for: key) }
        guard let entries = profile.entries[flow.id], !isUnderWay || flow.whileUnderWay == .another else { return nil }
        switch flow.reentry {
        case .always: return nil
        case .once: return "it is entered once only"
        case .oncePer(let span):
            return now - entries.lastAt < span ? "it is entered once per \(span.words)" : nil
        case .oncePerKey(let key):
            return entries.keys.contains(FlowEntries.key(key.value(in: trigger.properties)))
                ? "it is entered once per \(key.rawValue)" : nil
        }
    }

    mutating func enter(_ flow: Flow, trigger: JourneyTrigger, authority: Event.Authority) {
        let id = Journey.id(
            workspace: definitions.workspace, flow: flow.id, cause: cause(of: flow, trigger: trigger))
        guard !profile.journeys.contains(where: { $0.id == id }) else { return }
        if !flow.countsEntriesBySending { countEntry(into: flow, at: now, trigger: trigger) }
        var journey = Journey(id: id, flow: flow.id, version: flow.version, enteredAt: now, trigger: trigger)
        if flow.rules.oneAtATimePer != .person {
            journey.key = flow.rules.oneAtATimePer.value(in: trigger.properties)
        }
        journey.authority = authority
        profile.journeys.append(journey)
        isProfileChanged = true
        log(.flowEntered, subject: flow.id, words("Entered “\(flow.name)” because of “\(trigger.name)”"))
        resume(id) { _ in .begin }
    }

    /// What makes a journey one of its own: of flows that run once an order, the order, however many copies of it come.
    private func cause(of flow: Flow, trigger: JourneyTrigger) -> Int64 {
        if flow.purpose == .transactional || flow.whileUnderWay == .another,
            let object = ObjectIdentity(event: trigger.name, properties: trigger.properties)
        {
            return object.key(workspace: definitions.workspace)
        }
        return trigger.order &+ Int64(truncatingIfNeeded: trigger.occurredAt.milliseconds << 20)
    }

    mutating func countEntry(into flow: Flow, at moment: Instant, trigger: JourneyTrigger) {
        var entries = profile.entries[flow.id] ?? FlowEntries(count: 0, lastAt: moment)
        entries.count += 1
        entries.lastAt = moment
        if case .oncePerKey(let key) = flow.reentry { entries.remember(key.value(in: trigger.properties)) }
        profile.entries[flow.id] = entries
    }

    /// Gives the journey the newest trigger; while it has sent nothing, it begins again. A message that is held tells
    /// of the older trigger and is written anew.
    private mutating func refresh(_ id: Int64, with trigger: JourneyTrigger) {
        guard let index = profile.journeys.firstIndex(where: { $0.id == id }) else { return }
        guard trigger.occurredAt >= profile.journeys[index].trigger.occurredAt else { return }
        isProfileChanged = true
        profile.journeys[index].trigger = trigger
        stays.forget(id)
        log(
            .journeyRefreshed, subject: profile.journeys[index].flow,
            words("The journey under way goes on with the newest “\(trigger.name)”"))
        let hasSent = profile.journeys[index].sent > 0
        if case .waitingForMessage(let message) = profile.journeys[index].state {
            refuse(message, because: "A newer trigger came while it was held")
        } else if hasSent {
            return
        }
        if !hasSent { profile.journeys[index].position = 0 }
        profile.journeys[index].state = .ready
        resume(id) { _ in .begin }
    }
}

extension Journey {
    /// Of the event that started it: what the journey says and starts has no more than that.
    var authority: Event.Authority {
        get { data["from_page"]?.bool == true ? .browser : .engine }
        set { data["from_page"] = newValue.isTrusted ? nil : true }
    }

    /// By which journeys of one flow are told apart; nil where a person has one.
    var key: String? {
        get { data["key"]?.string }
        set { data["key"] = newValue.map(JSON.string) }
    }

    func isUnderWay(in flow: Flow, for key: String) -> Bool {
        self.flow == flow.id && (flow.rules.oneAtATimePer == .person || self.key == key)
    }
}
