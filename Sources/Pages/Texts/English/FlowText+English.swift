extension FlowText {
    static let english = FlowText(
        listTitle: "Flows",
        listDetail: "What turns an event into the right message",
        none: "No flows yet",
        noneHelp: "Ready ones wait: take one, read it, and publish it when it says what you would say.",
        noMatch: "No flow is in this state",
        noMatchHelp: "Choose another state, or look at all of them.",
        showAll: "Show all",
        anyState: "All",
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
        draftWaits: "A draft waits",
        startsOn: { "Starts on \($0)" },
        underWay: "Under way",
        sent: "Sent",
        goalReached: "Goal reached",
        revenue: "Revenue",
        newFlow: "New flow",
        newFlowDetail: "Begin with one that is ready, or with an empty page. Nothing goes live before you publish it.",
        blank: "An empty page",
        name: "Name",
        nameProblem: { problem in
            switch problem {
            case .nameMissing: "Please give a name."
            case .nameTaken: "Another flow has this name."
            case .nameUnusable: "Please use at least one letter or digit."
            }
        },
        language: "Language of its texts",
        begin: "Begin",
        use: "Use this",
        useNamed: { "Use “\($0)”" },
        alreadyInstalled: "You have it already: see it",
        parts: "Parts of the flow",
        part: { part in
            switch part {
            case .drawing: "Drawing"
            case .journeys: "Journeys"
            case .versions: "Versions"
            case .backtest: "Backtest"
            case .scenarios: "Scenarios"
            case .calls: "Outside calls"
            case .settings: "Settings"
            }
        },
        version: { "Version \($0)" },
        neverLive: "Never live so far",
        edit: "Edit",
        editDraft: "Edit draft",
        publish: "Publish…",
        drawing: "The flow’s steps from top to bottom",
        figures: "Figures",
        ofEntered: { "\($0) of journeys" },
        enteredHelp: "Journeys that began",
        passed: "Journeys that came past",
        here: "here now",
        tallySent: "sent",
        tallyHeld: "held",
        tallyRefused: "not sent",
        tallyFailed: "failed",
        jumpsTo: { "Goes on at \($0)" },
        end: "End",
        rules: "Rules",
        rule: { rule in
            switch rule {
            case .named(let name, let lines): (name, lines)
            case .onlyWhere(let condition): ("Only where", [condition])
            case .asLongAs(let condition): ("As long as", [condition])
            case .goal(let condition): ("Goal", [condition ?? "None: every journey runs to its end"])
            case .leavesWhen(let conditions): ("Leaves when", conditions)
            case .entersAgain(let again, let meanwhile):
                ("Entering again", [FlowText.reentry(again) + "; " + FlowText.meanwhile(meanwhile)])
            }
        },
        branch: { name in
            switch name {
            case .named(let name): name
            case .ifSo: "If so"
            case .otherwise: "Otherwise"
            case .gotCode: "Got one"
            case .noCodeLeft: "None left"
            case .itCame: "It came"
            case .timeWasUp: "Time was up"
            }
        },
        trigger: "Trigger",
        file: "Flow file",
        noFile: "There is no file yet: edit the flow to write one.",
        download: "Download",
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
        notice: { notice in
            switch notice {
            case .created: "The flow is a draft. Read it through, change what you like, and publish it."
            case .published: "The new version is live."
            case .draftSaved: "The draft is saved. What is live has not changed."
            case .draftDropped: "The draft is gone. What is live has not changed."
            case .testSent: "The test is on its way."
            case .retried: "It is tried again now."
            case .started: "The flow is being started; many people are taken a page at a time."
            case .scenariosSaved: "The scenarios are saved."
            }
        },
        pauseReally: "Let the flow stand still?",
        pauseHelp: "Nobody enters, and people in it wait before their next step until you resume it.",
        pausedSince: { "Paused since \($0) by \($1)." },
        freshUntil: { "Journeys stay fresh until \($0): what is due after that may be too old to be sent." },
        staleSince: { "Since \($0) messages have been going out of date: they will not be sent." },
        staysFresh: "Nothing in it goes out of date.",
        archiveHelp: "Nobody enters any more, people in it leave, and held messages are withdrawn. Figures stay.",
        archiveReally: "Archive for good",
        versions: "Versions",
        versionsHelp: "Journeys finish on the version they began with, unless you move them.",
        publishedAt: "First live",
        history: "History",
        historyOf: { kind, version in
            let name = version ?? "The flow"
            switch kind {
            case .published: return "\(name) went live"
            case .paused: return "Paused"
            case .resumed: return "Resumed"
            case .rolledBack: return "Rolled back to \(version ?? "an earlier version")"
            case .archived: return "Archived"
            }
        },
        versionLive: "Live",
        isLive: { "\($0) (live)" },
        versionBy: { "by \($0)" },
        journeysOn: { $0 == "1" ? "1 journey under way" : "\($0) journeys under way" },
        rollBackReally: { "Make version \($0) live again?" },
        comparison: "What changed",
        oneVersion: "There is one version",
        oneVersionHelp: "Once you publish another, what changed between the two stands here.",
        compareFrom: "From",
        compareTo: "To",
        compare: "Compare",
        difference: { kind in
            switch kind {
            case .key: "Rule"
            case .added: "Added"
            case .removed: "Removed"
            case .moved: "Moved"
            case .changed: "Changed"
            }
        },
        nothingChanged: "Nothing changed but comments and spaces.",
        cannotPublish: "This keeps the draft from going live",
        publishTitle: { "Publish version \($0)" },
        publishFirst: "The flow goes live: from now on its triggers start journeys.",
        publishHelp: "New journeys take this version from now on.",
        publishNow: "Publish",
        cancel: "Cancel",
        whatChanges: "What changes",
        journeysUnderWay: "Journeys under way",
        journeysCount: { "\($0) on earlier versions" },
        finish: "They finish on the version they began with",
        finishHelp: "Nothing changes for them.",
        move: "They move to this version",
        moveHelp: "Each goes on at the step with the same id. For steps that are gone, choose where.",
        stepNow: "Where they stand",
        standing: "Journeys",
        goesOnAt: "Goes on at",
        stepGone: "Gone in this version",
        sameStep: "The same step",
        choosePlace: "Please choose…",
        placeMissing: "Please choose where these go on.",
        place: { place in
            switch place {
            case .step(let id): id
            case .end: "Their journey ends"
            case .stay: "They finish on their version"
            }
        },
        notPlayed: "Not played yet",
        notPlayedHelp: "Play the scenarios: two months of them take milliseconds, and nothing is sent.",
        scenariosPassed: { "\($0) of \($1) scenarios came out as expected." },
        took: { "It took \($0)." },
        scenarioPassed: "As expected",
        scenarioFailed: "Otherwise",
        nothingHappened: "Nothing was expected, and nothing happened.",
        expected: "Expected",
        actual: "Happened",
        verdict: "Verdict",
        lineVerdict: { verdict in
            switch verdict {
            case .met: "As expected"
            case .missing: "Did not happen"
            case .unexpected: "Must not happen"
            case .beside: "Happened besides"
            }
        },
        scenarioFile: "Scenario file",
        scenarioHelp: "What happens to somebody, and what must come of it. See “Testing a flow” in docs/flows.md.",
        scenarioOperation: { operation in
            switch operation {
            case .play: "Play"
            case .save: "Save"
            }
        },
        faultAt: { $0 > 0 ? "Line \($0): \($1)" : $1 })

    private static func reentry(_ reentry: FlowReentry) -> String {
        switch reentry {
        case .always: "Every trigger starts a journey"
        case .once: "Once a person"
        case .oncePerSpan(let span): "Once in \(span) a person"
        case .oncePerKey(let key): "Once \(key == "order" ? "an" : "a") \(key)"
        }
    }

    private static func meanwhile(_ meanwhile: FlowMeanwhile) -> String {
        switch meanwhile {
        case .ignored: "a trigger while under way changes nothing"
        case .refreshes: "a trigger while under way refreshes the journey"
        case .replaces: "a trigger while under way ends the journey and begins a new one"
        case .startsAnother: "a trigger while under way starts another beside it"
        }
    }
}
