extension BacktestText {
    static let english = BacktestText(
        neverRun: "Not run yet",
        neverRunHelp: "Play this flow over your store’s own past: who would have got what, and when. Nothing is sent.",
        stretch: "How far back",
        lastDays: { "The last \($0) days" },
        run: "Run backtest",
        runHelp: "Nothing is sent, and nothing is changed.",
        running: "Playing the past",
        percent: { "\($0)%" },
        looked: { "\($0) of \($1) people looked at" },
        lookAgain: "Look again",
        stretchWords: { "\($0) to \($1)" },
        ran: "run",
        took: { "took \($0)" },
        totals: "Totals",
        looks: "People looked at",
        figure: { figure in
            switch figure {
            case .entered: "People who enter"
            case .journeys: "Journeys"
            case .written: "People written to"
            case .messages: "Messages"
            }
        },
        each: { "\($0) messages each" },
        underWay: "Under way at the end",
        perDay: "Messages a day",
        most: { "\($0) on the busiest" },
        day: "Day",
        daysSummary: { "\($0): \($1) in all, at most \($2) a day" },
        steps: "By step",
        step: "Step",
        allSteps: "All messages",
        begun: "Came past",
        sent: "Sent",
        held: "Held first",
        refused: "Not sent",
        rules: "What held back",
        rule: "Rule",
        effect: "What it did",
        effectName: { effect in
            switch effect {
            case .held: "Held"
            case .refused: "Not sent"
            case .notEntered: "Not entered"
            }
        },
        count: "Times",
        collisions: "With other flows",
        collisionsHelp: "Days on which this flow and another had a message for the same person.",
        otherFlow: "Other flow",
        people: "People",
        days: "Days",
        bothSent: "Both went out",
        anyPath: "One person’s way",
        anyPathLabel: "E-mail address, user id or customer",
        anyPathHelp: "What the flow would have done for them, line by line.",
        showPath: "Show",
        sample: "Some of the people",
        person: "Person",
        outcome: "What became of it",
        against: "Against the live version",
        live: "Live",
        draft: "Draft",
        difference: "Difference",
        goals: "Goals",
        goalsHelp: "Met in the real past, without any of these messages.",
        beforeAnyMessage: "Before any message",
        afterMessages: "After a message",
        afterTheEnd: "Within a week after the journey",
        boughtAnyway: "Would have bought anyway",
        boughtAnywayHelp: "They ordered within a week of a message that they never got.",
        codesGiven: "Codes given to them",
        ordered: "Worth of those orders",
        discountGiven: "Discount given away",
        coupons: "Coupons",
        spentOf: { "\($0) taken, \($1) left today" },
        wouldRunDry: { "Today’s codes would have been gone on \($0)." },
        inVain: { "Empty \($0) times" },
        distribution: "Messages a person",
        ofThisFlow: "of this flow",
        ofAllFlows: "of all flows",
        messagesCount: { count, isOpen in
            if isOpen { return "\(count) or more" }
            return count == 0 ? "None" : String(count)
        },
        caveats: "What the past cannot tell",
        pathOf: { "How it would have gone for \($0)" },
        backToReport: "Back to the report",
        noPath: "Nothing would have happened",
        noPathHelp: "Nothing that starts this flow came for them in this stretch.")
}
