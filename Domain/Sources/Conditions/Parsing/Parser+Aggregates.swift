import Values

extension Parser {
    /// A figure over events or, where no event is named, over the items of a list.
    mutating func figure(_ function: Aggregate.Function, at start: Token) -> Parsed {
        if case .word(let word) = next.content, isListPath(word) { return items(function, at: start) }
        return aggregate(function, at: start)
    }

    /// `"Event Name"[.property] [where …] [, bounds])` and, after first and last, `.property`.
    private mutating func aggregate(_ function: Aggregate.Function, at start: Token) -> Parsed {
        guard case .text(let event) = next.content else {
            report(
                "`\(function.rawValue)` needs an event",
                expected: "the event's name in quotes, such as \"Order Completed\"")
            recover()
            if skip(sign: .comma) { _ = bounds(function == .most ? ["within"] : []) }
            close(.close)
            _ = segments()
            return missing(at: start)
        }
        checkEventName(event)
        advance()
        var aggregate = Aggregate(function: function, event: event)
        aggregate.property = segments()
        if skip(word: "where") { aggregate.filter = filter() }
        if skip(sign: .comma) {
            let bounds = bounds(function == .most ? ["within"] : [])
            aggregate.window = bounds.window
            aggregate.within = bounds.within
        }
        close(
            .close,
            expected: aggregate.filter == nil ? "`where`, `,` or `)`" : "`and`, `or`, `,` or `)`")
        property(of: &aggregate, at: start)
        if function == .most { checkMost(&aggregate, at: start) }
        return Parsed(.aggregate(aggregate), at: start)
    }

    mutating func checkEventName(_ event: String) {
        if event.isEmpty { report("an event's name is not empty", expected: "such as \"Order Completed\"") }
    }

    /// What follows `where`, asked of one event.
    mutating func filter() -> Expression {
        isInsideWhere = true
        defer { isInsideWhere = false }
        let filter = expression()
        requireBoolean(filter)
        return filter.expression
    }

    private mutating func checkMost(_ aggregate: inout Aggregate, at start: Token) {
        let event = Printer.quoted(aggregate.event)
        if aggregate.within == nil {
            report("`most` needs `within:`", at: start, expected: "most(\(event), within: 30 days)")
            aggregate.within = CalendarSpan(count: 1, unit: .day)
        }
        if aggregate.window.reach?.hasEntrance ?? false {
            report(
                "`most` counts in no window that events come into later", at: start,
                expected: "`last:`, `during: this …`, `since:` or `until:`")
        }
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
                let what = aggregate.function == .distinct ? "a property" : "a number"
                let example = aggregate.function == .distinct ? "category" : "total"
                report(
                    "`\(function)` needs \(what) to work on", at: start, expected: "\(function)(\(event).\(example))")
            }
        case .optional:
            if !aggregate.property.isEmpty, !behind.isEmpty {
                report("the property is named twice", at: place, expected: "\(function)(\(event)).\(behind[0])")
            }
            if !behind.isEmpty { aggregate.property = behind }
        }
    }
}
