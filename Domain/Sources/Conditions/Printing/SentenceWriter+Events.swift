import Values

extension SentenceWriter {
    static func occurrence(_ aggregate: Aggregate, isNegated: Bool) -> String {
        let isPresent = (aggregate.function == .any) != isNegated
        return "there is \(isPresent ? "at least one" : "no") \(events(aggregate, plural: false))"
    }

    static func items(_ figure: ItemFigure, isNegated: Bool) -> String {
        let isPresent = (figure.function == .any) != isNegated
        return "\(isPresent ? "at least one" : "none") of \(noun(.path(figure.list))) is there\(filter(figure.filter))"
    }

    static func sequence(_ sequence: EventSequence, isNegated: Bool) -> String {
        var text = sequence.steps.enumerated().map { index, step in
            (index == 0 ? isNegated ? "no " : "a " : "then a ") + event(step)
        }.joined(separator: " and ")
        text = "there is " + text
        if let within = sequence.within { text += " within \(Printer.text(within))" }
        if let without = sequence.without { text += " without a \(event(without)) between them" }
        return text + window(sequence.window)
    }

    private static func event(_ step: EventSequence.Step) -> String {
        "\(Printer.quoted(step.event)) event\(filter(step.filter))"
    }

    static func engagement(_ engagement: Engagement, isNegated: Bool) -> String {
        let verb =
            isNegated ? "has not \(engagement.action.rawValue)" : "has \(engagement.action.rawValue)"
        var text = "the profile \(verb) \(engagement.channel)"
        if let flow = engagement.flow { text += " of the flow \(Printer.quoted(flow))" }
        if let campaign = engagement.campaign { text += " of the campaign \(Printer.quoted(campaign))" }
        return text + window(engagement.window)
    }

    static func rank(_ rank: Rank, isNegated: Bool) -> String {
        "the profile is \(isNegated ? "not " : "")among the \(rank.end.rawValue) \(rank.percent)% by "
            + noun(rank.figure)
    }

    static func figure(_ aggregate: Aggregate) -> String {
        let property = aggregate.property.joined(separator: " ")
        let all = events(aggregate, plural: true)
        switch aggregate.function {
        case .any, .none: return "whether \(occurrence(aggregate, isNegated: false))"
        case .count: return "the number of \(all)"
        case .sum: return "the sum of \(property) over \(all)"
        case .average: return "the average \(property) of \(all)"
        case .min: return "the lowest \(property) of \(all)"
        case .max: return "the highest \(property) of \(all)"
        case .distinct: return "the number of different \(property) of \(all)"
        case .most:
            let span = aggregate.within.map(Printer.text) ?? ""
            return "the highest number within any \(span) of \(all)"
        case .first, .last:
            let event = "the \(aggregate.function.rawValue) \(events(aggregate, plural: false))"
            return property.isEmpty ? event : "the \(property) of \(event)"
        }
    }

    private static func events(_ aggregate: Aggregate, plural: Bool) -> String {
        "\(Printer.quoted(aggregate.event)) event\(plural ? "s" : "")\(filter(aggregate.filter))"
            + window(aggregate.window)
    }

    static func filter(_ filter: Expression?) -> String { filter.map { " where \(clause($0))" } ?? "" }

    /// The bounds, with a space in front.
    static func window(_ window: EventWindow) -> String {
        var text = ""
        switch window.reach {
        case nil: break
        case .last(let span): text += " in the last \(Printer.text(span))"
        case .between(let newest, let oldest):
            text += " between \(Printer.text(oldest)) and \(Printer.text(newest)) ago"
        case .this(let unit): text += " this \(unit.rawValue)"
        case .previous(let unit): text += " last \(unit.rawValue)"
        }
        switch window.since {
        case nil: break
        case .trigger: text += " since the trigger"
        case .mark(let mark): text += " since \(mark.text)"
        }
        if let until = window.until { text += " until \(until.text)" }
        switch window.zone {
        case .shopper: break
        case .workspace: text += " in the workspace's time zone"
        case .named(let name): text += " in the time zone \(name)"
        }
        return text
    }
}
