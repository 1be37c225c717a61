import Values

/// Writes a tree as JSON.
enum TreeWriter {
    static func json(_ expression: Expression) -> JSON {
        switch expression {
        case .literal(let literal): json(literal)
        case .path(let path):
            object(.property, ["of": .string(path.root.rawValue), "path": keys(path.segments)])
        case .comparison(let left, let comparator, let right):
            object(
                .comparison,
                ["left": json(left), "operator": .string(comparator.rawValue), "right": json(right)])
        case .inclusion(let element, let list): object(.in, ["left": json(element), "list": json(list)])
        case .existence(let operand): object(.exists, ["operand": json(operand)])
        case .negation(let operand): object(.not, ["operand": json(operand)])
        case .conjunction(let operands): object(.and, ["operands": .array(operands.map(json))])
        case .disjunction(let operands): object(.or, ["operands": .array(operands.map(json))])
        case .aggregate(let aggregate): object(.figure, members(aggregate))
        case .ago(let span): object(.ago, members(span))
        case .consent(let channel): object(.consent, ["channel": .string(channel)])
        case .membership(let name): object(.member, ["name": .string(name)])
        }
    }

    static func object(_ kind: TreeKind, _ members: JSONObject) -> JSON {
        .object(JSONObject([.init(key: "kind", value: .string(kind.rawValue))] + members.members))
    }

    static func keys(_ segments: [String]) -> JSON { .array(segments.map(JSON.string)) }

    static func members(_ span: CalendarSpan) -> JSONObject {
        ["count": .number(Number(span.count)), "unit": .string(span.unit.rawValue)]
    }

    static func json(_ literal: Literal) -> JSON {
        switch literal {
        case .text(let value): object(.text, ["value": .string(value)])
        case .number(let value): object(.number, ["value": .number(value)])
        case .boolean(let value): object(.boolean, ["value": .bool(value)])
        case .duration(let span): object(.duration, members(span))
        case .list(let items): object(.list, ["items": .array(items.compactMap(\.json))])
        }
    }

    static func members(_ aggregate: Aggregate) -> JSONObject {
        var members: JSONObject = [
            "function": .string(aggregate.function.rawValue), "event": .string(aggregate.event),
        ]
        if !aggregate.property.isEmpty { members["property"] = keys(aggregate.property) }
        if let filter = aggregate.filter { members["where"] = json(filter) }
        let window = self.members(aggregate.window)
        if !window.isEmpty { members["window"] = .object(window) }
        return members
    }

    static func members(_ window: EventWindow) -> JSONObject {
        var members = JSONObject()
        if let last = window.last { members["last"] = .object(self.members(last)) }
        if window.sinceTrigger { members["since"] = "trigger" }
        return members
    }
}
