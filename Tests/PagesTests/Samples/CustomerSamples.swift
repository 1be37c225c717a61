import Values

@testable import Pages

extension PagesSamples {
    static let customers = CustomersModel(
        search: "", rows: customerRows, paging: Paging(older: "o_1732", total: 12_480))

    static let nobodyFound = CustomersModel(search: "zzz@example", rows: [], paging: Paging())
    static let nobodyYet = CustomersModel(search: "", rows: [], paging: Paging())

    static let customerRows: [CustomersModel.Row] = [
        row("cus_1", "Ana Moreau", "ana.moreau@posteo.example", 4, 3, 24_350, .given, 1),
        row("cus_2", "Lukas Brandt", "l.brandt@mailbox.example", 9, 1, 5_990, .given, 2),
        row("cus_3", nil, "sofia@rossi.example", 21, 0, nil, .unknown, 1),
        row("cus_4", "Jonas Weiß", "jonas.weiss@web.example", 33, 12, 184_200, .withdrawn, 0),
        row("cus_5", nil, nil, 47, 0, nil, .unknown, 0),
        row(
            "cus_6", "Priya Raghunathan-Schönefelder", "priya.raghunathan-schoenefelder@longmail.example", 88, 2,
            11_480, .given, 0),
        row("cus_7", "Emma Kowalska", "emma@kowalska.example", 240, 5, 61_005, .given, 1),
    ]

    private static func row(
        _ id: String, _ name: String?, _ email: String?, _ minutes: Int64, _ orders: Int, _ spent: Int64?,
        _ consent: ConsentState, _ journeys: Int
    ) -> CustomersModel.Row {
        CustomersModel.Row(
            id: id, name: name, email: email, lastSeen: ago(.minutes(minutes)), orders: orders,
            spent: spent.map(euros), emailConsent: consent, journeysUnderWay: journeys)
    }

    static let customer = CustomerModel(
        id: "cus_1", name: "Ana Moreau", email: "ana.moreau@posteo.example", firstSeen: ago(.days(214)),
        lastSeen: ago(.minutes(4)), orders: 3, spent: euros(24_350),
        identities: [
            .init(kind: .email, value: "ana.moreau@posteo.example"), .init(kind: .userID, value: "user-48213"),
            .init(kind: .anonymousID, value: "8d1f6a0e-3b57-4a0f-9f0e-0c5f4c2b7d11"),
            .init(kind: .phone, value: "+33612345678"),
        ],
        consents: [
            .init(channel: .email, state: .given, source: "checkout form", since: ago(.days(120))),
            .init(channel: .sms, state: .withdrawn, source: "STOP by SMS", since: ago(.days(10))),
            .init(channel: .push, state: .unknown, source: nil, since: nil),
        ],
        properties: [
            .init(name: "country", value: "FR", source: "order 1042", setAt: ago(.days(34))),
            .init(name: "language", value: "fr", source: "storefront", setAt: ago(.minutes(4))),
            .init(name: "shoe_size", value: "39", source: "size quiz", setAt: ago(.days(198))),
            .init(name: "birthday", value: "1991-04-17", source: "import", setAt: ago(.days(214))),
        ],
        timeline: timeline, filter: .all, paging: Paging(older: "o_88"),
        journeys: [
            .init(
                flowID: "abandoned-cart", flowName: "Abandoned cart", startedAt: ago(.hours(3)),
                nextStep: "Send “Your basket, and answers to common questions”", nextAt: now + .hours(9)),
            .init(
                flowID: "welcome", flowName: "Welcome", startedAt: ago(.days(2)),
                nextStep: "Wait for “Order Completed”", nextAt: nil),
        ],
        conditions: [
            .init(
                name: "Bought twice", holds: true, until: now + .days(56),
                because: "2 orders in the last 90 days, at least 2 wanted"),
            .init(name: "VIP", holds: false, until: nil, because: "€243.50 spent, more than €500 wanted"),
        ],
        standing: .init(
            segments: [
                .init(id: "seg_4", name: "Bought twice", since: ago(.days(34))),
                .init(id: "seg_5", name: "Engaged in 30 days", since: ago(.days(2))),
                .init(id: "seg_6", name: "Lapsed wholesale customers of the northern region", since: ago(.days(200))),
            ], lists: [.init(id: "Newsletter", name: "Newsletter", since: ago(.days(120)))],
            tags: [.init(id: "wholesale", name: "wholesale", since: ago(.days(9)))], stage: "Loyal",
            scores: [.init(name: "", points: "72"), .init(name: "lead", points: "15")],
            asked: "ana.moreau@posteo.example"))

    private static let timeline: [TimelineEntry] = [
        .init(
            at: ago(.minutes(4)),
            kind: .event(
                name: "Product Viewed",
                details: [.init(name: "name", value: "Linen apron"), .init(name: "price", value: "€38.00")])),
        .init(
            at: ago(.minutes(50)),
            kind: .message(
                .init(
                    id: "msg_91", subject: "You left something behind", channel: .email, state: .opened,
                    flowName: "Abandoned cart", reason: nil))),
        .init(
            at: ago(.hours(2)),
            kind: .message(
                .init(
                    id: "msg_89", subject: "Your basket is waiting", channel: .sms, state: .refused,
                    flowName: "Abandoned cart", reason: .consentWithdrawn(.sms, at: ago(.days(10)))))),
        .init(
            at: ago(.hours(2)),
            kind: .step(
                flowID: "abandoned-cart", flowName: "Abandoned cart", .branch("Cart over €50"),
                because: "the cart was worth €82.00")),
        .init(
            at: ago(.hours(3)),
            kind: .step(
                flowID: "abandoned-cart", flowName: "Abandoned cart", .waiting(until: ago(.hours(2))), because: nil)),
        .init(
            at: ago(.hours(3)),
            kind: .step(
                flowID: "abandoned-cart", flowName: "Abandoned cart", .entered,
                because: "Checkout Started with e-mail consent given")),
        .init(
            at: ago(.hours(3)),
            kind: .event(
                name: "Checkout Started",
                details: [
                    .init(name: "value", value: "€82.00"), .init(name: "products", value: "3"),
                    .init(name: "cart_id", value: "c-7719"),
                ])),
        .init(at: ago(.days(10)), kind: .consent(.sms, .withdrawn, source: "STOP by SMS")),
        .init(
            at: ago(.days(34)),
            kind: .event(
                name: "Order Completed",
                details: [.init(name: "order_id", value: "1042"), .init(name: "total", value: "€119.50")])),
        .init(
            at: ago(.days(34)),
            kind: .step(flowID: "welcome", flowName: "Welcome", .goalReached, because: "an order was completed")),
    ]

    static let visitor = CustomerModel(
        id: "cus_5", name: nil, email: nil, firstSeen: ago(.minutes(48)), lastSeen: ago(.minutes(47)), orders: 0,
        spent: nil, identities: [.init(kind: .anonymousID, value: "anon-5")],
        consents: [.init(channel: .email, state: .unknown, source: nil, since: nil)], properties: [], timeline: [],
        filter: .messages, paging: Paging(), journeys: [], conditions: [])
}
