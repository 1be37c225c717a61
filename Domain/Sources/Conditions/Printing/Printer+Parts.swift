import Values

extension Printer {
    static func text(_ literal: Literal) -> String {
        switch literal {
        case .text(let value): quoted(value)
        case .number(let value): value.description
        case .money(let value, let currency): "\(value) \(currency)"
        case .boolean(let value): value ? "true" : "false"
        case .duration(let span): text(span)
        case .list(let items): "[\(items.map(text).joined(separator: ", "))]"
        }
    }

    static func text(_ span: CalendarSpan) -> String {
        "\(span.count) \(span.count == 1 ? span.unit.rawValue : span.unit.plural)"
    }

    static func text(_ range: PlaceRange) -> String {
        "\(range.distance) \(range.unit.rawValue) of (\(range.latitude), \(range.longitude))"
    }

    static func text(_ fact: Fact) -> String {
        let parts = [fact.word, fact.name.map(quoted)].compactMap { $0 }
        return "\(fact.function.rawValue)(\(parts.joined(separator: ", ")))"
    }

    static func text(_ interest: Interest) -> String {
        "\(interest.measure.rawValue)(\(interest.subject.rawValue): \(quoted(interest.name))\(text(interest.window)))"
    }

    static func text(_ figure: OrderFigure) -> String {
        let window = text(figure.window)
        // Every bound has a comma in front.
        let inside = figure.filter.map { "where \(text($0))\(window)" } ?? String(window.dropFirst(2))
        return "\(figure.measure.rawValue)(\(inside))"
    }

    static func text(_ engagement: Engagement) -> String {
        var inside = engagement.channel
        if let flow = engagement.flow { inside += ", flow: \(quoted(flow))" }
        if let campaign = engagement.campaign { inside += ", campaign: \(quoted(campaign))" }
        return "\(engagement.action.rawValue)(\(inside)\(text(engagement.window)))"
    }

    /// The bounds, each with a comma in front.
    static func text(_ window: EventWindow) -> String {
        var text = ""
        switch window.reach {
        case nil: break
        case .last(let span): text += ", last: \(self.text(span))"
        case .between(let newest, let oldest):
            text += ", between: \(self.text(newest)) and \(self.text(oldest)) ago"
        case .this(let unit): text += ", during: this \(unit.rawValue)"
        case .previous(let unit): text += ", during: last \(unit.rawValue)"
        }
        switch window.since {
        case nil: break
        case .trigger: text += ", since: trigger"
        case .mark(let mark): text += ", since: \(quoted(mark.text))"
        }
        if let until = window.until { text += ", until: \(quoted(until.text))" }
        switch window.zone {
        case .shopper: break
        case .workspace: text += ", zone: workspace"
        case .named(let name): text += ", zone: \(quoted(name))"
        }
        return text
    }

    static func segment(_ key: String) -> String { Lexer.isWord(key) ? key : quoted(key) }

    /// A text in quotes, with the escapes of JSON.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20:
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
