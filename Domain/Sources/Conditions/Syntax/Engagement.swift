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
        let parts = [("flow", flow), ("campaign", campaign)].compactMap { key, name in
            name.map { name in
                Expression.comparison(
                    .path(PropertyPath(root: .event, segments: [key])), .equal, .literal(.text(name)))
            }
        }
        let filter: Expression? = parts.count > 1 ? .conjunction(parts) : parts.first
        return Aggregate(
            function: .any, event: "\(ConsentChannel.title(channel)) \(action.eventWord)", filter: filter,
            window: window)
    }
}
