import Values

extension Parser {
    /// `"Event Name"[.property] [where …] [, last: …] [, since: trigger])` and, after first and last, `.property`.
    mutating func aggregate(_ function: Aggregate.Function, at start: Token) -> Parsed {
        guard case .text(let event) = next.content else {
            report(
                "`\(function.rawValue)` needs an event",
                expected: "the event's name in quotes, such as \"Order Completed\"")
            recover()
            if skip(sign: .comma) { _ = window() }
            close(.close)
            _ = segments()
            return missing(at: start)
        }
        if event.isEmpty { report("an event's name is not empty", expected: "such as \"Order Completed\"") }
        advance()
        var aggregate = Aggregate(function: function, event: event)
        aggregate.property = segments()
        if skip(word: "where") { aggregate.filter = filter() }
        if skip(sign: .comma) { aggregate.window = window() }
        close(
            .close,
            expected: aggregate.filter == nil ? "`where`, `,` or `)`" : "`and`, `or`, `,` or `)`")
        property(of: &aggregate, at: start)
        return Parsed(.aggregate(aggregate), at: start)
    }

    private mutating func filter() -> Expression {
        isInsideWhere = true
        defer { isInsideWhere = false }
        let filter = expression()
        requireBoolean(filter)
        return filter.expression
    }

    private mutating func property(of aggregate: inout Aggregate, at start: Token) {
        let function = aggregate.function.rawValue
        let event = Printer.quoted(aggregate.event)
        let place = next
        let behind = segments()
        switch aggregate.function.property {
        case .refused:
            if !aggregate.property.isEmpty || !behind.isEmpty {
                report("`\(function)` reads no property", at: start, expected: "\(function)(\(event) where …)")
            }
        case .required:
            if !behind.isEmpty {
                report(
                    "the property stands behind the event's name", at: place,
                    expected: "\(function)(\(event).\(behind[0]))")
            } else if aggregate.property.isEmpty {
                report("`\(function)` needs a number to work on", at: start, expected: "\(function)(\(event).total)")
            }
        case .optional:
            if !aggregate.property.isEmpty, !behind.isEmpty {
                report("the property is named twice", at: place, expected: "\(function)(\(event)).\(behind[0])")
            }
            if !behind.isEmpty { aggregate.property = behind }
        }
    }

    /// The named bounds after the first comma, in any order, each at most once.
    mutating func window() -> EventWindow {
        var window = EventWindow()
        repeat {
            let start = next
            guard case .word(let name) = start.content else {
                report("\(next.name) does not fit here", expected: "`last:` or `since:`")
                recover()
                continue
            }
            advance()
            if !skip(sign: .colon) { report("`\(name)` needs a colon", expected: "`:`") }
            switch name {
            case "last":
                if window.last != nil { report("`last:` stands twice", at: start) }
                window.last = windowSpan()
            case "since":
                if window.sinceTrigger { report("`since:` stands twice", at: start) }
                if !skip(word: "trigger") {
                    report("\(next.name) does not fit here", expected: "`trigger`")
                    recover()
                }
                window.sinceTrigger = true
            default:
                report(
                    "there is no bound `\(name):`", at: start, expected: "`last:` or `since:`",
                    nearest: NearestName.of(name, among: ["last", "since"]).map { "\($0):" })
                recover()
            }
        } while skip(sign: .comma)
        return window
    }

    private mutating func windowSpan() -> CalendarSpan? {
        let start = next
        guard case .number(let number) = start.content else {
            report("\(start.name) is no duration", expected: "a duration such as 90 days or 6 months")
            recover()
            return nil
        }
        advance()
        switch amount(number, at: start).expression {
        case .literal(.duration(let span)): return span
        case .ago:
            report("a window is a duration, without `ago`", at: start)
        case .literal(.number):
            report("\(start.name) needs a unit", at: start, expected: "\(start.name) days")
        default: break
        }
        return nil
    }
}
