import Values

@testable import Pages

extension PagesSamples {
    static let segments = SegmentsModel(
        search: "", showsArchived: false,
        rows: [
            .init(
                id: "seg_1", name: "VIP", about: "More than €1,000 ever, in all currencies together.", state: .live,
                size: 1_284, growth: [1_120, 1_122, 1_140, 1_171, 1_168, 1_190, 1_204, 1_233, 1_251, 1_270, 1_284],
                week: 51, cost: .events(perDay: 412), uses: 3),
            .init(
                id: "seg_2", name: "Cart abandoners", about: "Put something into the cart and ordered nothing since.",
                state: .live, size: 8_431, growth: [9_100, 9_020, 8_960, 8_990, 8_850, 8_700, 8_610, 8_580, 8_431],
                week: -149, cost: .events(perDay: 6_930), uses: 1),
            .init(
                id: "seg_3", name: "Birthday this month",
                about:
                    "The anniversary of the profile's birthday is in this month and the profile has consented to e-mail.",
                state: .live, size: 2_610, growth: [2_610, 2_610, 2_608, 2_610], week: 0, cost: .profiles, uses: 0),
            .init(
                id: "seg_4", name: "Lapsed wholesale customers of the northern region", about: "No order for a year.",
                state: .building(42), size: nil, growth: [], week: nil, cost: .unknown, uses: 0),
        ], people: 104_233)

    static let noSegments = SegmentsModel(search: "", showsArchived: false, rows: [], people: 0)
    static let noSegmentFound = SegmentsModel(search: "vpi", showsArchived: false, rows: [], people: 9)

    static let segment = SegmentModel(
        id: "seg_1", name: "VIP", about: "More than €1,000 ever, in all currencies together.", state: .live,
        text: "sum(\"Order Completed\".total) > 1000 EUR and not suppressed(email)",
        sentence:
            "The sum of the total of \"Order Completed\" events is more than 1000 EUR and the profile is not suppressed for email.",
        size: 1_284, people: 104_233,
        growth: (0..<30 as Range<Int64>).map { day in
            .init(at: ago(.days(29 - day)), size: Int(1_090 + day * 7 - (day % 5) * 9))
        },
        members: [
            .init(id: "cus_1", name: "Ana Moreau", email: "ana@posteo.example", since: ago(.hours(3))),
            .init(id: "cus_2", name: "Jonas Lindqvist", email: "jonas.lindqvist@fjord.example", since: ago(.days(12))),
            .init(id: "cus_3", name: nil, email: "the.hatter@teaparty.example", since: ago(.days(200))),
            .init(id: "cus_4", name: nil, email: nil, since: nil),
        ], paging: Paging(older: "x", total: 1_284),
        why: .answer(
            .init(
                asked: "ana@posteo.example", id: "cus_1", name: "Ana Moreau", holds: true, since: ago(.hours(3)),
                until: nil,
                trace: [
                    .init(text: "sum(…) and not suppressed(email)", join: .all, holds: true, depth: 0),
                    .init(
                        text: "sum(\"Order Completed\".total) > 1000 EUR", holds: true, depth: 1,
                        found: "sum(\"Order Completed\".total) is 1204.5, which is more than 1000 EUR"),
                    .init(
                        text: "not suppressed(email)", holds: true, depth: 1,
                        found: "the profile is not suppressed for email"),
                ])),
        uses: [
            .init(kind: .flow, id: "vip-welcome", name: "VIP welcome"),
            .init(kind: .segment, id: "seg_9", name: "VIP at risk"),
        ],
        versions: [
            .init(number: 2, at: ago(.days(4)), author: "Mira Holm", text: "sum(\"Order Completed\".total) > 1000 EUR"),
            .init(number: 1, at: ago(.days(90)), author: "ready", text: "sum(\"Order Completed\".total) > 1000"),
        ],
        warnings: [],
        changes: [
            .init(id: "cus_1", name: "Ana Moreau", at: ago(.hours(3)), isEntry: true),
            .init(id: "cus_8", name: "Bo", at: ago(.days(2)), isEntry: false),
        ])

    static let emptySegment: SegmentModel = {
        var model = segment
        model.state = .building(7)
        model.size = nil
        model.growth = []
        model.members = []
        model.paging = Paging()
        model.uses = []
        model.changes = []
        model.versions = []
        model.warnings = ["This store has never seen an event “Order Complete”; did you mean “Order Completed”?"]
        model.why = .nobody(asked: "an@posteo.example")
        return model
    }()

    static let vocabulary = SegmentVocabulary(
        events: ["Checkout Started", "Email Opened", "Order Completed", "Product Added", "Product Viewed"],
        properties: ["country", "birthday", "vip", "address.city"], segments: ["VIP", "Cart abandoners"],
        lists: ["Newsletter"], tags: ["wholesale"], flows: ["abandoned-cart", "welcome"])

    static let newSegment = SegmentEditorModel(vocabulary: vocabulary)
    static let segmentEditor = SegmentEditorModel(
        id: "seg_1", name: "VIP", about: "More than €1,000 ever",
        text: "sum(\"Order Completed\".total) > 1000 EUR and not suppressed(email)", vocabulary: vocabulary)
    static let segmentEditorProblem = SegmentEditorModel(
        name: "", text: "cuont(\"Order Completed\") > 1", problems: [.nameMissing],
        faults: [.init(line: 1, column: 1, message: "there is no function `cuont`; did you mean count?")],
        vocabulary: vocabulary)

    static let overlap = SegmentOverlapModel(
        choices: [
            .init(id: "seg_1", name: "VIP", size: 1_284), .init(id: "seg_2", name: "Cart abandoners", size: 8_431),
            .init(id: "seg_3", name: "Birthday this month", size: 2_610),
        ],
        chosen: [
            .init(id: "seg_1", name: "VIP", size: 1_284), .init(id: "seg_2", name: "Cart abandoners", size: 8_431),
            .init(id: "seg_3", name: "Birthday this month", size: 2_610),
        ],
        regions: [
            .init(members: 2, count: 8_108), .init(members: 4, count: 2_270), .init(members: 1, count: 980),
            .init(members: 3, count: 201), .init(members: 6, count: 237), .init(members: 5, count: 18),
            .init(members: 7, count: 85),
        ])
    static let noOverlap = SegmentOverlapModel(choices: overlap.choices, chosen: [], regions: [])

    static let segmentPreview = SegmentPreviewModel(
        count: 1_284, people: 104_233, isExact: true, took: TimeSpan(milliseconds: 42),
        sample: segment.members, change: (enter: 12, leave: 3),
        entrants: [.init(id: "cus_20", name: "Ida Enters", email: "ida@fjord.example", since: nil)],
        leavers: [.init(id: "cus_21", name: "Leo Leaves", email: nil, since: nil)])

    static let ranked: SegmentModel = {
        var model = segment
        model.name = "Big baskets"
        model.about = "Are among the tenth of customers with the highest average order."
        model.text = "top 10% by average(\"Order Completed\".total) and rfm(recency) >= 4"
        model.sentence = "The average of the total of \"Order Completed\" events is among the top 10%."
        model.why = .unasked
        model.measures = .init(
            ranks: [
                .init(text: "top 10% by average(\"Order Completed\".total)", threshold: "184.2 EUR"),
                .init(text: "bottom 5% by sum(\"Gift Bought\".total)", threshold: nil),
            ],
            edges: [
                .recency: [200, 120, 64, 21].map { .moment(ago(.days($0))) },
                .frequency: ["1", "1", "2", "4"].map { .number($0) },
                .monetary: ["40 EUR", "79.9 EUR", "160 EUR", "402.5 EUR"].map { .number($0) },
            ], snapshot: 41, takenAt: ago(.hours(9)), nextAt: now + .hours(15))
        return model
    }()

    static let unmeasured: SegmentModel = {
        var model = ranked
        model.measures = .init(ranks: [], edges: [:], snapshot: 0, takenAt: nil, nextAt: nil)
        return model
    }()

    static let readySegments = ReadySegmentsModel(rows: [
        .init(
            slug: "vip", name: "VIP", about: "Spent over 1,000 EUR in all their orders together.",
            text: "sum(\"Order Completed\".total) > 1000 EUR",
            sentence: "The sum of the total of \"Order Completed\" events is more than 1000 EUR.", installedID: "seg_1"),
        .init(
            slug: "inactive", name: "Inactive",
            about:
                "Were here before and have not looked, ordered, opened or clicked for two of the store's own reorder intervals, or 90 days until these are known.",
            text:
                "none(\"Order Completed\", last: 90 days) and none(\"Product Viewed\", last: 90 days) and not opened(email, last: 90 days) and not clicked(email, last: 90 days)",
            sentence:
                "There is no \"Order Completed\" event in the last 90 days, there is no \"Product Viewed\" event in the last 90 days and the profile has not opened email in the last 90 days."
        ),
        .init(
            slug: "window-shoppers", name: "Window shoppers",
            about: "Looked at five products or more in the last 30 days and have never ordered.",
            text: "count(\"Product Viewed\", last: 30 days) >= 5 and none(\"Order Completed\")",
            sentence:
                "There are at least 5 \"Product Viewed\" events in the last 30 days and no \"Order Completed\" event."),
    ])
}
