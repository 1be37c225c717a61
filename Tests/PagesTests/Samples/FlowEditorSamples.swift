import Values

@testable import Pages

extension PagesSamples {
    static let flowEditor = FlowEditorModel(
        head: cartHead, text: flowSource, previous: "flow: abandoned-cart\n",
        triggers: editorTriggers,
        triggerKinds: [.init(keyword: "event", summary: "An event by its name.")], keys: editorKeys, steps: editorSteps,
        end: "steps.3", palette: palette,
        suggestions: [.pool: ["cart-rescue", "welcome"], .event: ["Order Completed", "Product Viewed"]],
        open: "steps.0",
        faults: [.init(line: 6, column: 3, message: "the pool “cart-rescu” is unknown; did you mean “cart-rescue”?")],
        preview: .init(person: ana, steps: entries), who: "ana", testAddress: "mira@juniper.example")

    static let flowEditorPlacing: FlowEditorModel = {
        var model = flowEditor
        (model.place, model.preview, model.faults) = ("steps.1", .init(person: nil), [])
        return model
    }()

    static let flowEditorMoving: FlowEditorModel = {
        var model = flowEditor
        (model.picked, model.isReadable) = ("steps.2", false)
        model.preview = .init(person: ana, refusal: "Ana does not enter: consent for e-mail was not given.")
        return model
    }()

    private static let editorTriggers: [FlowEditorTrigger] = [
        .init(
            path: "t0", keyword: "event", sentence: "“Checkout Started”",
            fields: [.init(name: "event", label: "Event", kind: .event, value: "Checkout Started", isRequired: true)]),
        .init(path: "t1", keyword: "manual", sentence: "Started by hand"),
    ]

    private static let editorKeys: [FlowField] = [
        .init(name: "name", label: "Name", kind: .line, value: "Abandoned cart", isRequired: true),
        .init(name: "when", label: "Only where", kind: .condition, value: "consents(email)"),
        .init(
            name: "purpose", label: "Purpose", kind: .choice, value: "marketing",
            choices: [
                .init(value: "marketing", words: "Marketing"), .init(value: "transactional", words: "Transactional"),
            ]),
    ]

    private static let editorSteps: [FlowEditorStep] = [
        .init(
            path: "steps.0", id: "morning", keyword: "wait until", icon: "calendar-clock",
            sentence: "Wait until 09:00 on weekdays",
            fields: [
                .init(name: "wait until", label: "Until", kind: .timeOfDay, value: "09:00", isRequired: true),
                .init(name: "on", label: "On", kind: .weekdays, value: "weekdays"),
                .init(name: "spread", label: "Spread", kind: .duration),
            ]),
        .init(
            path: "steps.1", id: "reminder", keyword: "send", icon: "mail",
            sentence: "Send e-mail “You left something behind”",
            fields: [
                .init(name: "subject", label: "Subject", kind: .liquid, value: "You left something behind"),
                .init(name: "body", label: "Body", kind: .html, value: "<p>Hello</p>", isRequired: true),
            ], sends: true),
        .init(
            path: "steps.2", id: "code", keyword: "coupon", icon: "ticket", sentence: "Take a code from “cart-rescu”",
            fields: [
                .init(
                    name: "coupon", label: "Pool", kind: .pool, value: "cart-rescu", isRequired: true,
                    faults: ["This pool is unknown; did you mean “cart-rescue”?"])
            ],
            branches: [
                .init(
                    path: "steps.2.then", name: "Got one",
                    steps: [
                        .init(
                            path: "steps.2.then.0", id: "gold", keyword: "add tag", icon: "tag",
                            sentence: "Add the tag “gold”",
                            fields: [.init(name: "add tag", label: "Tag", kind: .tag, value: "gold")])
                    ], end: "steps.2.then.1"),
                .init(
                    path: "steps.2.else", name: "None left",
                    fields: [.init(name: "share", label: "Share", kind: .percentage, value: "12.5%")], steps: [],
                    end: "steps.2.else.0", isRemovable: true),
            ], takesBranches: true),
    ]

    private static let palette: [FlowEditorModel.PaletteKind] = [
        .init(keyword: "send", icon: "mail", summary: "Sends a message when consent and policy allow"),
        .init(keyword: "wait", icon: "clock", summary: "Waits for a length of time"),
        .init(keyword: "wait for", icon: "ear", summary: "Waits for an event, at most so long"),
        .init(keyword: "if", icon: "split", summary: "Goes on in one of two ways, by a condition"),
        .init(keyword: "test", icon: "flask", summary: "Tests variants against each other"),
        .init(keyword: "add tag", icon: "tag", summary: "Gives the person a tag"),
        .init(keyword: "coupon", icon: "ticket", summary: "Takes a code from a pool"),
        .init(keyword: "task", icon: "check-square", summary: "Gives somebody of the staff a task"),
        .init(keyword: "webhook", icon: "webhook", summary: "Calls another system"),
        .init(keyword: "end", icon: "flag", summary: "Ends the journey"),
    ]
}
