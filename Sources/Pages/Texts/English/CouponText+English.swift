extension CouponText {
    static let english = CouponText(
        title: "Coupons",
        detail: "Pools of codes from which flows take one a person",
        none: "No pools yet",
        noneHelp: "Give a pool the name that your flow’s coupon step has, and paste codes from your store into it.",
        pool: "Pool",
        left: "Left",
        held: "Held",
        given: "Given",
        perDay: "A day",
        figures: "Figures",
        isDry: "It is empty: flows go on without a code.",
        isMade:
            "Its codes are made here: they become valid at checkout once a store is connected, and until then only where you enter them in your store yourself.",
        expires: "Expires",
        noEnd: "–",
        runsDry: { "Runs dry \($0)" },
        until: { "lasts until \($0)" },
        usedNowhere: "No flow takes from it.",
        newPool: "New pool",
        poolName: "Name",
        poolNameHelp: "As the flow writes it, such as cart-rescue",
        addCodes: "Add codes",
        add: "Add codes",
        codes: "Codes",
        codesHelp: "One a line, or with commas between them. What is there already is left out.",
        file: "Or from a file",
        problem: { problem in
            switch problem {
            case .poolMissing: "Please give the pool a name."
            case .codesMissing: "Please paste at least one code."
            case .tooMany: "That is more than can be taken at once. Please send it in parts."
            }
        },
        uploaded: { "\($0) codes added. \($1) were there already, \($2) lines are no codes." },
        givenPerDay: "Given a day",
        assignments: "Newest codes",
        noAssignments: "Nobody has a code yet",
        noAssignmentsHelp: "As soon as a flow takes a code for somebody, it stands here.",
        person: "Person",
        code: "Code",
        flow: "Flow",
        state: "State",
        assignmentState: { state in
            switch state {
            case .held: "Held"
            case .given: "Given"
            case .used: "Used"
            }
        },
        when: "When")
}
