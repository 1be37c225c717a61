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
            Row(name: function.rawValue) { $0.aggregate(function, at: $1) }
        } + [
            Row(name: "consents") { $0.consent(at: $1) },
            Row(name: "member") { $0.membership(at: $1) },
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
        if isInsideWhere {
            report(
                "`\(name)(…)` cannot stand inside `where`", at: start,
                expected: "properties of the event, profile.… and trigger.…")
            return skipCall(at: start)
        }
        return row.read(&self, start)
    }

    private mutating func skipCall(at start: Token) -> Parsed {
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
