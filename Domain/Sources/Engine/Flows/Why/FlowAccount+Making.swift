import Conditions
import Values

extension FlowAccount {
    /// Accounts for a person and a flow. Nothing is changed.
    ///
    /// Cost: that of the conditions of the flow, a few times over; what comes next is played on a copy, at most
    /// `JourneyOutlook.mostWork` pieces of work a journey.
    public init(_ question: FlowQuestion) {
        var question = question
        question.customer.followFacts(question.definitions, now: question.now)
        question.customer.rateRFM(question.definitions)
        let (flow, subject, now) = (question.flow, question.customer.subject, question.now)
        let profile = question.customer.profile
        self.profile = profile.key
        self.flow = flow.slug
        name = flow.name
        version = flow.version
        self.now = now
        zone = subject.zone
        state = question.definitions.state(of: flow)
        triggers = flow.starts.map { Trigger($0, subject, now) }
        let history = JourneyHistory(question)
        journeys = history.runs
        refusals = history.refusals
        entry = Entry(question, state: state)
        policy = Policy(flow, question)
    }
}

extension Definitions {
    func state(of flow: Flow) -> String {
        if archived.contains(flow.id) { return "archived" }
        if paused.contains(flow.id) { return "paused" }
        return flows.contains { $0.id == flow.id } ? "live" : "not live"
    }
}

extension FlowAccount.Trigger {
    /// Events of the name that are looked at for one that suits, the newest.
    private static let mostEvents = 1000

    init(_ start: FlowTrigger, _ subject: Subject, _ now: Instant) {
        sentence = start.kind.sentence
        event = start.event
        let events = subject.timeline[start.event].suffix(Self.mostEvents).reversed()
        let keyed = events.filter { event in
            start.kind.key.map { event.body.object[$0.property]?.identifierText == $0.value } ?? true
        }
        lastCameAt = keyed.first?.occurredAt
        lastMatchedAt = keyed.first { start.matches($0, subject, now: now) }?.occurredAt
        filter = start.filter.flatMap { filter in
            keyed.first.map { FlowAccount.Trace("where", filter, subject, trigger: $0, at: now) }
        }
    }
}

extension FlowAccount.Trace {
    init(
        _ rule: String, _ condition: CompiledCondition, _ subject: Subject, trigger: TimelineEvent?, at moment: Instant
    ) {
        let explanation = condition.explain(subject, trigger: trigger, now: moment)
        self.rule = rule
        text = condition.condition.text
        sentence = condition.condition.sentence
        holds = explanation.holds
        until = explanation.until
        because = explanation.because
        let parts = condition.condition.parts
        self.parts =
            parts.count < 2
            ? []
            : parts.map { part in
                let explanation = CompiledCondition(part).explain(subject, trigger: trigger, now: moment)
                return Part(text: part.text, holds: explanation.holds, because: explanation.because)
            }
        changedSince = []
    }

    /// Of a moment that has passed.
    init(
        _ rule: String, _ condition: CompiledCondition, _ customer: Customer, _ definitions: Definitions,
        trigger: TimelineEvent?, past moment: Instant
    ) {
        self.init(rule, condition, customer.subject, trigger: trigger, at: moment)
        let (needs, profile) = (condition.requirements, customer.profile)
        let properties = needs.profileProperties.filter { (profile.properties[$0]?.setAt ?? moment) > moment }
        let consents = needs.consentChannels.filter { name in
            Channel(name: name).flatMap { profile.consents[$0]?.at }.map { $0 > moment } ?? false
        }.map { "consent for \($0)" }
        let members = needs.memberships.filter { name in
            let segment = definitions.segments.first { $0.name == name }
            let since = segment.flatMap { profile.watched[$0.id]?.since } ?? profile.lists[name]
            return since.map { $0 > moment } ?? false
        }.map { "member(\"\($0)\")" }
        changedSince = properties.map { "profile.\($0)" }.sorted() + consents.sorted() + members.sorted()
    }
}

extension FlowAccount.Entry {
    init(_ question: FlowQuestion, state: String) {
        let (flow, subject, now) = (question.flow, question.customer.subject, question.now)
        let profile = question.customer.profile
        let run = StepRun(customer: question.customer, definitions: question.definitions, now: now, cause: "a question")
        let trigger = FlowAccount.Entry.trigger(of: flow, subject, now)
        self.trigger = trigger.name
        traces = [("when", flow.entryCondition), ("only if", flow.standingCondition)].compactMap { rule, condition in
            condition.map { FlowAccount.Trace(rule, $0, subject, trigger: trigger.event, at: now) }
        }
        let entries = profile.entries[flow.id]
        entriesCounted = entries?.count ?? 0
        lastEnteredAt = entries?.lastAt
        let key = flow.rules.oneAtATimePer.value(in: trigger.properties)
        let isUnderWay = profile.journeys.contains { $0.isUnderWay(in: flow, for: key) }
        if state != "live" {
            (wouldEnter, reason) = (false, "the flow is \(state)")
        } else if let refusal = run.refusal(of: flow, trigger: trigger, authority: .server) {
            (wouldEnter, reason) = (false, refusal)
        } else if isUnderWay {
            switch flow.whileUnderWay {
            case .ignore: (wouldEnter, reason) = (false, "already in it")
            case .refresh: (wouldEnter, reason) = (false, "the journey under way would go on with the newest trigger")
            case .replace: (wouldEnter, reason) = (true, "the journey under way would end, and a new one begin")
            case .another: (wouldEnter, reason) = (true, "another journey would begin beside the one under way")
            }
        } else {
            (wouldEnter, reason) = (true, "every rule of the entry holds")
        }
    }

    /// The newest event that suits, as though it came now.
    static func trigger(of flow: Flow, _ subject: Subject, _ now: Instant) -> JourneyTrigger {
        var newest: TimelineEvent?
        for start in flow.starts {
            let found = subject.timeline[start.event].suffix(100).last { start.matches($0, subject, now: now) }
            guard let found else { continue }
            if newest.map({ $0.occurredAt < found.occurredAt }) ?? true { newest = found }
        }
        return JourneyTrigger(
            name: newest?.name ?? flow.triggers.first ?? "", occurredAt: now, order: .max,
            properties: newest?.body.object ?? JSONObject())
    }
}

extension FlowAccount.Policy {
    init(_ flow: Flow, _ question: FlowQuestion) {
        let (profile, settings, now) = (question.customer.profile, question.definitions.settings, question.now)
        let channel = flow.steps.lazy.compactMap { ($0.kind as? SendStep)?.channel }.first ?? .email
        let isMarketing = flow.purpose == .marketing
        let exclusion =
            isMarketing
            ? question.definitions.exclusions.holding(
                for: question.customer.subject, despite: flow.rules.despite, now: now) : nil
        let asked = SendingPolicy.Question(
            message: 0, channel: channel, purpose: flow.purpose, flow: flow.id, rules: flow.rules, exclusion: exclusion)
        let zone = profile.zone(default: settings.zone)
        self.channel = channel
        purpose = flow.purpose
        address = profile.address(on: channel)
        consent = profile.consents[channel]?.status.name ?? "unknown"
        consentSource = profile.consents[channel]?.source
        consentAt = profile.consents[channel]?.at
        suppression = profile.suppression(on: channel)
        self.exclusion = exclusion
        isMarketingStopped = isMarketing && settings.marketingStopped
        if isMarketing {
            let local = zone.local(now)
            if case .hold(let until, _)? = SendingPolicy.hours(asked, profile, settings, zone, local, now) {
                hoursUntil = until
            }
            switch SendingPolicy.caps(asked, profile, settings, zone, local) {
            case .hold(let until, let rule)?: (capUntil, capRule) = (until, rule)
            case .refuse(let rule)?: capRule = rule
            case .allow?, nil: break
            }
        }
        answer = SendingPolicy.ask(asked, profile, settings: settings, now: now)
    }
}
