extension SegmentEditorText {
    static let english = SegmentEditorText(
        editTitle: { "Edit “\($0)”" },
        name: "Name",
        about: "What it is for",
        aboutHelp: "One sentence for whoever meets it in a year.",
        announce: "Start flows for those who come in by saving",
        announceHelp: "Without it they are in, and only who comes in later starts a flow.",
        cancel: "Cancel",
        rows: "Rule in rows",
        text: "Rule as text",
        textHelp: "Both say the same: change either. Ctrl and space completes a name.",
        sentence: "In words",
        noModules: "The rows need a browser with modules. The text below works without.",
        preview: "Who is in",
        previewWaits: "Write a rule: the people it takes in appear here.",
        counting: "Counting…",
        people: "people",
        ofPeople: { "\($0) of \($1)" },
        exact: { "Everybody was asked, in \($0)." },
        reckoned: { "Reckoned from a sample in \($1): \($0) more or fewer." },
        silent: { "The server \($0) did not answer; its people were counted by this one." },
        enter: { "+\($0) would come in" },
        leave: { "−\($0) would go out" },
        noChange: "Nobody would come or go.",
        sample: "Some of them",
        entrants: "Would come in, among others",
        leavers: "Would go out, among others",
        nobody: "Nobody fulfils this now.",
        problem: { problem in
            switch problem {
            case .nameMissing: "Please give a name."
            case .nameTaken: "Another segment has this name."
            case .ruleMissing: "Please write a rule."
            case .placeUnreadable: "Please give a whole number."
            case .pointsUnreadable: "Please give a number other than 0, such as 10."
            case .fadingUnreadable: "Please give 1 to 3,650 days, or nothing."
            }
        },
        reference: "The language in full: docs/conditions.md",
        words: words)

    private static let words: [String: String] = [
        "addRow": "Row", "addGroup": "Group", "remove": "Remove this row", "removeGroup": "Remove this group",
        "move": "Move: drag, or Alt with the up and down keys", "moveUp": "Move up", "moveDown": "Move down",
        "kind": "About", "holds": "it holds that",
        "holdsNot": "it does not hold that", "join": "Who fulfils",
        "all": "all of", "any": "any of", "notAll": "not all of", "none": "none of",
        "property": "Property", "event": "Event", "moment": "First or last time", "engagement": "Messages",
        "interest": "Interest", "kept": "Orders after refunds",
        "spent": "amount spent", "orders": "number of orders", "consent": "Consent", "member": "Segment",
        "listed": "List", "tagged": "Tag",
        "suppressed": "Suppression", "coupon": "Coupon", "other": "Written out",
        "field": "Property", "value": "Value", "operator": "Comparison", "eventName": "Event", "where": "where",
        "addWhere": "only where…", "whereHint": "total > 50", "window": "When", "amount": "Number", "unit": "Unit",
        "eventProperty": "Property of the event", "name": "Name", "channel": "Channel", "topic": "Topic, or any",
        "anyFlow": "Flow, or any", "anyCampaign": "Campaign, or any",
        "subject": "Of what", "date": "Date", "writtenHint": "A rule in the language",
        "did": "did", "didNot": "did not do", "count": "number of", "sum": "sum of", "average": "average of",
        "min": "smallest of", "max": "largest of", "distinct": "different values of", "verb": "What of it",
        "first": "first time", "last": "last time", "longerAgo": "longer ago than", "within": "within the last",
        "ever": "ever", "inLast": "in the last", "between": "between … ago", "during": "in this",
        "before": "in the last calendar",
        "since": "since", "and": "and", "ago": "ago",
        "second": "seconds", "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks", "month": "months",
        "quarter": "quarters", "year": "years", "day1": "day", "week1": "week", "month1": "month",
        "quarter1": "quarter", "year1": "year",
        "==": "is", "!=": "is not", "<": "is less than", "<=": "is at most", ">": "is more than", ">=": "is at least",
        "contains": "contains", "starts with": "starts with", "ends with": "ends with", "matches": "matches pattern",
        "in": "is one of", "has any of": "has any of", "has all of": "has all of", "has none of": "has none of",
        "exists": "is known", "unknown": "is unknown", "notIn": "is none of", "notContains": "does not contain",
        "today": "is today", "next": "is in the next", "lastDays": "was in the last", "this": "is in this",
        "anniversaryToday": "has its day today", "anniversaryNext": "has its day in the next",
        "anniversaryThis": "has its day in this",
        "received": "received", "opened": "opened", "clicked": "clicked", "notReceived": "did not receive",
        "notOpened": "did not open", "notClicked": "did not click",
        "given": "given for", "notGiven": "not given for", "isIn": "is in", "isNotIn": "is not in",
        "isOn": "is on", "isNotOn": "is not on", "has": "has", "hasNot": "has not",
        "isSuppressed": "is suppressed for", "isNotSuppressed": "is not suppressed for", "anyChannel": "any channel",
        "anyCoupon": "any coupon", "category": "category", "brand": "brand", "product": "product",
        "fault": "Line {line}: {message}", "lost": "The server does not answer. What you write stays here.",
        "suggestions": "Suggestions",
    ]
}
