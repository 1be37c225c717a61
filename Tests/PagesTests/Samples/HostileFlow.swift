import Values

@testable import Pages

/// Pages of flows and of what comes of them, filled with text that would be markup if it were not escaped.
enum HostileFlow {
    private static let hostile = InjectionTests.hostile
    private static let now = PagesSamples.now
    private static let person = PersonName(id: hostile, name: hostile, email: hostile)
    private static let paging = Paging(newer: hostile, older: hostile)
    private static let choices = [MessagesModel.FlowChoice(id: hostile, name: hostile)]

    static let head = FlowHead(
        id: hostile, name: hostile, about: hostile, state: .live, version: 1, draft: 2, warnings: [hostile])

    static let steps = [
        FlowStep(
            id: hostile, keyword: hostile, icon: hostile, sentence: hostile,
            branches: [.init(name: hostile, steps: [])], target: hostile)
    ]

    private static let entries = [
        JourneyEntry(
            at: now, step: hostile, icon: hostile, sentence: hostile, verdict: .done, way: hostile, reason: hostile,
            inputs: [.init(name: hostile, value: hostile)], messageID: hostile)
    ]

    private static let found = FlowWhyModel.Found(
        person: person, flowID: hostile, flowName: hostile, entered: true, rule: hostile, because: hostile,
        trace: [.init(text: hostile, holds: true, depth: 0, found: hostile)], journeyID: hostile, steps: entries,
        next: .init(sentence: hostile, reason: hostile))

    private static let rules = [FlowRule(hostile, [hostile])]

    private static let changes = [
        FlowDifference(
            .changed, name: hostile, sentence: hostile, fields: [.init(name: hostile, from: hostile, to: hostile)])
    ]

    private static let field = FlowField(
        name: hostile, label: hostile, kind: .line, value: hostile, help: hostile, faults: [hostile])

    private static let fields = FlowField.Kind.allCases.map { kind in
        FlowField(
            name: hostile + kind.rawValue, label: hostile, kind: kind, value: hostile, help: hostile,
            choices: [.init(value: hostile, words: hostile)], faults: [hostile])
    }

    private static var editor: FlowEditorModel {
        FlowEditorModel(
            head: head, text: hostile, previous: hostile, keys: fields,
            steps: [
                .init(
                    path: hostile, id: hostile, keyword: hostile, icon: hostile, sentence: hostile, fields: [field],
                    branches: [.init(path: hostile, name: hostile, fields: [], steps: [], end: hostile)],
                    faults: [hostile])
            ], end: "end", palette: [.init(keyword: hostile, icon: hostile, summary: hostile)],
            suggestions: [.line: [hostile]], place: "end", open: hostile,
            faults: [.init(line: 1, column: 1, message: hostile)],
            preview: .init(person: person, refusal: hostile), who: hostile, testAddress: hostile)
    }

    private static let call = FlowCallsModel.Row(
        id: hostile, kind: .webhook, target: hostile, step: hostile, person: person, journey: hostile, state: .failed,
        tries: 1, lastError: hostile, at: now)

    private static let task = TasksModel.Row(
        id: hostile, title: hostile, details: hostile, person: person, flowID: hostile, flowName: hostile,
        assignee: hostile, created: now)

    private static let pool = CouponsModel.Pool(
        name: hostile, left: 1, held: 1, given: 1, perDay: 1, flows: choices)

    private static let result: BacktestResult = {
        var result = PagesSamples.backtestResult
        result.steps = [.init(id: hostile, sentence: hostile, begun: 1, sent: 1)]
        result.step = hostile
        result.rules = [.init(.held, hostile, 1)]
        result.collisions = [.init(flowID: hostile, flowName: hostile, people: 1, days: 1, bothSent: 1)]
        result.coupons = [.init(pool: hostile, spent: 1, left: 1)]
        result.caveats = [hostile]
        result.sample = [.init(person: person, messages: 1, outcome: hostile)]
        return result
    }()

    static let pages: [SamplePage] = [
        .init(name: "flow", path: "") {
            FlowView.render(
                .init(
                    head: head, triggers: [hostile], figures: PagesSamples.flows.rows[0].figures, steps: steps,
                    rules: rules, why: .found(found, asked: hostile)), in: $0)
        },
        .init(name: "flow-new", path: "") {
            NewFlowView.render(
                .init(
                    groups: [
                        .init(name: hostile, flows: [.init(id: hostile, name: hostile, about: hostile, steps: [])])
                    ],
                    languages: [.init(code: hostile, name: hostile)], language: hostile, name: hostile), in: $0)
        },
        .init(name: "journeys", path: "") {
            FlowJourneysView.render(
                .init(
                    head: head, filter: .init(search: hostile, step: hostile),
                    steps: [.init(id: hostile, sentence: hostile)],
                    rows: [
                        .init(
                            id: hostile, person: person, began: now, version: 1, state: .goal, place: hostile,
                            next: hostile)
                    ], paging: paging), in: $0)
        },
        .init(name: "journey", path: "") {
            JourneyView.render(
                .init(
                    id: hostile, person: person, flowID: hostile, flowName: hostile, version: 1, state: .goal,
                    trigger: hostile, began: now, endReason: hostile, steps: entries), in: $0)
        },
        .init(name: "versions", path: "") {
            FlowVersionsView.render(
                .init(
                    head: head,
                    versions: [
                        .init(number: 2, at: now, author: hostile, state: .live),
                        .init(number: 1, at: now, author: hostile, state: .earlier),
                    ], comparison: .init(from: 1, to: 2, changes: changes)), in: $0)
        },
        .init(name: "publish", path: "") {
            FlowPublishView.render(
                .init(
                    head: head, version: 2, changes: changes, faults: [hostile], underWay: 1,
                    rows: [.init(step: hostile, sentence: hostile, journeys: 1, isGone: true)],
                    targets: [.init(id: hostile, sentence: hostile)]), in: $0)
        },
        .init(name: "scenarios", path: "") {
            FlowScenariosView.render(
                .init(
                    head: head, text: hostile, faults: [.init(line: 1, column: 1, message: hostile)],
                    results: [.init(name: hostile, lines: [.init(.met, expected: hostile, actual: hostile)])]), in: $0)
        },
        .init(name: "settings", path: "") {
            FlowSettingsView.render(.init(head: head, rules: rules, source: hostile), in: $0)
        },
        .init(name: "calls", path: "") {
            FlowCallsView.render(.init(head: head, rows: [call], paging: paging), in: $0)
        },
        .init(name: "editor", path: "") { FlowEditorView.render(editor, in: $0) },
        .init(name: "backtest", path: "") {
            BacktestView.render(.init(head: head, state: .done(result), asked: hostile), in: $0)
        },
        .init(name: "tasks", path: "") {
            TasksView.render(
                .init(open: 1, overdue: 0, assignees: [hostile], flows: choices, rows: [task], paging: paging), in: $0)
        },
        .init(name: "coupons", path: "") {
            CouponsView.render(.init(pools: [pool], upload: .init(pool: hostile, codes: hostile)), in: $0)
        },
        .init(name: "coupon-pool", path: "") {
            CouponPoolView.render(
                .init(
                    pool: pool, perDay: [1, 2], firstDay: now,
                    assignments: [
                        .init(code: hostile, person: person, flowID: hostile, flowName: hostile, at: now, state: .given)
                    ], paging: paging), in: $0)
        },
        .init(name: "held", path: "") {
            HeldView.render(
                .init(
                    flowID: hostile, flows: choices,
                    rows: [
                        .init(
                            id: hostile, rank: 1, subject: hostile, person: person, flowID: hostile, flowName: hostile,
                            step: hostile, reason: .words(hostile), until: now, expires: now)
                    ], paging: paging), in: $0)
        },
    ]
}
