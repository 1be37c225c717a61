extension CustomerText {
    static let english = CustomerText(
        listTitle: "Customers",
        listDetail: "Everybody the shop has met, those seen last first",
        searchLabel: "Search by e-mail address or name",
        search: "Search",
        person: "Person",
        visitor: "Unknown visitor",
        emailConsent: "E-mail consent",
        underWay: "Journeys",
        orders: "Orders",
        spent: "Spent",
        average: "Average order",
        firstSeen: "First seen",
        lastSeen: "Last seen",
        nobody: "Nobody has come by yet",
        nobodyHelp: "A customer appears with the first event that carries an id. Send one by curl or any Segment SDK, "
            + "or bring your list along: cartwheel import profiles FILE.csv",
        notFound: { "Nobody matches “\($0)”" },
        notFoundHelp: "Try part of the e-mail address, such as the name before the @.",
        showAll: "Show everybody",
        consent: { state in
            switch state {
            case .given: "Given"
            case .withdrawn: "Withdrawn"
            case .unknown: "Unknown"
            }
        },
        consents: "Consents",
        since: { "\($0), \($1)" },
        neverAsked: "Never asked; unknown is never consent",
        identities: "Identities",
        identity: { kind in
            switch kind {
            case .anonymousID: "Anonymous id"
            case .userID: "User id"
            case .email: "E-mail"
            case .phone: "Phone"
            }
        },
        properties: "Properties",
        noProperties: "No properties yet. They come with identify calls and imports.",
        from: { "from \($0)" },
        timeline: "Timeline",
        show: "Show",
        filter: { filter in
            switch filter {
            case .all: "All"
            case .events: "Events"
            case .journeys: "Journeys"
            case .messages: "Messages"
            case .consents: "Consents"
            }
        },
        nothingHappened: "Nothing here",
        nothingHappenedHelp: "No entries of this kind. Events, steps and messages appear here with their reasons.",
        journeys: "Journeys under way",
        noJourneys: "None. A journey starts when a flow’s trigger fires.",
        started: "started",
        next: "Next",
        waitsForEvent: "waits for it to happen",
        flowPaused: "waits until its flow is resumed",
        standing: "Segments, lists and tags",
        segments: "Segments",
        lists: "Lists",
        tags: "Tags",
        stage: "Stage",
        score: "Score",
        scoreNamed: { "Score “\($0)”" },
        sinceWhen: "since",
        why: "Why?",
        whyIn: { "Why they are in “\($0)”" },
        conditions: "Every rule, with its reason",
        inNone: "In none at present.",
        notIn: { "Not in \($0) others" },
        noConditions: "No conditions are watched for this person.",
        holds: "True",
        fails: "False",
        until: "until",
        outcome: { outcome, flow, format in
            switch outcome {
            case .entered: "Entered “\(flow)”"
            case .notEntered: "Did not enter “\(flow)”"
            case .took(let words): words
            case .waiting(let until):
                until.map { "Waiting until \(format.momentInSentence($0))" } ?? "Waiting for an event"
            case .branch(let name): "Took the branch “\(name)”"
            case .propertySet(let name, let value): "Set \(name) to \(value)"
            case .goalReached: "Reached the goal of “\(flow)”"
            case .exited: "Left “\(flow)”"
            case .finished: "Finished “\(flow)”"
            }
        },
        because: { "Because \($0)" },
        consentChanged: { channel, state in
            switch state {
            case .given: "Agreed to \(channel) marketing"
            case .withdrawn: "Said stop to \(channel) marketing"
            case .unknown: "Consent for \(channel) became unknown"
            }
        },
        messageHappened: { subject, state in
            let name = subject.map { "“\($0)”" } ?? "A message"
            return switch state {
            case .queued: "\(name) queued"
            case .held: "\(name) held"
            case .sending: "\(name) being sent"
            case .sent: "\(name) sent"
            case .delivered: "\(name) delivered"
            case .opened: "\(name) opened"
            case .clicked: "\(name) clicked"
            case .bounced: "\(name) bounced"
            case .complained: "\(name) reported as spam"
            case .failed: "\(name) failed"
            case .refused: "\(name) not sent"
            case .unknown: "\(name) may or may not have been sent"
            }
        })
}
