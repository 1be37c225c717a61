extension FlowEditorText {
    static let english = FlowEditorText(
        title: { "Edit “\($0)”" },
        detail: "A draft: what is live does not change before you publish it.",
        save: "Save draft",
        drop: "Drop draft",
        dropReally: "Drop this draft?",
        dropHelp: "What was changed since the last version is gone. What is live stays as it is.",
        cancel: "Cancel",
        scenarios: "Scenarios",
        backtest: "Backtest",
        undo: "Undo",
        lost: "The server does not answer. What you write stays here.",
        unreadable: "The file cannot be read as it stands: the cards show how it was before.",
        keys: "The flow itself",
        triggers: "Begins with",
        triggerKind: "What else starts it",
        addTrigger: "Add",
        removeTrigger: "Remove this trigger",
        apply: "Apply",
        required: "(needed)",
        yes: "Yes",
        no: "No",
        leftOut: "Left out",
        day: { ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][$0] },
        kindHelp: { kind in
            switch kind {
            case .duration: "Such as 1 hour 30 minutes"
            case .timeOfDay: "Such as 09:30, by the clock where the person lives"
            case .percentage: "Such as 12.5%"
            case .names: "With commas between them"
            case .properties: "A line each: name: value"
            case .condition: "A condition, as in docs/conditions.md"
            case .dateProperty: "Such as profile.birthday"
            case .step: "A step’s id"
            case .line, .liquid, .html, .weekdays, .number, .choice, .yes, .flow, .pool, .list, .tag, .segment, .event,
                .property, .yaml:
                nil
            }
        },
        addStep: "Add a step",
        addHere: "Add a step here",
        palette: "Add a step",
        paletteSearch: "Search steps",
        group: { group in
            switch group {
            case .messages: "Messages"
            case .waiting: "Waiting"
            case .branches: "Ways"
            case .people: "What is known of the person"
            case .offers: "Offers"
            case .flows: "Events and other flows"
            case .team: "The team"
            case .systems: "Other systems"
            case .order: "Order"
            }
        },
        moving: { "Moving “\($0)”: choose where it goes." },
        moveHere: "Move it here",
        up: "Move up",
        down: "Move down",
        pick: "Move elsewhere",
        duplicate: "Duplicate",
        delete: "Delete",
        tool: { "\($0): \($1)" },
        hasFaults: "Needs a look",
        addBranch: "Add a way",
        removeBranch: "Remove this way",
        file: "Flow file",
        fileHelp: "Both say the same: change either. The language in full: docs/flows.md",
        showCards: "Show as cards",
        preview: "As one person",
        previewHelp: "What somebody would get from this draft if its trigger came now. Nothing is sent.",
        who: "E-mail address or user id",
        show: "Show",
        testTo: "Where tests go",
        sendTest: "Send a test",
        sendTestHelp: "As the person named under “As one person” would get it, or with a sample.",
        notice: { notice in
            switch notice {
            case .saved: "Saved as a draft. What is live stays as it is until you publish the draft."
            case .mendFirst:
                "Mend the file first, or take the last change back: its steps cannot be changed as it stands."
            case .faults: "Not saved: something needs a look. It is marked on its card and beside the file."
            case .nothingToUndo: "There is nothing to take back."
            case .testSent(let address): "The test is on its way to \(address)."
            case .testKept: "The test was put together without a fault, and not sent: no mail server is set up."
            case .stepUnnamed: "This step sends no message yet."
            case .commentsLost(let count):
                "The first change on a card drops \(count == 1 ? "a line" : "\(count) lines") of comments from the file; "
                    + "those at its head stay."
            }
        })
}
