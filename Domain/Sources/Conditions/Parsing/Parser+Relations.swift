import Values

extension Parser {
    /// Words that stand between two values.
    static let relationWords = ["is", "contains", "starts", "ends", "matches", "has", "within", "by"]

    /// The relation that the next words name, and how many words it has.
    var nextRelation: (relation: Relation, words: Int)? {
        for relation in Relation.allCases {
            let words = relation.rawValue.split(separator: " ").map(String.init)
            if words.enumerated().allSatisfy({ token(after: $0.offset).content == .word($0.element) }) {
                return (relation, words.count)
            }
        }
        return nil
    }

    mutating func relation(_ left: Parsed) -> Parsed {
        guard let (relation, words) = nextRelation else {
            let names = Relation.allCases.map { "`\($0.rawValue)`" }
            report("\(next.name) alone compares nothing", expected: names.joined(separator: ", "))
            advance()
            recover()
            return missing(at: left.start)
        }
        let sign = next
        for _ in 0..<words { advance() }
        let right = operand()
        check(left, relation, right, at: sign)
        return Parsed(.relation(left.expression, relation, right.expression), at: left.start)
    }

    private mutating func check(_ left: Parsed, _ relation: Relation, _ right: Parsed, at sign: Token) {
        let allowed: [ValueKind] = relation.isOfLists ? [.list] : relation == .contains ? [.text, .list] : [.text]
        if left.kind != .unknown, !allowed.contains(left.kind) {
            let wanted = allowed.map(\.name).joined(separator: " or ")
            report(
                "`\(relation.rawValue)` is asked of \(wanted), and \(Printer.text(left.expression)) is "
                    + left.kind.name, at: left.start)
        }
        if relation == .matches { return checkPattern(right) }
        if right.kind == .unknown { return }
        let wanted: [ValueKind] =
            relation.isOfLists
            ? [.list] : relation == .contains && left.kind != .text ? [.text, .number, .boolean] : [.text]
        guard !wanted.contains(right.kind) else { return }
        report(
            "`\(relation.rawValue)` cannot look for \(right.kind.name)", at: right.start,
            expected: relation.isOfLists ? #"a list such as ["a", "b"]"# : wanted.map(\.name).joined(separator: ", "))
    }

    private mutating func checkPattern(_ right: Parsed) {
        guard case .literal(.text(let text)) = right.expression else {
            return report(
                "a pattern is written out", at: right.start,
                expected: #"a text such as "Shoe*", where * is any run of characters and ? is one"#)
        }
        if Glob(text) == nil {
            report("a pattern has at most \(Glob.longest) characters", at: right.start)
        }
    }
}
