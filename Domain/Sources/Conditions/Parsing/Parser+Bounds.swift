import Values

extension Parser {
    /// What stands behind the first comma of a function over events.
    struct Bounds {
        var window = EventWindow()
        var within: CalendarSpan?
        var without: EventSequence.Step?
        /// Texts of bounds that only one function has, by their names.
        var texts: [String: String] = [:]
    }

    static let windowBounds = ["last", "between", "during", "since", "until", "zone"]

    /// The named bounds, in any order, each at most once.
    mutating func bounds(_ own: [String]) -> Bounds {
        var bounds = Bounds()
        var seen: Set<String> = []
        let known = own + Parser.windowBounds
        let beginning = next
        repeat {
            let start = next
            guard case .word(let name) = start.content else {
                report("\(next.name) does not fit here", expected: Parser.list(of: known))
                recover()
                continue
            }
            advance()
            if !skip(sign: .colon) { report("`\(name)` needs a colon", expected: "`:`") }
            guard known.contains(name) else {
                report(
                    "there is no bound `\(name):`", at: start, expected: Parser.list(of: known),
                    nearest: NearestName.of(name, among: known).map { "\($0):" })
                recover()
                continue
            }
            if !seen.insert(name).inserted { report("`\(name):` stands twice", at: start) }
            read(name, into: &bounds, at: start)
        } while skip(sign: .comma)
        checkOrder(bounds.window, at: beginning)
        return bounds
    }

    private static func list(of names: [String]) -> String { names.map { "`\($0):`" }.joined(separator: ", ") }

    private mutating func read(_ name: String, into bounds: inout Bounds, at start: Token) {
        switch name {
        case "last": setReach(windowSpan().map { .last($0) }, name, &bounds, at: start)
        case "between": setReach(between(), name, &bounds, at: start)
        case "during": setReach(during(), name, &bounds, at: start)
        case "since": bounds.window.since = since() ?? bounds.window.since
        case "until": bounds.window.until = mark() ?? bounds.window.until
        case "zone": bounds.window.zone = zoneChoice()
        case "within": bounds.within = windowSpan()
        case "without": bounds.without = step()
        default: boundText(name, into: &bounds)
        }
    }

    private mutating func setReach(
        _ reach: EventWindow.Reach?, _ name: String, _ bounds: inout Bounds, at start: Token
    ) {
        if bounds.window.reach != nil {
            report("only one of `last:`, `between:` and `during:` may stand", at: start)
        }
        bounds.window.reach = reach ?? bounds.window.reach
    }

    private mutating func boundText(_ name: String, into bounds: inout Bounds) {
        guard case .text(let text) = next.content, !text.isEmpty else {
            report("`\(name):` needs a name", expected: "a name in quotes")
            return recover()
        }
        advance()
        bounds.texts[name] = text
    }

    /// Refuses a window that ends before it begins.
    private mutating func checkOrder(_ window: EventWindow, at start: Token) {
        guard case .mark(let since) = window.since, let until = window.until,
            until.end(in: .utc) <= since.start(in: .utc)
        else { return }
        report(
            "the window ends before it begins: until \(Printer.quoted(until.text)) is not after since "
                + Printer.quoted(since.text), at: start)
    }
}
