import Values

@testable import Pages

extension PagesSamples {
    static let flows = FlowsModel(rows: [
        .init(
            id: "abandoned-cart", name: "Abandoned cart", state: .live, trigger: "Checkout Started",
            figures: cartFigures, warnings: []),
        .init(
            id: "welcome", name: "Welcome", state: .live, trigger: "marketing consent given",
            figures: .init(entered: 1_930, underWay: 1_024, sent: 3_310, goalReached: 288, revenue: euros(1_204_400)),
            warnings: []),
        .init(
            id: "order-confirmation", name: "Order confirmation", state: .live, trigger: "Order Completed",
            figures: .init(entered: 2_046, underWay: 3, sent: 2_046, goalReached: 0),
            warnings: ["Many stores already send one: check that yours does not."]),
        .init(
            id: "win-back", name: "Win-back after 90 days", state: .draft, trigger: "no order for 90 days",
            figures: .init(entered: 0, underWay: 0, sent: 0, goalReached: 0), warnings: []),
    ])

    static let noFlows = FlowsModel(rows: [])

    private static let cartFigures = FlowFigures(
        entered: 4_812, underWay: 214, sent: 9_538, goalReached: 641, revenue: euros(5_184_230))

    static let flow = FlowModel(
        id: "abandoned-cart", name: "Abandoned cart", state: .live, version: 4, trigger: "Checkout Started",
        triggerFilter: "consents(email) and trigger.value > 0", goal: "Order Completed by the same person",
        exits: ["consent for e-mail is withdrawn", "the cart is emptied"],
        reentry: "One journey a person, refreshed by the newest cart", figures: cartFigures,
        warnings: ["The coupon pool “comeback-10” has 38 codes left: enough for about two days."],
        steps: [
            FlowStep(kind: .wait, detail: "1 hour", passed: 4_812, waiting: 96),
            FlowStep(kind: .send, detail: "You left something behind", passed: 4_502),
            FlowStep(kind: .waitForEvent, detail: "Order Completed, at most 11 hours", passed: 4_502, waiting: 71),
            FlowStep(kind: .send, detail: "Your basket, and answers to common questions", passed: 3_910),
            FlowStep(kind: .wait, detail: "12 hours, then 9 to 20 o’clock local", passed: 3_910, waiting: 47),
            FlowStep(
                kind: .split, detail: "trigger.value >= 50", passed: 3_604,
                branches: [
                    .init(
                        name: "Cart of €50 or more",
                        steps: [
                            FlowStep(kind: .updateProperty, detail: "last_offer = comeback-10", passed: 1_120),
                            FlowStep(kind: .send, detail: "10% for the next 24 hours", passed: 1_120),
                        ]),
                    .init(
                        name: "Otherwise",
                        steps: [FlowStep(kind: .send, detail: "Last call for your basket", passed: 2_484)]),
                ]),
            FlowStep(kind: .end, detail: "", passed: 3_604),
        ],
        source:
            "flow: abandoned-cart\ntrigger:\n  event: Checkout Started\n  where: trigger.value > 0\nsteps:\n  - wait: 1 hour\n",
        versions: [
            .init(number: 4, at: ago(.days(2)), author: "Mira Holm", isLive: true),
            .init(number: 3, at: ago(.days(9)), author: "command line", isLive: false),
            .init(number: 2, at: ago(.days(40)), author: "command line", isLive: false),
        ]
    )
}
