extension StartText {
    static let english = StartText(
        open: "Start…",
        title: "Start it by hand",
        forWhom: "For whom?",
        audience: { audience in
            switch audience {
            case .people: "These people"
            case .group: "Members of a segment or list"
            case .everybody: "Everybody, past customers too"
            case .already: "Those who meet its trigger already: in the segment, on the list, tagged, or past the date"
            }
        },
        people: "People",
        peopleHelp: "E-mail addresses or user ids, one a line, at most 500.",
        group: "Segment or list",
        chooseGroup: "Choose one",
        with: "What it carries",
        withHelp: "Lines of name: value, which messages and conditions see as trigger.name.",
        preview: "How many that is",
        previewHelp: "Count first: the flow’s conditions and its rule of re-entry hold for a start by hand, too.",
        count: "Count",
        wouldEnter: { "\($0) of \($1) would enter" },
        partial: "Of those looked at; there are more.",
        refused: "Why others stay out",
        how: "People",
        startNow: "Start",
        startHelp: "Messages still ask consent, hours and caps before they go.",
        already: "Who meets its trigger already",
        takeIn: "Begin for them, too",
        takeInHelp:
            "Who is in the segment, on the list or tagged now, or whose date has come, would hear of nothing otherwise."
    )
}
