import Values

/// The prepared `where` of a figure: whether one event, or one item of a list, matches, whatever the time.
indirect enum EventFilter: Sendable {
    case constant(Bool)
    case truth(EventOperand)
    case comparison(EventOperand, Comparator, EventOperand)
    case relation(EventOperand, PreparedRelation, EventOperand)
    case inclusion(EventOperand, EventOperand)
    case nearness(EventOperand, PreparedRange)
    case existence(EventOperand)
    case negation(EventFilter)
    case conjunction([EventFilter])
    case disjunction([EventFilter])

    func matches(_ event: TimelineEvent, _ scope: FilterScope) -> Bool {
        switch self {
        case .constant(let answer): return answer
        case .truth(let operand): return operand.value(of: event, scope).isTrue
        case .comparison(let left, let comparator, let right):
            return comparator.holds(left.value(of: event, scope), right.value(of: event, scope))
        case .relation(let left, let relation, let right):
            return relation.holds(left.value(of: event, scope), right.value(of: event, scope))
        case .inclusion(let element, let list):
            return Inclusion.holds(element.value(of: event, scope), list.value(of: event, scope))
        case .nearness(let operand, let range): return range.contains(operand.value(of: event, scope))
        case .existence(let operand): return !operand.value(of: event, scope).isAbsent
        case .negation(let filter): return !filter.matches(event, scope)
        case .conjunction(let filters):
            for filter in filters where !filter.matches(event, scope) { return false }
            return true
        case .disjunction(let filters):
            for filter in filters where filter.matches(event, scope) { return true }
            return false
        }
    }
}

/// What a filter may read beside the event.
struct FilterScope {
    /// Values that are the same for every event, looked up once an evaluation.
    let outer: [Value]
    let money: MoneyContext
    /// The item that the filter of a list is asked of.
    var item = JSONObject()

    init(_ evaluation: Evaluation) {
        outer = evaluation.outer
        money = evaluation.money
    }

    init(outer: [Value], money: MoneyContext) {
        self.outer = outer
        self.money = money
    }
}

/// A value inside a `where`.
indirect enum EventOperand: Sendable {
    case constant(Value)
    /// A property of the event itself.
    case event(PropertyReader)
    /// A property of the item of a list.
    case item(PropertyReader)
    /// A property of the profile, the trigger, the place or the predictions.
    case outer(Int)
    case filter(EventFilter)
    case items(ItemReader)

    func value(of event: TimelineEvent, _ scope: FilterScope) -> Value {
        switch self {
        case .constant(let value): value
        case .event(.plain(let reader)): reader.value(in: event.body)
        case .event(.money(let reader)): reader.value(in: event.body, at: event.occurredAt, scope.money)
        case .item(.plain(let reader)): reader.value(in: scope.item)
        case .item(.money(let reader)): reader.value(of: event, item: scope.item, scope.money)
        case .outer(let slot): scope.outer[slot]
        case .filter(let filter): .json(.bool(filter.matches(event, scope)))
        case .items(let reader): reader.value(of: event, scope)
        }
    }
}

enum Inclusion {
    /// Whether the list has an item equal to the element; false where either is absent or the list is none.
    static func holds(_ element: Value, _ list: Value) -> Bool {
        guard case .json(.array(let items)) = list else { return false }
        return items.contains { Comparator.equal.holds(element, Value($0)) }
    }
}
