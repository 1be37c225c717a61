extension RejectedText {
    static let english = RejectedText(
        title: "Rejected events",
        detail: "Events that could not be taken. Nothing is dropped in silence; mend the sender and send them again.",
        none: "No event was rejected",
        noneHelp: "An event that breaks a rule is kept here with the reason, so that you can mend what sends it.",
        noMatch: "No rejected events match these filters",
        noMatchHelp: "Widen the search, choose another reason, or look at all of them.",
        showAll: "Show all",
        searchLabel: "Search in events and explanations",
        reason: "Reason",
        anyReason: "Any reason",
        reasonName: { code in
            let abbreviations = ["json": "JSON", "utf8": "UTF-8", "nul": "NUL", "id": "ID", "url": "URL"]
            let words = code.split(separator: "_").map { abbreviations[String($0)] ?? String($0) }
                .joined(separator: " ")
            return words.prefix(1).uppercased() + words.dropFirst()
        },
        byKey: { "sent with key “\($0)”" },
        noKey: "sent without a key",
        asItCame: "The event as it came")
}
