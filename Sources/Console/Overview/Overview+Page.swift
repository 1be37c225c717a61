import Engine
import Pages
import Runtime
import Storage
import Values

extension OverviewModel {
    init(_ overview: Overview) {
        self.init(
            counters: Counters(
                eventsToday: overview.eventsToday, eventsPerSecond: overview.eventsPerSecond,
                people: overview.people, cartsAbandoned: overview.cartsAbandoned,
                messagesSent: overview.messagesSent, ordersRecovered: overview.ordersRecovered,
                revenueRecovered: MoneyAmount(overview.revenueRecovered), queueDepth: overview.queueDepth,
                oldestDue: overview.oldestDue, rejectedEvents: overview.rejectedToday),
            health: Health(overview), activity: overview.activity.map(Activity.init),
            eventsPerMinute: overview.eventsPerMinute,
            messagesByState: overview.messagesByState.map {
                StateCount(state: MessageState($0.state), count: $0.count)
            },
            flows: overview.flows.map {
                FlowFigures(
                    id: $0.slug, name: $0.name, underWay: $0.underWay, sent: $0.sent, goalReached: $0.goalReached,
                    isPaused: $0.isPaused, standing: $0.steps.map { Standing(step: $0.words, count: $0.count) })
            }, unsent: overview.unsent.map(Unsent.init))
    }
}

extension Unsent {
    init(_ counts: SendingCounts) {
        self.init(waiting: counts.waiting, inOutbox: counts.inOutbox, most: SendingCounts.most)
    }
}

extension Health {
    /// A provider that turns away more than this share of messages needs a look.
    private static let strainedShare = 0.05
    private static let failingShare = 0.5

    init(_ overview: Overview) {
        let counts = Dictionary(overview.messagesByState.map { ($0.state, $0.count) }, uniquingKeysWith: +)
        let failed = [Message.State.failed, .bounced, .unknown].reduce(0) { $0 + (counts[$1] ?? 0) }
        let tried = failed + overview.messagesSent
        let share = tried == 0 ? 0 : Double(failed) / Double(tried)
        self.init(
            // Who reads this has an answer from it.
            database: .well, databaseName: overview.databaseName, engineLag: overview.oldestDue ?? .zero,
            delivery: share >= Health.failingShare ? .failing : share >= Health.strainedShare ? .strained : .well,
            outbox: overview.provider.map { .provider($0) } ?? .builtIn)
    }
}

extension Activity {
    init(_ item: ActivityItem) {
        self.init(
            id: item.id, at: item.at, person: item.person, customerID: item.customer, kind: Kind(item.kind))
    }
}

extension Activity.Kind {
    init(_ kind: ActivityItem.Kind) {
        switch kind {
        case .arrived: self = .arrived
        case .signedUp: self = .signedUp
        case .consent(let channel, true): self = .consentGiven(Pages.Channel(channel))
        case .consent(let channel, false): self = .consentWithdrawn(Pages.Channel(channel))
        case .cartAbandoned(let money): self = .cartAbandoned(money.map { MoneyAmount($0) })
        case .orderPlaced(let money): self = .orderPlaced(money.map { MoneyAmount($0) })
        case .orderRecovered(let money): self = .orderRecovered(money.map { MoneyAmount($0) })
        case .orderRefunded(let money): self = .orderRefunded(money.map { MoneyAmount($0) })
        case .journeyStarted(let flow): self = .journeyStarted(flow: flow)
        case .message(.sent, let id, let subject): self = .messageSent(id: id, subject: subject)
        case .message(.opened, let id, let subject): self = .messageOpened(id: id, subject: subject)
        case .message(.clicked, let id, let subject): self = .messageClicked(id: id, subject: subject)
        case .message(.refused, let id, let subject): self = .messageRefused(id: id, subject: subject)
        case .message(.bounced, let id, let subject): self = .messageBounced(id: id, subject: subject)
        case .eventRejected(let name): self = .eventRejected(name: name)
        }
    }
}
