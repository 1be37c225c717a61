/// A place on the overview whose text follows the server while the page is open.
///
/// The view marks the place with `data-live`, the payload names it: one list keeps the two together.
enum LiveKey: Sendable, Hashable {
    case eventsToday, eventsPerSecond, eventsPeak, people, cartsAbandoned, messagesSent, ordersRecovered
    case revenueRecovered, recoveryRate, queueDepth, oldestDue, rejectedEvents, engineLag
    case state(MessageState)
    case underWay(flow: String), sent(flow: String), goal(flow: String), standing(flow: String)

    var name: String {
        switch self {
        case .eventsToday: "events-today"
        case .eventsPerSecond: "events-per-second"
        case .eventsPeak: "events-peak"
        case .people: "people"
        case .cartsAbandoned: "carts-abandoned"
        case .messagesSent: "messages-sent"
        case .ordersRecovered: "orders-recovered"
        case .revenueRecovered: "revenue-recovered"
        case .recoveryRate: "recovery-rate"
        case .queueDepth: "queue-depth"
        case .oldestDue: "oldest-due"
        case .rejectedEvents: "rejected-events"
        case .engineLag: "engine-lag"
        case .state(let state): "state-" + state.rawValue
        case .underWay(let flow): "under-way-" + flow
        case .sent(let flow): "sent-" + flow
        case .goal(let flow): "goal-" + flow
        case .standing(let flow): "standing-" + flow
        }
    }
}
