import Values

@testable import Pages

extension PagesSamples {
    static let overview = OverviewModel(
        counters: .init(
            eventsToday: 48_213, eventsPerSecond: 3.4, people: 12_480, cartsAbandoned: 312, messagesSent: 894,
            ordersRecovered: 41, revenueRecovered: euros(358_420), queueDepth: 27, oldestDue: .milliseconds(140),
            rejectedEvents: 6),
        health: Health(
            database: .well, databaseName: "SQLite", engineLag: .milliseconds(38), delivery: .well, outbox: .builtIn),
        activity: activity,
        eventsPerMinute: (0..<60).map { minute in
            var random = SeededRandom(seed: UInt64(minute) + 7)
            return 120 + Int(random.unit() * 90) + (minute > 40 ? (minute - 40) * 6 : 0)
        },
        messagesByState: [
            .init(state: .sent, count: 418), .init(state: .opened, count: 287), .init(state: .clicked, count: 96),
            .init(state: .held, count: 52), .init(state: .refused, count: 31), .init(state: .bounced, count: 4),
        ],
        flows: [
            .init(
                id: "abandoned-cart", name: "Abandoned cart", underWay: 214, sent: 538, goalReached: 41,
                standing: [
                    .init(step: "Wait 1 hour", count: 96),
                    .init(step: "Wait for “Order Completed”, at most 11 hours", count: 71),
                ]),
            .init(id: "welcome", name: "Welcome", underWay: 1_024, sent: 310, goalReached: 88, isPaused: true),
            .init(id: "order-confirmation", name: "Order confirmation", underWay: 3, sent: 46, goalReached: 46),
        ])

    static let emptyOverview = OverviewModel(
        counters: .init(
            eventsToday: 0, eventsPerSecond: 0, people: 0, cartsAbandoned: 0, messagesSent: 0, ordersRecovered: 0,
            revenueRecovered: euros(0), queueDepth: 0, oldestDue: nil, rejectedEvents: 0),
        health: Health(
            database: .strained, databaseName: "PostgreSQL", engineLag: .seconds(9), delivery: .failing,
            outbox: .provider("SMTP mail.juniper.example")),
        activity: [], eventsPerMinute: Array(repeating: 0, count: 60), messagesByState: [], flows: [])

    private static let happenings: [(person: String?, kind: Activity.Kind)] = [
        ("Ana M.", .cartAbandoned(euros(8_200))),
        ("Lukas B.", .messageSent(id: "msg_91", subject: "You left something behind")),
        ("Sofia R.", .orderRecovered(euros(14_650))),
        ("Jonas W.", .messageOpened(id: "msg_90", subject: "Your basket, and answers to common questions")),
        (nil, .arrived),
        ("Emma K.", .signedUp),
        ("Emma K.", .consentGiven(.email)),
        ("Emma K.", .journeyStarted(flow: "Welcome")),
        ("Noah T.", .orderPlaced(euros(5_990))),
        ("Priya S.", .messageClicked(id: "msg_88", subject: "Welcome to Juniper & Oak")),
        ("Tomás G.", .messageRefused(id: "msg_87", subject: "You left something behind")),
        ("Olga P.", .consentWithdrawn(.email)),
        (nil, .eventRejected(name: "Order Completed")),
        ("Felix D.", .messageBounced(id: "msg_85", subject: "Your order 1042")),
        ("Hannah L.", .orderRefunded(euros(2_400))),
    ]

    private static let activity = happenings.enumerated().map { index, entry in
        Activity(
            id: Int64(900 - index), at: ago(.seconds(Int64(index * index * 7 + 6))), person: entry.person,
            customerID: entry.person.map { "cus_\($0.prefix(3))" }, kind: entry.kind)
    }
}

extension TimeSpan {
    fileprivate static func milliseconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count) }
}
