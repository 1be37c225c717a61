import Values

/// The prepared `where` of an aggregate: whether one event matches, whatever the time.
indirect enum EventFilter: Sendable {
    case constant(Bool)
    case truth(EventOperand)
    case comparison(EventOperand, Comparator, EventOperand)
    case inclusion(EventOperand, EventOperand)
    case existence(EventOperand)
    case negation(EventFilter)
    case conjunction([EventFilter])
    case disjunction([EventFilter])

    func matches(_ event: TimelineEvent, outer: [Value]) -> Bool {
        switch self {
        case .constant(let answer): return answer
        case .truth(let operand): return operand.value(of: event, outer: outer).isTrue
        case .comparison(let left, let comparator, let right):
            return comparator.holds(left.value(of: event, outer: outer), right.value(of: event, outer: outer))
        case .inclusion(let element, let list):
            return Inclusion.holds(element.value(of: event, outer: outer), list.value(of: event, outer: outer))
        case .existence(let operand): return !operand.value(of: event, outer: outer).isAbsent
        case .negation(let filter): return !filter.matches(event, outer: outer)
        case .conjunction(let filters):
            for filter in filters where !filter.matches(event, outer: outer) { return false }
            return true
        case .disjunction(let filters):
            for filter in filters where filter.matches(event, outer: outer) { return true }
            return false
        }
    }
}

/// A value inside a `where`.
enum EventOperand: Sendable {
    case constant(Value)
    /// A property of the event itself.
    case event(KeyPathReader)
    /// A property of the profile or the trigger: the same for every event, looked up once an evaluation.
    case outer(Int)
    case filter(EventFilter)

    func value(of event: TimelineEvent, outer: [Value]) -> Value {
        switch self {
        case .constant(let value): value
        case .event(let reader): reader.value(in: event.body)
        case .outer(let slot): outer[slot]
        case .filter(let filter): .json(.bool(filter.matches(event, outer: outer)))
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
