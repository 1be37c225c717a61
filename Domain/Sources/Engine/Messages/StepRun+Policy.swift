import Conditions
import Values

extension StepRun {
    /// What policy says of a message now.
    func askPolicy(_ message: Message, _ flow: Flow?) -> SendingPolicy.Answer {
        let exclusion =
            message.purpose == .marketing ? definitions.exclusions.holding(for: customer.subject, now: now) : nil
        return SendingPolicy.ask(
            SendingPolicy.Question(
                message: message.id, channel: message.channel, purpose: message.purpose, flow: message.flow,
                rules: flow?.rules ?? FlowRules(), exclusion: exclusion,
                isOutranked: message.purpose == .marketing && isOutranked(flow?.rules.priority ?? .normal)), profile,
            in: zone, settings: settings, now: now)
    }

    private func isOutranked(_ priority: FlowPriority) -> Bool {
        profile.journeys.contains { other in
            guard case .waitingForMessage = other.state, other.id != journey.id,
                let flow = definitions.flow(other.flow, version: other.version)
            else { return false }
            return flow.purpose == .marketing && flow.rules.priority > priority
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
