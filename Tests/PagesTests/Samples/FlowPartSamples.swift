import Values

@testable import Pages

extension PagesSamples {
    static let ana = PersonName(id: "cus_1", name: "Ana Moreau", email: "ana.moreau@posteo.example")
    static let sofia = PersonName(id: "cus_3", email: "sofia@rossi.example")
    static let stranger = PersonName(id: "cus_5")

    static let flowJourneys = FlowJourneysModel(
        head: cartHead, filter: .init(step: "answer"),
        steps: [.init(id: "first-wait", sentence: "Wait 1 hour"), .init(id: "answer", sentence: "Wait for an order")],
        versions: [4, 3],
        rows: [
            .init(
                id: "jrn_9", person: ana, began: ago(.hours(3)), version: 4, state: .underWay,
                place: "Wait for “Order Completed”", next: "Send e-mail “Last call”", nextAt: now + .hours(8)),
            .init(
                id: "jrn_8", person: sofia, began: ago(.days(2)), version: 3, state: .goal,
                place: "Send e-mail “You left something behind”"),
            .init(
                id: "jrn_7", person: stranger, began: ago(.days(3)), version: 3, state: .failed,
                place: "Task for sales"),
        ],
        paging: Paging(older: "o_7", total: 214))

    static let noJourneys = FlowJourneysModel(head: cartHead, rows: [], paging: Paging())

    static let flowVersions = FlowVersionsModel(
        head: cartHead,
        versions: [
            .init(number: 5, at: ago(.hours(1)), author: "Mira Holm", state: .draft),
            .init(
                number: 4, at: ago(.days(2)), author: "Mira Holm", state: .live, underWay: 190,
                publishedAt: ago(.days(1))),
            .init(number: 3, at: ago(.days(9)), author: "command line", state: .earlier, underWay: 24),
        ],
        comparison: .init(from: 3, to: 4, changes: differences),
        changes: FlowVersionsModel.Change.Kind.allCases.enumerated().map { number, kind in
            .init(
                kind, version: number == 0 ? 4 : nil, author: number == 1 ? "command line" : "Mira Holm",
                at: ago(.hours(Int64(number))))
        })

    static let differences: [FlowDifference] = [
        .init(.key, name: "goal", fields: [.init(from: "", to: "any(\"Order Completed\", since: trigger)")]),
        .init(.removed, name: "old-wait", sentence: "Wait 2 hours"),
        .init(.added, name: "sales", sentence: "Task for sales: call about the cart"),
        .init(.moved, name: "answer", sentence: "Wait for “Order Completed”"),
        .init(
            .changed, name: "reminder", sentence: "Send e-mail “You left something behind”",
            fields: [.init(name: "subject", from: "Your cart", to: "You left something behind")]),
    ]

    static let oneVersion = FlowVersionsModel(
        head: cartHead, versions: [.init(number: 1, at: ago(.days(2)), author: "Mira Holm", state: .live)])

    static let flowPublish = FlowPublishModel(
        head: cartHead, version: 5, changes: differences, underWay: 214,
        rows: [
            .init(step: "first-wait", sentence: "Wait 1 hour", journeys: 96, isGone: false),
            .init(step: "old-wait", sentence: "Wait 2 hours", journeys: 47, isGone: true, isMissing: true),
        ],
        targets: [
            .init(id: "first-wait", sentence: "Wait 1 hour"),
            .init(id: "reminder", sentence: "Send e-mail “You left…”"),
        ], moves: true)

    static let flowPublishFaulty: FlowPublishModel = {
        var model = flowPublish
        model.faults = ["Line 12, column 5: the segment “VPI” is unknown; did you mean “VIP”?"]
        (model.moves, model.underWay, model.head.version) = (false, 0, nil)
        model.already = .init(
            isChosen: true, preview: .init(people: 60, enter: 42, refused: [.init(reason: "already in it", people: 18)])
        )
        return model
    }()

    static let flowScenarios = FlowScenariosModel(
        head: cartHead,
        text: "flow: abandoned-cart\nweek: 2026-03-02\nscenarios:\n  - name: who orders hears nothing\n",
        results: [
            .init(name: "who orders within the hour hears nothing", lines: []),
            .init(
                name: "who does not is reminded",
                lines: [
                    .init(.met, expected: "Mon 11:00 sent reminder", actual: "Mon 11:00 sent reminder"),
                    .init(.missing, expected: "Tue 09:00 sent answers"),
                    .init(.unexpected, actual: "Tue 10:00 sent answers"),
                    .init(.beside, actual: "Mon 10:00 entered abandoned-cart"),
                ]),
        ], took: TimeSpan(milliseconds: 14))

    static let flowScenariosFaulty = FlowScenariosModel(
        head: cartHead, text: "scenarios: 1", faults: [.init(line: 1, column: 12, message: "a list is expected")])

    static let flowCalls = FlowCallsModel(
        head: cartHead,
        rows: [
            .init(
                id: "call_3", kind: .webhook, target: "https://erp.example.com/hooks/vip", step: "erp", person: ana,
                journey: "jrn_9", state: .trying, tries: 3, lastError: "HTTP 503 Service Unavailable",
                at: ago(.minutes(40)), nextTry: now + .minutes(20)),
            .init(
                id: "call_2", kind: .alert, target: "chat", step: "tell-sales", person: sofia, journey: "jrn_8",
                state: .done, tries: 1, at: ago(.hours(3))),
            .init(
                id: "call_1", kind: .audience, target: "cart-retargeting", step: "ads", person: stranger,
                journey: "jrn_7", state: .failed, tries: 12, lastError: "the token has expired", at: ago(.days(1))),
        ],
        paging: Paging(older: "c_1", total: 61))

    static let noCalls = FlowCallsModel(head: cartHead, rows: [], paging: Paging())

    static let entries: [JourneyEntry] = [
        .init(
            at: ago(.hours(3)), icon: "bolt", group: .waiting, sentence: "“Checkout Started”", verdict: .done,
            reason: "consent for e-mail was given", inputs: [.init(name: "trigger.value", value: "82.00")]),
        .init(
            at: ago(.hours(2)), step: "reminder", icon: "mail", group: .messages,
            sentence: "Send e-mail “You left something behind”", verdict: .sent, messageID: "msg_91"),
        .init(
            at: ago(.minutes(20)), step: "value", icon: "split", group: .branches, sentence: "If trigger.value >= 50",
            verdict: .done, way: "If so", reason: "82.00 is at least 50"),
    ]

    static let journey = JourneyModel(
        id: "jrn_9", person: ana, flowID: "abandoned-cart", flowName: "Abandoned cart", version: 4,
        state: .underWay, trigger: "“Checkout Started” with a cart of €82.00", began: ago(.hours(3)), steps: entries,
        next: .init(
            sentence: "Send e-mail “10% for the next 24 hours”", at: now + .hours(15),
            reason: "held by quiet hours until 09:00"),
        changes: Set(JourneyChange.allCases))

    static let endedJourney = JourneyModel(
        id: "jrn_8", person: sofia, flowID: "abandoned-cart", flowName: "Abandoned cart", version: 3, state: .goal,
        trigger: "“Checkout Started”", began: ago(.days(2)), ended: ago(.days(1)), endReason: "an order was completed",
        steps: [])

    static let whyNotEntered = FlowWhyModel.Found(
        person: ana, flowID: "abandoned-cart", flowName: "Abandoned cart", entered: false, rule: "when",
        because: "consent for e-mail was not given", at: ago(.hours(2)), until: now + .days(1),
        trace: [
            .init(text: "consents(email) and trigger.value > 0", join: .all, holds: false, depth: 0),
            .init(text: "consents(email)", holds: false, depth: 1, found: "never asked"),
            .init(text: "trigger.value > 0", holds: true, depth: 1, found: "82.00"),
        ])

    static let whyEntered = FlowWhyModel.Found(
        person: ana, flowID: "welcome", flowName: "Welcome", entered: true, rule: "trigger",
        because: "consent was given at the checkout", at: ago(.days(2)), journeyID: "jrn_9", steps: entries,
        next: .init(sentence: "Wait for an order", limit: now + .hours(8)))
}
