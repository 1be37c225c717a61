import Values

extension TreeReader {
    /// Deeper trees than any text may be are refused, lest they exhaust the stack.
    func expression() throws(ConditionTreeError) -> Expression {
        // A level of nesting in a text is at most three in its tree: an object, its key and a position in a list.
        guard depth <= Parser.deepest * 3 else { throw fault("nested deeper than \(Parser.deepest) levels") }
        guard case .object = json else { throw fault("a part of a condition is an object, not \(json.kindName)") }
        let kind: TreeKind = try member("kind").word()
        switch kind {
        case .text, .number, .money, .boolean, .duration, .list: return .literal(try literal(kind))
        case .property:
            return .path(try path())
        case .comparison:
            return .comparison(
                try member("left").expression(), try member("operator").word(), try member("right").expression())
        case .relation:
            return .relation(
                try member("left").expression(), try member("operator").word(), try member("right").expression())
        case .in: return .inclusion(try member("left").expression(), try member("list").expression())
        case .exists: return .existence(try member("operand").expression())
        case .not: return .negation(try member("operand").expression())
        case .and: return .conjunction(try operands())
        case .or: return .disjunction(try operands())
        case .figure: return .aggregate(try aggregate())
        case .items: return .items(try itemFigure())
        case .sequence: return .sequence(try sequence())
        case .interest: return .interest(try interest())
        case .orders:
            return .orders(
                OrderFigure(
                    measure: try member("measure").word(), filter: try optional("where")?.expression(),
                    window: try window()))
        case .engagement: return .engagement(try engagement())
        case .rank:
            return .rank(
                Rank(
                    end: try member("end").word(), percent: try member("percent").number(),
                    figure: try member("by").expression()))
        case .ago: return .ago(try span())
        case .age: return .age(try member("of").expression())
        case .anniversary: return .anniversary(try member("of").expression())
        case .day: return .day(try member("operand").expression(), try dayTest())
        case .near: return .nearness(try member("operand").expression(), try placeRange())
        case .fact:
            return .fact(
                Fact(
                    function: try member("function").word(), word: try optional("word")?.text(),
                    name: try optional("name")?.text()))
        }
    }

    func path() throws(ConditionTreeError) -> PropertyPath {
        let root: PropertyPath.Root = try member("of").word()
        let path = try member("path")
        if root == .place, try path.items().isEmpty { return PropertyPath(root: root, segments: []) }
        return PropertyPath(root: root, segments: try path.keys())
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
        case .money:
            return .money(try member("value").number(), currency: try member("currency").text())
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
        default: preconditionFailure("no literal")
        }
    }
}
