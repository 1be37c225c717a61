import Values

@testable import Pages

extension PagesSamples {
    static let flows = FlowsModel(rows: [
        .init(
            id: "abandoned-cart", name: "Abandoned cart", state: .live, trigger: "Checkout Started",
            figures: cartFigures, warnings: [], steps: cartSteps, hasDraft: true),
        .init(
            id: "welcome", name: "Welcome", state: .live, trigger: "marketing consent given",
            figures: .init(entered: 1_930, underWay: 1_024, sent: 3_310, goalReached: 288, revenue: euros(1_204_400)),
            warnings: [], steps: welcomeSteps),
        .init(
            id: "order-confirmation", name: "Order confirmation", state: .live, trigger: "Order Completed",
            figures: .init(entered: 2_046, underWay: 3, sent: 2_046, goalReached: 0),
            warnings: ["Many stores already send one: check that yours does not."],
            steps: [step("confirmation", "send", "mail", "Send e-mail “Thank you for your order”")]),
        .init(
            id: "win-back", name: "Win-back after 90 days", state: .draft, trigger: "no order for 90 days",
            figures: .init(entered: 0, underWay: 0, sent: 0, goalReached: 0), warnings: []),
    ])

    static let noFlows = FlowsModel(rows: [])

    static let noArchivedFlows = FlowsModel(filter: .archived, rows: [])

    private static let cartFigures = FlowFigures(
        entered: 4_812, underWay: 214, sent: 9_538, goalReached: 641, revenue: euros(5_184_230))

    static func step(
        _ id: String, _ keyword: String, _ icon: String, _ sentence: String,
        _ numbers: FlowStep.Numbers = .init(), branches: [FlowStep.Branch] = [], target: String? = nil,
        leaves: Bool = false
    ) -> FlowStep {
        FlowStep(
            id: id, keyword: keyword, icon: icon, sentence: sentence, numbers: numbers, branches: branches,
            target: target, leaves: leaves)
    }

    static let cartHead = FlowHead(
        id: "abandoned-cart", name: "Abandoned cart", about: "Three short messages to somebody who left a cart.",
        state: .live, version: 4, draft: 5,
        warnings: ["The coupon pool “comeback-10” has 38 codes left: enough for about two days."],
        freshUntil: now + .days(3))

    static let pausedHead: FlowHead = {
        var head = cartHead
        (head.state, head.draft, head.warnings, head.freshUntil) = (.paused, nil, [], nil)
        head.pause = .init(since: ago(.hours(5)), author: "Mira Holm")
        return head
    }()

    static let cartSteps: [FlowStep] = [
        step("first-wait", "wait", "clock", "Wait 1 hour", .init(passed: 4_812, standing: 96)),
        step(
            "reminder", "send", "mail", "Send e-mail “You left something behind”",
            .init(passed: 4_716, standing: 2, sent: 4_502, held: 31, refused: 178, failed: 5)),
        step(
            "answer", "wait for", "ear", "Wait for “Order Completed”, at most 11 hours",
            .init(passed: 4_502, standing: 71),
            branches: [
                .init(name: "It came", steps: [step("thanks", "end", "flag", "End: they bought it", leaves: true)]),
                .init(
                    name: "Time was up",
                    steps: [
                        step(
                            "value", "if", "split", "If trigger.value >= 50", .init(passed: 3_604),
                            branches: [
                                .init(
                                    name: "If so",
                                    steps: [
                                        step(
                                            "code", "coupon", "ticket", "Take a code from “comeback-10”",
                                            .init(passed: 1_120),
                                            branches: [
                                                .init(
                                                    name: "Got one",
                                                    steps: [
                                                        step(
                                                            "offer", "send", "mail",
                                                            "Send e-mail “10% for the next 24 hours”",
                                                            .init(passed: 1_082, standing: 4, sent: 1_078))
                                                    ]),
                                                .init(name: "None left", steps: []),
                                            ])
                                    ]),
                                .init(
                                    name: "Otherwise",
                                    steps: [
                                        step(
                                            "last-call", "send", "mail", "Send e-mail “Last call for your basket”",
                                            .init(passed: 2_484, sent: 2_455, refused: 29))
                                    ]),
                            ])
                    ]),
            ]),
        step("again", "go to", "corner", "Go on at “reminder”, at most 2 times", target: "reminder"),
        step(
            "sales", "task", "check-square", "Task for sales: call about the cart", .init(passed: 310, failed: 2)),
    ]

    static let welcomeSteps: [FlowStep] = [
        step("hello", "send", "mail", "Send e-mail “Hello”"),
        step("rest", "wait", "clock", "Wait 3 days"),
        step(
            "way", "choose", "signpost", "Choose by country",
            branches: [
                .init(name: "DE", steps: [step("de", "send", "mail", "Send e-mail “Hallo”")]),
                .init(
                    name: "FR",
                    steps: [
                        step("fr", "send", "mail", "Send e-mail “Bonjour”"),
                        step("fr-tag", "add tag", "tag", "Add the tag “fr”"),
                    ]),
                .init(name: "Otherwise", steps: [step("stop", "end", "flag", "End: nothing for them", leaves: true)]),
            ]),
    ]

    static let cartRules = [
        FlowRule("Only where", ["consents(email) and trigger.value > 0"]),
        FlowRule("Goal", ["Order Completed by the same person"]),
        FlowRule("Leaves when", ["consent for e-mail is withdrawn", "the cart is emptied"]),
        FlowRule("Entering again", ["One journey a person, refreshed by the newest cart"]),
    ]

    static let flow = FlowModel(
        head: cartHead, triggers: ["“Checkout Started”", "“Product Added”"], figures: cartFigures,
        steps: cartSteps, rules: cartRules)

    static let flowAsked: FlowModel = {
        var model = flow
        model.why = .found(whyNotEntered, asked: "ana")
        return model
    }()

    static let flowSource =
        "flow: abandoned-cart\nname: Abandoned cart\ntrigger:\n  event: Checkout Started\n  where: trigger.value > 0\nsteps:\n  - wait: 1 hour\n"

    static let flowSettings = FlowSettingsModel(head: cartHead, rules: cartRules, source: flowSource)

    static let newFlow = NewFlowModel(
        groups: [
            .init(
                name: "Carts",
                flows: [
                    .init(
                        id: "abandoned-cart", name: "Abandoned cart",
                        about: "Three short messages to somebody who left a cart.", steps: cartSteps, isInstalled: true),
                    .init(
                        id: "abandoned-cart-letter", name: "Abandoned cart, as a letter",
                        about: "Two plain letters, three hours and two days later: no pictures, no buttons.",
                        steps: [
                            step("wait", "wait", "clock", "Wait 3 hours"),
                            step("letter", "send", "mail", "Send e-mail"),
                        ]),
                ])
        ],
        languages: [.init(code: "en", name: "English"), .init(code: "de", name: "Deutsch")], language: "de",
        problem: .nameMissing)
}
