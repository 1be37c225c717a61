import Values

extension TreeReader {
    /// Deeper trees than any text may be are refused, lest they exhaust the stack.
    func expression() throws(ConditionTreeError) -> Expression {
        // A level of nesting in a text is at most three in its tree: an object, its key and a position in a list.
        guard depth <= Parser.deepest * 3 else { throw fault("nested deeper than \(Parser.deepest) levels") }
        guard case .object = json else { throw fault("a part of a condition is an object, not \(json.kindName)") }
        let kind: TreeKind = try member("kind").word()
        switch kind {
        case .text, .number, .boolean, .duration, .list: return .literal(try literal(kind))
        case .property:
            return .path(
                PropertyPath(root: try member("of").word(), segments: try member("path").keys()))
        case .comparison:
            return .comparison(
                try member("left").expression(), try member("operator").word(), try member("right").expression())
        case .in: return .inclusion(try member("left").expression(), try member("list").expression())
        case .exists: return .existence(try member("operand").expression())
        case .not: return .negation(try member("operand").expression())
        case .and: return .conjunction(try operands())
        case .or: return .disjunction(try operands())
        case .figure: return .aggregate(try aggregate())
        case .ago: return .ago(try span())
        case .consent: return .consent(channel: try member("channel").text())
        case .member: return .membership(name: try member("name").text())
        }
    }

    private func operands() throws(ConditionTreeError) -> [Expression] {
        let operands = try member("operands")
        var found: [Expression] = []
        for item in try operands.items() { found.append(try item.expression()) }
        guard found.count >= 2 else { throw operands.fault("`and` and `or` join at least two parts") }
        return found
    }

    private func literal(_ kind: TreeKind) throws(ConditionTreeError) -> Literal {
        switch kind {
        case .text: return .text(try member("value").text())
        case .number: return .number(try member("value").number())
        case .boolean: return .boolean(try member("value").boolean())
        case .duration: return .duration(try span())
        case .list:
            var items: [Literal] = []
            for item in try member("items").items() {
                switch item.json {
                case .string(let text): items.append(.text(text))
                case .number(let number): items.append(.number(number))
                case .bool(let answer): items.append(.boolean(answer))
                case .null, .array, .object: throw item.fault("a list holds texts, numbers, true and false")
                }
            }
            return .list(items)
        case .property, .comparison, .in, .exists, .not, .and, .or, .figure, .ago, .consent, .member:
            preconditionFailure("no literal")
        }
    }
}
