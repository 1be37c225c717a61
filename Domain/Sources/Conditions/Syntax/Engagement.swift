import Values

/// Whether a person received, opened or clicked messages.
struct Engagement: Sendable, Hashable {
    enum Action: String, Sendable, Hashable, CaseIterable {
        case received, opened, clicked

        fileprivate var eventWord: String {
            switch self {
            case .received: "Sent"
            case .opened: "Opened"
            case .clicked: "Clicked"
            }
        }
    }

    var action: Action
    var channel: String
    var flow: String?
    var campaign: String?
    var window = EventWindow()

    /// The same, asked of the events that receipts and clicks become.
    var aggregate: Aggregate {
        aggregate(ofFlow: flow.map { .comparison(Engagement.path("flow"), .equal, .literal(.text($0))) })
    }

    /// The same for evaluation: opens and clicks of earlier releases name the flow by its id.
    var accepting: Aggregate {
        guard let flow, action != .received else { return aggregate }
        let names: [Literal] = [.text(flow), .text(String(StableHash.signed(of: flow)))]
        return aggregate(ofFlow: .inclusion(Engagement.path("flow"), .literal(.list(names))))
    }

    private static func path(_ key: String) -> Expression { .path(PropertyPath(root: .event, segments: [key])) }

    private func aggregate(ofFlow isOfFlow: Expression?) -> Aggregate {
        let isOfCampaign = campaign.map { name in
            Expression.comparison(Engagement.path("campaign"), .equal, .literal(.text(name)))
        }
        let parts = [isOfFlow, isOfCampaign].compactMap { $0 }
        let filter: Expression? = parts.count > 1 ? .conjunction(parts) : parts.first
        return Aggregate(
            function: .any, event: "\(ConsentChannel.title(channel)) \(action.eventWord)", filter: filter,
            window: window)
    }
}
