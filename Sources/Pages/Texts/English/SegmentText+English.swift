extension SegmentText {
    static let english = SegmentText(
        listTitle: "Segments",
        listDetail: "Who is who, exact at every instant",
        none: "No segments yet",
        noneHelp: "A segment is a rule, such as “ordered twice in 90 days”. Who fulfils it is in, the moment they do.",
        notFound: { "No segment is called “\($0)”" },
        notFoundHelp: "Search for part of a name or of a rule.",
        showAll: "Show all segments",
        searchLabel: "Name or rule",
        search: "Search",
        which: "Which segments",
        current: "In use",
        archived: "Archived",
        new: "New segment",
        ready: "Ready segments",
        readyDetail: "Rules that come along. Installed, each is yours to change.",
        install: "Install",
        installNamed: { "Install “\($0)”" },
        installAll: { "Install the \($0) that are missing" },
        alreadyInstalled: "Installed: open it",
        ruleOf: { "Rule of “\($0)”" },
        overlap: "Compare",
        segment: "Segment",
        size: "People",
        growth: "Growth",
        growthSummary: { "From \($0) to \($1) people" },
        cost: "Cost",
        costWords: { cost, format in
            switch cost {
            case .events(0): "Nothing now"
            case .events(let count): "\(format.count(count)) events a day"
            case .profiles: "Each change of a profile"
            case .unknown: format.text.unknown
            }
        },
        uses: "Used",
        stateName: { state in
            switch state {
            case .live: "Exact"
            case .building(let percent): "Building, \(percent)%"
            case .archived: "Archived"
            }
        },
        ofPeople: { "\($0) of everybody" },
        week: { "\($0) in a week" },
        weekSame: "As a week ago",
        edit: "Edit",
        archive: "Archive",
        rule: "Rule",
        rhythm: { days, gaps, snapshot, day in
            "Follows your store’s own rhythm: half of those who order again do so within \(days) days (\(gaps) reorders, snapshot \(snapshot) of \(day)). The rule has two of these."
        },
        rhythmUnknown: { days in
            "Follows your store’s own rhythm as soon as enough people have ordered again; until then it has \(days) days."
        },
        rhythmChange: "It is looked at each night at three. Edit the rule, and it stays as you write it.",
        measured: "Measured over everybody",
        rank: { "\($0): from \($1)" },
        rankOfNobody: { "\($0): nobody has such a figure yet" },
        ratingEdges: "Ratings go up by one with each of these that is passed:",
        ratingPart: { part in
            switch part {
            case .recency: "Last order"
            case .frequency: "Orders"
            case .monetary: "Spent"
            }
        },
        ratingNobody: "Nobody has ordered yet, so nobody is rated.",
        takenAt: { "Snapshot \($0), taken \($1); the next is taken \($2)." },
        notTaken: "It is measured within the next minute, and then each night at three.",
        members: "Members",
        building: { "Everybody is asked: \($0)% so far" },
        buildingHelp: "The members appear when all were asked. What happens meanwhile is not lost.",
        noMembers: "Nobody is in it now",
        noMembersHelp: "Who fulfils the rule appears here the moment they do.",
        person: "Customer",
        since: "Since",
        sizeOverTime: "Size over time",
        notYetCounted: "It is counted from now on: come back in an hour.",
        atMoment: "At",
        why: "Why is somebody in, or not?",
        whyHelp: "Each part of the rule is asked again, with what it finds.",
        whyLabel: "E-mail address, phone or user id",
        whyAsk: "Ask",
        whyNobody: { "Nobody is known as “\($0)”. Check the spelling." },
        isIn: { "\($0) is in" },
        isNotIn: { "\($0) is not in" },
        inSince: { "Since \($0)." },
        untilMoment: { "If nothing else happens, this changes on \($0)." },
        untilNever: "Time alone does not change this.",
        join: { join in
            switch join {
            case .all: "All of these"
            case .any: "Any of these"
            case .not: "Not this"
            }
        },
        holds: "Holds",
        holdsNot: "Does not hold",
        usedIn: "Used in",
        usedNowhere: "No flow and no other segment names it.",
        comeAndGo: "Come and gone",
        entered: "came in",
        left: "went out",
        versions: "History of the rule",
        version: { "Version \($0)" },
        versionBy: { "by \($0)" },
        notice: { notice in
            switch notice {
            case .saved: "Saved. The members are found now; the segment is exact once that is done."
            case .archived: "The segment is archived."
            }
        },
        overlapTitle: "Compare segments",
        overlapDetail: "How many people are in two, three or four at once",
        overlapChoose: { "Segment \($0)" },
        overlapNothing: "None",
        overlapShow: "Compare",
        overlapEmpty: "Choose two segments or more",
        overlapEmptyHelp: "You see how many people they share, and how many each has alone.",
        people: "People",
        whoShares: "Who",
        alone: { "\($0) alone" },
        and: "and",
        inSegment: "in",
        notInSegment: "not in")
}
