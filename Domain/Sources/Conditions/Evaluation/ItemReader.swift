import Values

/// The prepared figure over the items of a list.
struct ItemReader: Sendable {
    let function: Aggregate.Function
    /// The list, read of the event or of something that is the same for every event.
    let list: EventOperand
    let property: KeyPathReader?
    let filter: EventFilter?

    func value(of event: TimelineEvent, _ scope: FilterScope) -> Value {
        var scope = scope
        var count = 0
        var numbers: [Number] = []
        var different: Set<DistinctValue> = []
        for item in items(list.value(of: event, scope)) {
            scope.item = item
            if let filter, !filter.matches(event, scope) { continue }
            count += 1
            guard let property else { continue }
            let found = property.value(in: item)
            if let number = found.number { numbers.append(number) }
            if function == .distinct, !found.isAbsent { different.insert(DistinctValue(found)) }
        }
        let sum = function == .sum || function == .average ? numbers.reduce(.zero, +) : .zero
        let figure: Number? =
            switch function {
            case .any, .none, .first, .last, .most: nil
            case .count: Number(count)
            case .sum: sum
            case .average: numbers.isEmpty ? nil : sum.divided(by: Int64(numbers.count))
            case .min: numbers.min()
            case .max: numbers.max()
            case .distinct: Number(different.count)
            }
        switch function {
        case .any: return .json(.bool(count > 0))
        case .none: return .json(.bool(count == 0))
        default: return figure.map { .json(.number($0)) } ?? .absent
        }
    }

    /// The items that are objects; a list of plain values has them under the key `value`.
    private func items(_ list: Value) -> [JSONObject] {
        guard case .json(.array(let items)) = list else { return [] }
        return items.map { item in
            if case .object(let object) = item { object } else { ["value": item] }
        }
    }
}

extension MoneyReader {
    /// The amount of an item; one that names no currency is in that of its event.
    func value(of event: TimelineEvent, item: JSONObject, _ money: MoneyContext) -> Value {
        var item = item
        if item["currency"] == nil, case .json(let json) = KeyPathReader(["currency"]).value(in: event.body) {
            item["currency"] = json
        }
        return value(in: .tree(item), at: event.occurredAt, money)
    }
}

/// A figure over a list of the profile or the trigger.
struct ItemValue: ValueNode {
    let reader: ItemReader

    func steps(in evaluation: inout Evaluation) -> Steps {
        let nothing = TimelineEvent(
            name: "", occurredAt: evaluation.trigger?.occurredAt ?? evaluation.now, order: 0,
            body: evaluation.trigger?.body ?? .absent)
        return Steps(reader.value(of: nothing, FilterScope(evaluation)))
    }
}
