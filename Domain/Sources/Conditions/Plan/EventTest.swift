import Values

/// What is asked of one event or, inside a list, of one item; it reads nothing else.
public indirect enum EventTest: Sendable {
    case constant(Bool)
    case negation(EventTest)
    case conjunction([EventTest])
    case disjunction([EventTest])
    /// Keys from the outside in.
    case property([String], ValueTest)
    case money([String], Comparator, Number, MoneyPlan)
    case items(ItemsPlan)
}

/// A figure over the items of an event's list, and what is asked of it.
public struct ItemsPlan: Sendable {
    public enum Measure: Sendable, Hashable {
        case count, sum, average, min, max, distinct
    }

    public var list: [String]
    public var measure: Measure
    /// The key that is read of each item.
    public var property: String?
    public var filter: EventTest?
    public var comparator: Comparator
    public var threshold: Number
    /// The same asked of the whole list, for lists that are kept as one value.
    public var whole: ValueTest
}

/// A question about one value alone.
public struct ValueTest: Sendable {
    /// What the question is, where it is one of these; then it can be answered without reading JSON.
    public enum Shape: Sendable {
        case existence
        case comparison(Comparator, JSON)
        /// Of a text; of a list `contains` asks something else.
        case part(TextPart, String)
        case general
    }

    public enum TextPart: Sendable {
        case start, end, anywhere
    }

    private enum Asked: Sendable {
        /// Of an event or item with nothing but this property.
        case filter(EventFilter, path: [String], isItem: Bool)
        /// Of a profile with nothing but this.
        case condition(CompiledCondition, ProfileInput)
    }

    public let shape: Shape
    /// Whether the answer depends on the profile's zone and on now.
    public let readsTime: Bool
    private let asked: Asked
    private var dayTest: DayTest?
    private var isAnniversary = false

    init(_ expression: Expression, event path: [String], isItem: Bool) {
        var compiler = Compiler()
        asked = .filter(compiler.filter(expression), path: path, isItem: isItem)
        shape = ValueTest.shape(expression)
        readsTime = false
    }

    init(_ expression: Expression, of input: ProfileInput) {
        asked = .condition(CompiledCondition(Condition(root: expression)), input)
        shape = input.isPlain ? ValueTest.shape(expression) : .general
        readsTime = expression.readsTime
        guard input.isPlain else { return }
        switch expression {
        case .day(.anniversary(.path), let test): (dayTest, isAnniversary) = (test, true)
        case .day(.path, let test): dayTest = test
        default: break
        }
    }

    /// Answers the question for dates in one zone; nil where it is no question about a day.
    ///
    /// Cost: a microsecond for each day that the test may reach.
    public func dayWindow(zone: Zone, now: Instant) -> DayWindow? {
        dayTest.flatMap { DayWindow($0, isAnniversary: isAnniversary, zone: zone, now: now) }
    }

    /// Whether it holds of a value; nil for an absent one. Cost: about a microsecond.
    public func holds(_ value: JSON?, zone: Zone, now: Instant) -> Bool {
        switch asked {
        case .filter(let filter, let path, let isItem):
            let object = value.map { JSONObject(path: path[...], value: $0) } ?? JSONObject()
            let event = TimelineEvent(name: "", occurredAt: now, order: 0, body: isItem ? .absent : .tree(object))
            var scope = FilterScope(outer: [], money: MoneyContext(shared: .noWorkspace, notes: nil))
            if isItem { scope.item = object }
            return filter.matches(event, scope)
        case .condition(let condition, let input):
            return condition.evaluate(Subject(with: input, value, zone: zone), now: now).holds
        }
    }

    private static func shape(_ expression: Expression) -> Shape {
        switch expression {
        case .existence(.path), .existence(.fact): return .existence
        case .comparison(.path, let comparator, .literal(let literal)),
            .comparison(.fact, let comparator, .literal(let literal)):
            return literal.json.map { .comparison(comparator, $0) } ?? .general
        case .comparison(.literal(let literal), let comparator, .path),
            .comparison(.literal(let literal), let comparator, .fact):
            return literal.json.map { .comparison(comparator.exchanged, $0) } ?? .general
        case .path, .fact: return .comparison(.equal, .bool(true))
        case .relation(.path, let relation, .literal(.text(let text))),
            .relation(.fact, let relation, .literal(.text(let text))):
            return TextPart(relation).map { .part($0, text) } ?? .general
        default: return .general
        }
    }
}

extension ValueTest.TextPart {
    fileprivate init?(_ relation: Relation) {
        switch relation {
        case .contains: self = .anywhere
        case .startsWith: self = .start
        case .endsWith: self = .end
        case .matches, .hasAnyOf, .hasAllOf, .hasNoneOf: return nil
        }
    }
}

extension JSONObject {
    init(path: ArraySlice<String>, value: JSON) {
        guard let key = path.first else {
            self.init()
            return
        }
        self = path.count == 1 ? [key: value] : [key: .object(JSONObject(path: path.dropFirst(), value: value))]
    }
}
