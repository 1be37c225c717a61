extension QualityText {
    static let english = QualityText(
        tabs: "Events and data",
        title: "Data quality",
        detail: "What counts as absent, and what never came",
        about: { "About \($0)" },
        amountsLooked: { "\($0) amounts among the newest 5,000 events" },
        customersLooked: { "\($0) customers looked at" },
        currencies: "Currencies without a rate",
        currenciesHelp: { workspace in
            "These amounts count as absent wherever conditions compare or add them"
                + (workspace.map { " in \($0)" } ?? "")
                + ". Load rates that have them: cartwheel settings rates FILE"
        },
        currenciesFine: "Every amount has a currency that has a rate.",
        currency: "Currency",
        amounts: "Amounts",
        event: "Event",
        newest: "Newest",
        zones: "Time zones that are none",
        zonesHelp: { count, zone in
            "\(count) customers have a time zone that nobody knows. The workspace’s is used for them: \(zone). Send names such as Europe/Berlin."
        },
        zonesFine: "Every time zone can be read.",
        zone: "Time zone, as it came",
        names: "Names that were never seen",
        namesHelp: "Conditions ask for these, and nothing of that name has come. It may come yet, or be misspelt.",
        namesFine: "Everything that conditions ask for has been seen.",
        name: "Name",
        kind: "Kind",
        kindName: { kind in
            switch kind {
            case .event: "Event"
            case .property: "Property of customers"
            case .list: "List"
            case .segment: "Segment or list"
            case .tag: "Tag"
            }
        },
        nearest: { "Did you mean “\($0)”?" },
        more: { "and \($0) more" },
        rejectedFine: "No event was rejected.")
}
