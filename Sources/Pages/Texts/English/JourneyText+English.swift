extension JourneyText {
    static let english = JourneyText(
        listTitle: "Journeys",
        none: "Nobody has entered yet",
        noneHelp: "As soon as a trigger comes for somebody, their way through the flow stands here.",
        noMatch: "No journey matches",
        noMatchHelp: "Choose another state or step, or look at all of them.",
        showAll: "Show all",
        searchLabel: "Name or e-mail address",
        person: "Person",
        state: "State",
        anyState: "Any state",
        stateName: { state in
            switch state {
            case .underWay: "Under way"
            case .goal: "Goal reached"
            case .exited: "Left"
            case .finished: "At its end"
            case .stopped: "Stopped"
            case .failed: "Failed"
            }
        },
        step: "Step",
        anyStep: "Any step",
        version: "Version",
        anyVersion: "Any version",
        place: "Where",
        next: "Next",
        began: "Began",
        ended: "Ended",
        open: "See the journey",
        title: { "\($0) in “\($1)”" },
        about: "About",
        flow: "Flow",
        trigger: "Started by",
        steps: "What happened",
        noSteps: "Nothing happened yet.",
        moreSteps: { "\($0) more steps are not shown." },
        verdict: { verdict in
            switch verdict {
            case .done: "Done"
            case .waiting: "Waits"
            case .sent: "Sent"
            case .held: "Held"
            case .refused: "Not sent"
            case .wouldBeSent: "Would be sent"
            case .wouldBeHeld: "Would be held"
            case .wouldBeRefused: "Would not be sent"
            case .failed: "Failed"
            case .skipped: "Skipped"
            case .ended: "Ended"
            }
        },
        inputs: "What it read",
        seeMessage: "See the message",
        nothingNext: "Nothing: the journey is over.",
        atTheLatest: "at the latest",
        whenItHappens: "as soon as it happens",
        change: { change in
            switch change {
            case .skip: "Skip step"
            case .stop: "Stop"
            case .retry: "Try again"
            }
        },
        changeHelp: { change in
            switch change {
            case .skip: "Go on behind the step at which it stands"
            case .stop: "End the journey"
            case .retry: "Do the step that failed once more"
            }
        },
        changed: { change in
            switch change {
            case .skip: "The step is skipped: the journey goes on behind it."
            case .stop: "The journey is stopped, and what was held for it is withdrawn."
            case .retry: "The step is tried again."
            }
        },
        stopReally: "Stop this journey?",
        stopHelp: "It ends now, and messages held for it are withdrawn. It cannot go on later.",
        why: "Why did somebody get this, or not?",
        whyFlow: "Why did they get a flow, or not?",
        whyLabel: "E-mail address or name",
        whyAsk: "Ask",
        whyHelp: "The rule that decided, part by part, and every step since.",
        whyNobody: { "Nobody is known as “\($0)”." },
        entered: { "\($0) entered “\($1)”." },
        notEntered: { "\($0) did not enter “\($1)”." },
        decidedBy: { "Decided by: \($0)" },
        because: { circumstance, found in
            switch circumstance {
            case .nothingStartedIt: "Nothing that starts it has happened. If it did now: \(found)"
            case .ifItStartedNow: "If it started now: \(found)"
            case .waitsAt(let step): "\(step): waits \(found)"
            }
        },
        waits: { "It waits \($0)" },
        held: { ($0 ? "holds: " : "does not hold: ") + $1 },
        changedSince: { "changed since: \($0)" },
        untilMoment: { "Stays so until \($0)." })
}

extension CallText {
    static let english = CallText(
        title: "Outside calls",
        none: "No calls yet",
        noneHelp: "Webhooks, alerts and audiences of this flow appear here as soon as a journey asks for one.",
        noMatch: "No call is in this state",
        noMatchHelp: "Choose another state, or look at all of them.",
        showAll: "Show all",
        call: "Call",
        kind: { kind in
            switch kind {
            case .webhook: "Webhook"
            case .alert: "Alert"
            case .audience: "Audience"
            }
        },
        state: "State",
        anyState: "Any state",
        stateName: { state in
            switch state {
            case .waiting: "Waits"
            case .trying: "Trying again"
            case .done: "Done"
            case .failed: "Given up"
            }
        },
        tries: "Tries",
        person: "Person",
        when: "When",
        again: "again",
        retry: "Try now")
}
