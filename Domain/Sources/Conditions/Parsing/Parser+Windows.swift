import Values

extension Parser {
    mutating func windowSpan() -> CalendarSpan? {
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

    /// `30 days and 60 days ago`.
    mutating func between() -> EventWindow.Reach? {
        let start = next
        guard let newest = windowSpan() else { return nil }
        guard skip(word: "and") else {
            report("\(next.name) does not fit here", expected: "`and` and the older age, such as 60 days ago")
            recover()
            return nil
        }
        let second = next
        guard case .number(let number) = second.content else {
            report("\(second.name) is no duration", expected: "a duration such as 60 days ago")
            recover()
            return nil
        }
        advance()
        guard case .ago(let oldest) = amount(number, at: second).expression else {
            report("the ages end with `ago`", at: second, expected: "such as 30 days and 60 days ago")
            return nil
        }
        guard newest.nominalSeconds < oldest.nominalSeconds else {
            report(
                "the window ends before it begins: \(Printer.text(oldest)) ago is not before "
                    + "\(Printer.text(newest)) ago", at: start,
                expected: "the newer age first, such as 30 days and 60 days ago")
            return nil
        }
        return .between(newest: newest, oldest: oldest)
    }

    /// `this month`, `last week`.
    mutating func during() -> EventWindow.Reach? {
        let isThis = skip(word: "this")
        guard isThis || skip(word: "last") else {
            report("\(next.name) does not fit here", expected: "`this` or `last` and a unit, such as this month")
            recover()
            return nil
        }
        return calendarUnit().map { isThis ? .this($0) : .previous($0) }
    }

    mutating func calendarUnit() -> CalendarUnit? {
        let units = CalendarUnit.allCases.map(\.rawValue)
        guard case .word(let word) = next.content, let unit = CalendarUnit(rawValue: word) else {
            var nearest: String?
            if case .word(let word) = next.content { nearest = NearestName.of(word, among: units) }
            report(
                "\(next.name) is no part of the calendar", expected: units.joined(separator: ", "), nearest: nearest)
            recover()
            return nil
        }
        advance()
        return unit
    }

    mutating func since() -> EventWindow.Since? {
        if skip(word: "trigger") { return .trigger }
        guard case .text = next.content else {
            report("\(next.name) does not fit here", expected: "`trigger` or a date such as \"2026-01-01\"")
            recover()
            return nil
        }
        return mark().map { .mark($0) }
    }

    mutating func mark() -> TimeMark? {
        guard case .text(let text) = next.content else {
            report("\(next.name) does not fit here", expected: "a date such as \"2026-01-01\"")
            recover()
            return nil
        }
        let mark = TimeMark(text)
        if mark == nil {
            report(
                "\(Printer.quoted(text)) is no date",
                expected: #"a date such as "2026-11-22" or a moment such as "2026-11-22T09:00:00+01:00""#)
        }
        advance()
        return mark
    }

    mutating func zoneChoice() -> ZoneChoice {
        switch next.content {
        case .word("workspace"):
            advance()
            return .workspace
        case .word("shopper"):
            advance()
            return .shopper
        case .text(let name):
            if Zone(name) == nil {
                report(
                    "there is no time zone \(Printer.quoted(name))",
                    expected: "`shopper`, `workspace` or a zone such as \"Europe/Berlin\"",
                    nearest: hasRoomForReports ? Zone.nearest(to: name).map(Printer.quoted) : nil)
            }
            advance()
            return .named(name)
        case .word, .number, .sign, .end:
            report("\(next.name) does not fit here", expected: "`shopper`, `workspace` or \"Europe/Berlin\"")
            recover()
            return .shopper
        }
    }
}
