import Values

/// Every function of the language: a new one is a file and a row here.
enum FunctionTable {
    struct Row: Sendable {
        let name: String
        /// Reads what follows the opening bracket, the closing one included.
        let read: @Sendable (inout Parser, _ start: Token) -> Parser.Parsed
    }

    static let rows: [Row] =
        Aggregate.Function.allCases.map { function in
            Row(name: function.rawValue) { $0.figure(function, at: $1) }
        }
        + Fact.Function.allCases.map { function in
            Row(name: function.rawValue) { $0.fact(function, at: $1) }
        }
        + Interest.Measure.allCases.map { measure in
            Row(name: measure.rawValue) { $0.interest(measure, at: $1) }
        }
        + Engagement.Action.allCases.map { action in
            Row(name: action.rawValue) { $0.engagement(action, at: $1) }
        }
        + OrderFigure.Measure.allCases.map { measure in
            Row(name: measure.rawValue) { $0.orders(measure, at: $1) }
        } + [
            Row(name: "sequence") { $0.sequence(at: $1) },
            Row(name: "time_since") { $0.age(at: $1) },
            Row(name: "anniversary") { $0.anniversary(at: $1) },
        ]

    static let names = rows.map(\.name)
}

extension Parser {
    /// `name(…)`; the name is the next token.
    mutating func call(_ name: String) -> Parsed {
        let start = next
        advance()
        advance()
        guard let row = FunctionTable.rows.first(where: { $0.name == name }) else {
            report(
                "there is no function `\(name)`", at: start, expected: FunctionTable.names.joined(separator: ", "),
                nearest: NearestName.of(name, among: FunctionTable.names))
            return skipCall(at: start)
        }
        if isInsideFilter, !isItemFigure(name) {
            report(
                "`\(name)(…)` cannot stand inside `where`", at: start,
                expected: "properties of the event, profile.… and trigger.…, or a list such as any(products where …)")
            return skipCall(at: start)
        }
        return row.read(&self, start)
    }

    /// Whether what follows is a figure over a list, which may stand inside the `where` of an event.
    private func isItemFigure(_ name: String) -> Bool {
        guard !isInsideItem, ItemFigure.functions.contains(where: { $0.rawValue == name }) else { return false }
        guard case .word = next.content else { return false }
        return true
    }

    mutating func skipCall(at start: Token) -> Parsed {
        recover()
        while !isSign(.close), !isAtEnd {
            advance()
            recover()
        }
        _ = skip(sign: .close)
        _ = segments()
        return missing(at: start)
    }
}
