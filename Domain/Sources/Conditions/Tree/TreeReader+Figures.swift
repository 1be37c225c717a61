import Values

extension TreeReader {
    func aggregate() throws(ConditionTreeError) -> Aggregate {
        var aggregate = Aggregate(
            function: try member("function").word(), event: try member("event").text())
        if let property = optional("property") { aggregate.property = try property.keys() }
        aggregate.filter = try optional("where")?.expression()
        aggregate.within = try optional("within")?.span()
        aggregate.window = try window()
        return aggregate
    }

    func itemFigure() throws(ConditionTreeError) -> ItemFigure {
        ItemFigure(
            function: try member("function").word(), list: try member("list").path(),
            property: try optional("property")?.text(), filter: try optional("where")?.expression())
    }

    func sequence() throws(ConditionTreeError) -> EventSequence {
        var sequence = EventSequence(steps: [])
        for step in try member("steps").items() { sequence.steps.append(try step.step()) }
        sequence.within = try optional("within")?.span()
        sequence.without = try optional("without")?.step()
        sequence.window = try window()
        return sequence
    }

    private func step() throws(ConditionTreeError) -> EventSequence.Step {
        EventSequence.Step(event: try member("event").text(), filter: try optional("where")?.expression())
    }

    func interest() throws(ConditionTreeError) -> Interest {
        Interest(
            measure: try member("measure").word(), subject: try member("subject").word(),
            name: try member("name").text(), window: try window())
    }

    func engagement() throws(ConditionTreeError) -> Engagement {
        Engagement(
            action: try member("action").word(), channel: try member("channel").text(),
            flow: try optional("flow")?.text(), campaign: try optional("campaign")?.text(), window: try window())
    }

    func dayTest() throws(ConditionTreeError) -> DayTest {
        if let unit = optional("this") { return .this(try unit.word()) }
        if let span = optional("next") { return .next(try span.span()) }
        if let span = optional("last") { return .last(try span.span()) }
        let relative = try member("is")
        switch try relative.text() {
        case "today": return .today
        case "tomorrow": return .tomorrow
        case "yesterday": return .yesterday
        default: throw relative.fault("expected today, tomorrow or yesterday")
        }
    }

    func placeRange() throws(ConditionTreeError) -> PlaceRange {
        PlaceRange(
            distance: try member("distance").number(), unit: try member("unit").word(),
            latitude: try member("latitude").number(), longitude: try member("longitude").number())
    }

    /// The bounds under `window`; none where there is no such member.
    func window() throws(ConditionTreeError) -> EventWindow {
        try optional("window")?.bounds() ?? EventWindow()
    }

    private func bounds() throws(ConditionTreeError) -> EventWindow {
        var window = EventWindow()
        if let last = optional("last") { window.reach = .last(try last.span()) }
        if let between = optional("between") {
            window.reach = .between(
                newest: try between.member("newest").span(), oldest: try between.member("oldest").span())
        }
        if let unit = optional("this") { window.reach = .this(try unit.word()) }
        if let unit = optional("previous") { window.reach = .previous(try unit.word()) }
        if let since = optional("since") {
            let text = try since.text()
            window.since = text == "trigger" ? .trigger : .mark(try since.mark())
        }
        window.until = try optional("until")?.mark()
        if let zone = optional("zone") {
            let text = try zone.text()
            window.zone = text == "workspace" ? .workspace : text == "shopper" ? .shopper : .named(text)
        }
        return window
    }

    private func mark() throws(ConditionTreeError) -> TimeMark {
        guard let mark = TimeMark(try text()) else { throw fault("this is no date or moment") }
        return mark
    }
}
