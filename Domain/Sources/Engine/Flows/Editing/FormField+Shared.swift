/// Fields that several kinds have.
extension FormField {
    static let onError = FormField(
        "on error", .choice(OnError.allCases.map(\.rawValue)), "If it fails",
        help: "Go on, try again three times, end the journey, or tell the staff and go on.", preset: "continue",
        example: "retry")

    static let spread = FormField(
        "spread", .duration, "Spread over",
        help: "Up to so much longer, different for every journey, so that not everybody comes at once.",
        preset: "no longer", example: "30 minutes")

    static let daysBefore = FormField(
        "days before", .wholeNumber(0...366), help: "So many days before the date.", preset: "on the day", example: "7")

    static let daysAfter = FormField(
        "days after", .wholeNumber(0...366), help: "So many days after the date.", preset: "on the day", example: "1")

    static let zone = FormField(
        "zone", .zone, "Time zone", help: "By whose clock.", preset: "the shop's", example: "Europe/Berlin")

    static let among = FormField(
        "among", .members, "For whom", required: true, help: "The segment or list for whose members it is.",
        example: "VIP")

    static func limit(example: String) -> FormField {
        FormField(
            "up to", .duration, "At most", required: true, help: "How long it waits.", example: example)
    }
}

extension FlowFile {
    /// Every key of a file as a form shows it, in the order of the reference; `steps` aside.
    public static let form: [FormField] = [
        FormField(
            "flow", .line, "Short name", required: true,
            help: "In addresses and commands: lower-case letters, digits and hyphens.", example: "abandoned-cart"),
        FormField("name", .line, required: true, help: "Its name on screens.", example: "Abandoned cart"),
        FormField("about", .words, help: "What it is for, in a sentence or two."),
        FormField("warning", .words, help: "What whoever installs it should know first."),
        FormField(
            "purpose", .choice(["marketing", "transactional"]),
            help: "Transactional is only what somebody waits for because they did something.", preset: "marketing",
            example: "marketing"),
        FormField(
            "language", .language, help: "Of the texts that stand directly in its steps.", preset: "en", example: "de"),
        FormField("topic", .line, help: "What its messages are about, for caps by topic.", example: "Carts"),
        FormField(
            "priority", .choice(FlowPriority.allCases.map(\.name)),
            help: "Who goes first where marketing has one place a day.", preset: "normal", example: "high"),
        FormField(
            "at most", .cap, "Messages at most", help: "How many of its own messages go to one person.",
            preset: "no cap", example: "2 per 7 days"),
        FormField(
            "despite", .line, "Also to", several: true,
            help: "Standing exclusions of the shop that do not count for this flow, by their names.", preset: "none",
            example: "recent buyers"),
        FormField("trigger", .triggers, "Begins with", required: true, help: "What starts it: any of these."),
        FormField(
            "when", .condition, "If, at that moment", help: "A condition that must hold when it starts.",
            preset: "anybody", example: "consents(email)"),
        FormField(
            "only if", .condition, "As long as",
            help: "A condition that must hold when it starts and before every step.", preset: "anybody",
            example: "consents(email)"),
        FormField(
            "goal", .condition, help: "Once it holds, the journey has done its work.", preset: "none",
            example: "any(\"Order Completed\", since: trigger)"),
        FormField(
            "exit", .condition, "Exits", several: true, help: "Once one of these holds, the journey ends.",
            preset: "none", example: "any(\"Cart Emptied\", since: trigger)"),
        FormField(
            "reentry", .reentry, "Again", help: "Whether somebody may enter again after a journey ended.",
            preset: "always", example: "once per 30 days"),
        FormField(
            "while under way", .choice(["ignore", "refresh", "replace", "another"]),
            help: "What a new trigger does to a journey under way.", preset: "ignore", example: "refresh"),
        FormField(
            "one at a time per", .choice(JourneyKey.allCases.map(\.rawValue)),
            help: "For whom or what journeys are counted.", preset: "person", example: "cart"),
    ]

    /// Every key of a file, in the order of the reference.
    public static let fields = form.map(\.name) + ["steps"]
}
