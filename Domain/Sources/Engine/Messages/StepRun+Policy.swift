import Conditions
import Values

extension StepRun {
    /// What policy says of a message now.
    func askPolicy(_ message: Message, _ flow: Flow?) -> SendingPolicy.Answer {
        let exclusion =
            message.purpose == .marketing
            ? definitions.exclusions.holding(for: customer.subject, despite: flow?.rules.despite ?? [], now: now) : nil
        return SendingPolicy.ask(
            SendingPolicy.Question(
                message: message.id, channel: message.channel, purpose: message.purpose, flow: message.flow,
                rules: flow?.rules ?? FlowRules(), exclusion: exclusion,
                ahead: message.purpose == .marketing ? ahead(of: message, flow) : 0), profile, in: zone,
            settings: settings, now: now)
    }

    /// How many messages that are held for the person go before this one.
    private func ahead(of message: Message, _ flow: Flow?) -> Int {
        let own = HeldRank(
            priority: flow?.rules.priority ?? .normal, value: definitions.values.expected(of: message.flow),
            since: message.createdAt, id: message.id)
        return profile.journeys.count { other in
            guard case .waitingForMessage(let id) = other.state, id != message.id, other.id != journey.id,
                let flow = definitions.flow(other.flow, version: other.version), flow.purpose == .marketing,
                !isPaused(flow.id)
            else { return false }
            return HeldRank(
                priority: flow.rules.priority, value: definitions.values.expected(of: flow.id),
                since: other.heldSince ?? other.enteredAt, id: id) < own
        }
    }

    /// Marketing takes its place under the caps.
    mutating func takePlace(_ message: Message, _ flow: Flow?) {
        guard message.purpose == .marketing else { return }
        profile.count(
            MarketingSlot(
                day: 0, message: message.id, flow: message.flow, channel: message.channel.rawValue,
                topic: flow?.rules.topic.map(MarketingSlot.topic) ?? 0), at: now, in: zone)
        isProfileChanged = true
    }
}
