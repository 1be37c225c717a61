import Values

/// Writes a tree as JSON.
enum TreeWriter {
    static func json(_ expression: Expression) -> JSON {
        switch expression {
        case .literal(let literal): json(literal)
        case .path(let path): object(.property, members(path))
        case .comparison(let left, let comparator, let right):
            object(.comparison, ["left": json(left), "operator": .string(comparator.rawValue), "right": json(right)])
        case .relation(let left, let relation, let right):
            object(.relation, ["left": json(left), "operator": .string(relation.rawValue), "right": json(right)])
        case .inclusion(let element, let list): object(.in, ["left": json(element), "list": json(list)])
        case .existence(let operand): object(.exists, ["operand": json(operand)])
        case .negation(let operand): object(.not, ["operand": json(operand)])
        case .conjunction(let operands): object(.and, ["operands": .array(operands.map(json))])
        case .disjunction(let operands): object(.or, ["operands": .array(operands.map(json))])
        case .aggregate(let aggregate): object(.figure, members(aggregate))
        case .items(let figure): object(.items, members(figure))
        case .sequence(let sequence): object(.sequence, members(sequence))
        case .interest(let interest): object(.interest, members(interest))
        case .orders(let figure): object(.orders, members(figure))
        case .engagement(let engagement): object(.engagement, members(engagement))
        case .rank(let rank):
            object(
                .rank,
                ["end": .string(rank.end.rawValue), "percent": .number(rank.percent), "by": json(rank.figure)])
        case .ago(let span): object(.ago, members(span))
        case .age(let operand): object(.age, ["of": json(operand)])
        case .anniversary(let operand): object(.anniversary, ["of": json(operand)])
        case .day(let operand, let test):
            object(.day, JSONObject([.init(key: "operand", value: json(operand))] + members(test).members))
        case .nearness(let operand, let range):
            object(.near, JSONObject([.init(key: "operand", value: json(operand))] + members(range).members))
        case .fact(let fact): object(.fact, members(fact))
        }
    }

    private static func object(_ kind: TreeKind, _ members: JSONObject) -> JSON {
        .object(JSONObject([.init(key: "kind", value: .string(kind.rawValue))] + members.members))
    }

    private static func json(_ literal: Literal) -> JSON {
        switch literal {
        case .text(let value): object(.text, ["value": .string(value)])
        case .number(let value): object(.number, ["value": .number(value)])
        case .money(let value, let currency):
            object(.money, ["value": .number(value), "currency": .string(currency)])
        case .boolean(let value): object(.boolean, ["value": .bool(value)])
        case .duration(let span): object(.duration, members(span))
        case .list(let items): object(.list, ["items": .array(items.compactMap(\.json))])
        }
    }
}
