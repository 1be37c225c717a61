import Values

@testable import Pages

extension PagesSamples {
    private static let choices: [MessagesModel.FlowChoice] = [
        .init(id: "abandoned-cart", name: "Abandoned cart"), .init(id: "welcome", name: "Welcome"),
    ]

    static let tasks = TasksModel(
        open: 3, overdue: 1, assignees: ["Mira Holm", "sales"], flows: choices,
        rows: [
            .init(
                id: "tsk_3", title: "Call Ana about the cart",
                details: "The cart holds €182.00.\nShe asked about sizes.",
                person: ana, flowID: "high-intent", flowName: "High intent", journeyID: "jrn_9", assignee: "sales",
                priority: .urgent, due: ago(.hours(5)), created: ago(.days(1))),
            .init(
                id: "tsk_2", title: "Restock the linen apron", flowID: "low-stock", flowName: "Low stock",
                priority: .high, due: now + .days(2), created: ago(.hours(3))),
            .init(
                id: "tsk_1", title: "Write Sofia a card", person: sofia, flowID: "vip-welcome", flowName: "VIP welcome",
                assignee: "Jon (left)", created: ago(.days(4))),
            .init(
                id: "tsk_0", title: "Answer the return", person: stranger, flowID: "return-request",
                flowName: "Return request", created: ago(.days(9)), done: .init(at: ago(.days(8)), author: "Mira Holm")),
        ],
        paging: Paging(older: "t_0"))

    static let noTasks = TasksModel(open: 0, overdue: 0, rows: [], paging: Paging())
    static let noMatchingTasks = TasksModel(
        filter: .init(state: .done, assignee: "", flowID: "welcome"), open: 3, overdue: 0, flows: choices, rows: [],
        paging: Paging())

    static let pool = CouponsModel.Pool(
        name: "cart-rescue", left: 38, held: 4, given: 1_082, perDay: 17.4, runsDry: now + .days(2), flows: choices)

    static let coupons = CouponsModel(pools: [
        pool, .init(name: "birthday", left: 0, held: 0, given: 120, perDay: 0.3),
        .init(name: "welcome", left: 4_870, held: 12, given: 288, perDay: 3, runsDry: now + .days(1_600)),
    ])

    static let noCoupons = CouponsModel(pools: [], upload: .init(pool: "", codes: "A-1", problem: .poolMissing))

    static let couponPool = CouponPoolModel(
        pool: pool, perDay: [12, 18, 9, 0, 22, 31, 17, 14, 19, 24, 11, 17, 20, 6], firstDay: ago(.days(13)),
        assignments: [
            .init(
                code: "SAVE-7K2M", person: ana, flowID: "abandoned-cart", flowName: "Abandoned cart",
                journeyID: "jrn_9", at: ago(.minutes(9)), state: .held),
            .init(
                code: "SAVE-9PQX", person: sofia, flowID: "abandoned-cart", flowName: "Abandoned cart",
                at: ago(.hours(4)), state: .used),
        ],
        paging: Paging(older: "a_1"), upload: .init(problem: .codesMissing))

    static let emptyCouponPool = CouponPoolModel(
        pool: .init(name: "birthday", left: 0, held: 0, given: 0, perDay: 0), perDay: [], firstDay: now,
        assignments: [], paging: Paging())

    static let held = HeldModel(
        flows: choices,
        rows: [
            .init(
                id: "msg_93", rank: 1, subject: "10% for the next 24 hours", person: ana, flowID: "abandoned-cart",
                flowName: "Abandoned cart", step: "offer", reason: .quietHours(until: now + .hours(14)),
                until: now + .hours(14), expires: now + .days(2), value: euros(412),
                why: .init(
                    orders: 12, sent: 240, allOrders: 480, allSent: 12_000, order: euros(5_210),
                    measuredAt: ago(.hours(7))), priority: "high"),
            .init(
                id: "msg_94", rank: 2, subject: nil, person: sofia, flowID: "welcome", flowName: "Welcome",
                step: "second", reason: .frequencyCap(until: now + .days(1)), until: nil, expires: now + .days(3)),
        ],
        paging: Paging(total: 2))

    static let nothingHeld = HeldModel(rows: [], paging: Paging())

    static func backtest(_ state: BacktestModel.State) -> BacktestModel {
        BacktestModel(head: cartHead, days: 60, state: state)
    }

    static let backtestPath = BacktestPathModel(
        head: cartHead, person: ana, from: ago(.days(30)), until: now, steps: entries)
    static let emptyBacktestPath = BacktestPathModel(
        head: cartHead, person: stranger, from: ago(.days(30)), until: now, steps: [])

    static let backtestResult = BacktestResult(
        from: ago(.days(30)), until: now, ranAt: ago(.minutes(2)), took: TimeSpan(milliseconds: 4_210),
        totals: .init(people: 12_480, entered: 1_204, journeys: 1_388, written: 1_020, messages: 2_611, underWay: 44),
        perDay: (0..<30).map { 60 + ($0 * 37) % 71 },
        steps: [
            .init(id: "first-wait", sentence: "Wait 1 hour", begun: 1_388),
            .init(
                id: "reminder", sentence: "Send e-mail “You left something behind”", begun: 1_290, sent: 1_102,
                held: 312,
                refused: 188),
        ],
        rules: [
            .init(.held, "quiet hours", 512), .init(.refused, "no consent for e-mail", 402),
            .init(.notEntered, "reentry: once per 7 days", 96),
        ],
        collisions: [.init(flowID: "welcome", flowName: "Welcome", people: 31, days: 38, bothSent: 9)],
        coupons: [.init(pool: "cart-rescue", spent: 310, left: 38, inVain: 4, runsDry: ago(.days(26)))],
        distribution: [
            .init(messages: 0, people: 184, peopleOfAll: 92), .init(messages: 1, people: 402, peopleOfAll: 310),
            .init(messages: 2, people: 388, peopleOfAll: 402),
            .init(messages: 3, isOpen: true, people: 230, peopleOfAll: 400),
        ],
        goals: .init(beforeAnyMessage: 98, afterMessages: 141, afterTheEnd: 37),
        boughtAnyway: .init(people: 122, codes: 61, ordered: [euros(512_300)], discount: [euros(51_230)]),
        differences: [
            .init(.entered, live: 1_204, draft: 1_204), .init(.messages, live: 2_940, draft: 2_611),
            .init(.written, live: 1_001, draft: 1_020),
        ],
        caveats: [
            "Nobody reacts to the messages: opens, clicks and orders are those that really happened without them."
        ],
        sample: [.init(person: ana, messages: 2, outcome: "Goal reached after the second message")])
}
