import Values

extension Parser {
    /// A number, or with a unit behind it a duration, or with `ago` a moment.
    mutating func amount(_ number: Number, at start: Token) -> Parsed {
        guard case .word(let word) = next.content else { return Parsed(.literal(.number(number)), at: start) }
        guard let unit = CalendarSpan.Unit(word: word) else {
            guard Keyword(rawValue: word) == nil, word != "is" else {
                return Parsed(.literal(.number(number)), at: start)
            }
            let units = CalendarSpan.Unit.allCases.map(\.plural)
            report(
                "\(next.name) is no unit of time", expected: units.joined(separator: ", "),
                nearest: NearestName.of(word, among: units))
            advance()
            if isWord("ago") { advance() }
            return missing(at: start)
        }
        advance()
        let span = checked(number, unit, at: start)
        if skip(word: "ago") {
            if isInsideWhere {
                report("`ago` cannot stand inside `where`", at: start, expected: "a window, such as last: 90 days")
            }
            return Parsed(.ago(span), at: start)
        }
        return Parsed(.literal(.duration(span)), at: start)
    }

    private mutating func checked(_ number: Number, _ unit: CalendarSpan.Unit, at start: Token) -> CalendarSpan {
        let fallback = CalendarSpan(count: 1, unit: unit)
        guard let count = number.integer, count >= 1 else {
            report("a duration is a whole number of \(unit.plural), 1 or more", at: start)
            return fallback
        }
        let span = CalendarSpan(count: count, unit: unit)
        guard !span.isTooLong else {
            report("a duration is at most 1000 years", at: start)
            return fallback
        }
        return span
    }

    /// The items of a list, its opening bracket already taken.
    mutating func list() -> Expression {
        var items: [Literal] = []
        while !isSign(.closeList) {
            switch next.content {
            case .text(let text): items.append(.text(text))
            case .number(let number): items.append(.number(number))
            case .word("true"): items.append(.boolean(true))
            case .word("false"): items.append(.boolean(false))
            case .word, .sign, .end:
                report("\(next.name) does not fit into a list", expected: "a text, a number, true or false")
                recover()
                if skip(sign: .comma) { continue }
                _ = skip(sign: .closeList)
                return .literal(.list(items))
            }
            advance()
            guard skip(sign: .comma) else { break }
        }
        close(.closeList, expected: "`,` or `]`")
        return .literal(.list(items))
    }

    /// `profile.a.b`, `trigger.a`, `event.a`, or inside `where` a bare `a.b` of the event itself.
    mutating func path(_ root: PropertyPath.Root, bare: Bool = false) -> Parsed {
        let start = next
        var found: [String] = []
        if bare, case .word(let word) = start.content { found.append(word) }
        advance()
        let hasDot = isSign(.dot)
        found += segments()
        if root == .event, !isInsideWhere {
            outsideWhere(found, bare: bare, at: start)
            return missing(at: start)
        }
        guard !found.isEmpty else {
            let name = start.name.dropFirst().dropLast()
            if !hasDot { report("\(start.name) needs a property", at: start, expected: "`\(name).` and its name") }
            return missing(at: start)
        }
        return Parsed(.path(PropertyPath(root: root, segments: found)), at: start)
    }

    /// Keys after dots, each a name or a text.
    mutating func segments() -> [String] {
        var found: [String] = []
        while isSign(.dot) {
            advance()
            switch next.content {
            case .word(let word): found.append(word)
            case .text(let text): found.append(text)
            case .number, .sign, .end:
                report("\(next.name) does not name a property", expected: "a name, in quotes if it is no plain word")
                return found
            }
            advance()
        }
        return found
    }

    private mutating func outsideWhere(_ segments: [String], bare: Bool, at start: Token) {
        let name = segments.joined(separator: ".")
        guard bare else {
            return report("`event.…` is known only inside `where`", at: start, expected: "profile.… or trigger.…")
        }
        let known = FunctionTable.names + Keyword.allCases.map(\.rawValue)
        let nearest = NearestName.of(segments[0], among: known)
        report(
            "`\(name)` is not known here", at: start,
            expected: "profile.\(name), trigger.\(name), or a function such as count(\"Order Completed\")",
            nearest: nearest ?? "profile.\(name)")
    }
}
