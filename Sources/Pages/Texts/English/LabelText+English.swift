extension LabelText {
    static let english = LabelText(
        tabs: "Ways to tell people apart",
        title: { $0 == .list ? "Lists" : "Tags" },
        detail: { $0 == .list ? "Who is on one is somebody’s decision" : "Words that people are given by hand" },
        searchLabel: "Name",
        none: { $0 == .list ? "No lists yet" : "No tags yet" },
        noneHelp: { kind in
            kind == .list
                ? "A list holds whom you put on it: from a file, by hand, or by a flow. Being on a list is no consent."
                : "A tag is a word that people get from you, from a file or from a flow."
        },
        notFound: { "Nothing is called “\($0)”" },
        showAll: "Show all",
        name: "Name",
        nameHelp: { kind in
            kind == .list
                ? "Conditions ask for it: listed(\"Newsletter\")." : "Conditions ask for it: tagged(\"wholesale\")."
        },
        people: "People",
        since: "Since",
        about: "What it is for",
        aboutHelp: { kind in
            kind == .list
                ? "One sentence. The name stays, since conditions and flows ask for it."
                : "One sentence for whoever meets it in a year."
        },
        new: { $0 == .list ? "New list" : "New tag" },
        make: { $0 == .list ? "Make the list" : "Give the tag" },
        whom: "To whom",
        whomHelp: "E-mail addresses, user ids or phone numbers, one a line; up to 500.",
        peopleCount: { $0 == "1" ? "1 person" : "\($0) people" },
        members: { $0 == .list ? "Who is on it" : "Who has it" },
        nobody: { $0 == .list ? "Nobody is on it" : "Nobody has it" },
        nobodyHelp: { kind in
            kind == .list
                ? "Add people beside this, import a file, or let a flow do it: “join list”."
                : "A tag that nobody has is listed no more."
        },
        consent: "E-mail consent",
        neverAsked: "Never asked",
        takeOff: "Take off",
        takeOffWho: { "Take \($0) off" },
        add: { $0 == .list ? "Add people" : "Give it to people" },
        agreed: "Where they agreed to e-mail",
        agreedHelp:
            "Left empty, nobody’s consent changes and only people you know are added. With a source, such as “counter, paper form”, consent is noted as of now.",
        starts: "Start flows by it",
        look: "See what would happen",
        file: "Import a file",
        rows: "Rows of a CSV file, with a heading",
        rowsHelp:
            "One person a row: email, phone, first_name, … A consent needs email_consent, email_consent_source and email_consent_at. Larger files: cartwheel import profiles --list",
        chooseFile: "Or choose a file",
        usedNowhere: "No flow and no condition names it.",
        save: "Save",
        rename: "Rename or merge",
        otherName: "Another name",
        renameHelp: "The name of another tag merges the two: everybody has that one then.",
        empty: { $0 == .list ? "Take everybody off" : "Take it from everybody" },
        emptyHelp: { kind, count in
            kind == .list
                ? "All \(count) are taken off in the background. No flow starts by it."
                : "All \(count) lose the tag in the background. No flow starts by it."
        },
        remove: "Remove this list",
        removeHelp: "Nobody is on it. Its history stays with each person’s.",
        before: "Before it happens",
        joining: { kind, count in
            kind == .list ? "\(count) would be put on the list" : "\(count) would get the tag"
        },
        joiningNew: { "\($0) are not known yet and would be stored with their consent" },
        already: { kind, count in kind == .list ? "\(count) are on it already" : "\(count) have it already" },
        unknown: { "Nobody is known as “\($0)”: left out" },
        inFile: { "\($0) rows, \($1) people who can be read" },
        consenting: { "\($0) with a consent for e-mail that has its source and date" },
        refused: { "Row \($0): \($1)" },
        moreRefused: { "\($0) more rows cannot be read" },
        renaming: { "\($0) people have “\($1)” in its place afterwards." },
        merging: { "\($0) people have “\($1)” in its place afterwards; \($2) of them have both now." },
        confirm: "Do it",
        cancel: "Cancel",
        notice: { notice, kind, count in
            switch notice {
            case .made: "The list is there."
            case .added: kind == .list ? "\(count) are put on the list now." : "\(count) get the tag now."
            case .removed: kind == .list ? "They are taken off." : "The tag is taken from them."
            case .imported: "\(count) people are imported and put on the list."
            case .described: "Saved."
            case .renamed: "The tag is changed for \(count) people in the background."
            case .emptied:
                kind == .list
                    ? "\(count) people are taken off in the background."
                    : "The tag is taken from \(count) people in the background."
            case .gone: "The list is removed."
            }
        })
}
