import Values

extension TreeWriter {
    static func keys(_ segments: [String]) -> JSON { .array(segments.map(JSON.string)) }

    static func members(_ path: PropertyPath) -> JSONObject {
        ["of": .string(path.root.rawValue), "path": keys(path.segments)]
    }

    static func members(_ span: CalendarSpan) -> JSONObject {
        ["count": .number(Number(span.count)), "unit": .string(span.unit.rawValue)]
    }

    static func members(_ aggregate: Aggregate) -> JSONObject {
        var members: JSONObject = [
            "function": .string(aggregate.function.rawValue), "event": .string(aggregate.event),
        ]
        if !aggregate.property.isEmpty { members["property"] = keys(aggregate.property) }
        if let filter = aggregate.filter { members["where"] = json(filter) }
        if let within = aggregate.within { members["within"] = .object(self.members(within)) }
        add(aggregate.window, to: &members)
        return members
    }

    static func members(_ figure: ItemFigure) -> JSONObject {
        var members: JSONObject = [
            "function": .string(figure.function.rawValue), "list": .object(self.members(figure.list)),
        ]
        if let property = figure.property { members["property"] = .string(property) }
        if let filter = figure.filter { members["where"] = json(filter) }
        return members
    }

    static func members(_ sequence: EventSequence) -> JSONObject {
        var members: JSONObject = ["steps": .array(sequence.steps.map { .object(self.members($0)) })]
        if let within = sequence.within { members["within"] = .object(self.members(within)) }
        if let without = sequence.without { members["without"] = .object(self.members(without)) }
        add(sequence.window, to: &members)
        return members
    }

    private static func members(_ step: EventSequence.Step) -> JSONObject {
        var members: JSONObject = ["event": .string(step.event)]
        if let filter = step.filter { members["where"] = json(filter) }
        return members
    }

    static func members(_ interest: Interest) -> JSONObject {
        var members: JSONObject = [
            "measure": .string(interest.measure.rawValue), "subject": .string(interest.subject.rawValue),
            "name": .string(interest.name),
        ]
        add(interest.window, to: &members)
        return members
    }

    static func members(_ figure: OrderFigure) -> JSONObject {
        var members: JSONObject = ["measure": .string(figure.measure.rawValue)]
        if let filter = figure.filter { members["where"] = json(filter) }
        add(figure.window, to: &members)
        return members
    }

    static func members(_ engagement: Engagement) -> JSONObject {
        var members: JSONObject = [
            "action": .string(engagement.action.rawValue), "channel": .string(engagement.channel),
        ]
        if let flow = engagement.flow { members["flow"] = .string(flow) }
        if let campaign = engagement.campaign { members["campaign"] = .string(campaign) }
        add(engagement.window, to: &members)
        return members
    }

    static func members(_ test: DayTest) -> JSONObject {
        switch test {
        case .today: ["is": "today"]
        case .tomorrow: ["is": "tomorrow"]
        case .yesterday: ["is": "yesterday"]
        case .next(let span): ["next": .object(members(span))]
        case .last(let span): ["last": .object(members(span))]
        case .this(let unit): ["this": .string(unit.rawValue)]
        }
    }

    static func members(_ range: PlaceRange) -> JSONObject {
        [
            "distance": .number(range.distance), "unit": .string(range.unit.rawValue),
            "latitude": .number(range.latitude), "longitude": .number(range.longitude),
        ]
    }

    static func members(_ fact: Fact) -> JSONObject {
        var members: JSONObject = ["function": .string(fact.function.rawValue)]
        if let word = fact.word { members["word"] = .string(word) }
        if let name = fact.name { members["name"] = .string(name) }
        return members
    }

    private static func add(_ window: EventWindow, to members: inout JSONObject) {
        var bounds = JSONObject()
        switch window.reach {
        case nil: break
        case .last(let span): bounds["last"] = .object(self.members(span))
        case .between(let newest, let oldest):
            bounds["between"] = [
                "newest": .object(self.members(newest)), "oldest": .object(self.members(oldest)),
            ]
        case .this(let unit): bounds["this"] = .string(unit.rawValue)
        case .previous(let unit): bounds["previous"] = .string(unit.rawValue)
        }
        switch window.since {
        case nil: break
        case .trigger: bounds["since"] = "trigger"
        case .mark(let mark): bounds["since"] = .string(mark.text)
        }
        if let until = window.until { bounds["until"] = .string(until.text) }
        switch window.zone {
        case .shopper: break
        case .workspace: bounds["zone"] = "workspace"
        case .named(let name): bounds["zone"] = .string(name)
        }
        if !bounds.isEmpty { members["window"] = .object(bounds) }
    }
}
