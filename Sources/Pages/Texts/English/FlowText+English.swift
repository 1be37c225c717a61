extension FlowText {
    static let english = FlowText(
        listTitle: "Flows",
        listDetail: "What turns an event into the right message",
        none: "No flows yet",
        noneHelp: "Three are ready from the first minute. Install one: cartwheel flows install abandoned-cart",
        flow: "Flow",
        state: "State",
        stateName: { state in
            switch state {
            case .draft: "Draft"
            case .live: "Live"
            case .paused: "Paused"
            case .archived: "Archived"
            }
        },
        startsOn: { "Starts on \($0)" },
        underWay: "Under way",
        sent: "Sent",
        goalReached: "Goal reached",
        revenue: "Revenue",
        version: { "Version \($0)" },
        drawing: "The flow’s steps from top to bottom",
        figures: "Figures",
        ofEntered: { "\($0) of journeys" },
        passed: "Journeys that came past",
        here: "here now",
        rules: "Rules",
        trigger: "Trigger",
        filter: "Only where",
        goal: "Goal",
        noGoal: "None: every journey runs to its end",
        exits: "Leaves when",
        noExits: "Nothing but the goal and the end",
        reentry: "Entering again",
        file: "Flow file",
        change: { change in
            switch change {
            case .pause: "Pause"
            case .resume: "Resume"
            case .archive: "Archive"
            case .rollBack: "Go back to this"
            }
        },
        changed: { change in
            switch change {
            case .pause: "The flow stands still: nobody enters, and people in it wait before their next step."
            case .resume: "The flow is live. What was overdue goes on now."
            case .archive: "The flow is archived. People in it leave before their next step."
            case .rollBack: "New journeys take that version from now on; those under way finish on theirs."
            }
        },
        archiveHelp: "Nobody enters any more, people in it leave, and held messages are withdrawn. Figures stay.",
        archiveReally: "Archive for good",
        versions: "Versions",
        versionsHelp: "Journeys finish on the version they began with.",
        versionLive: "Live",
        versionBy: { "by \($0)" },
        kindName: { kind in
            switch kind {
            case .send: "E-mail"
            case .wait: "Wait"
            case .waitForEvent: "Wait for an event"
            case .split: "Split"
            case .updateProperty: "Update property"
            case .end: "End"
            }
        })
}
