/// A figure over one profile's events of one name.
struct Aggregate: Sendable, Hashable {
    enum Function: String, Sendable, Hashable, CaseIterable {
        case any, none, count, sum, average, min, max, first, last, distinct, most

        /// Whether it reads a property of each event, and where that is written.
        var property: PropertyRule {
            switch self {
            case .any, .none, .count, .most: .refused
            case .sum, .average, .min, .max, .distinct: .required
            case .first, .last: .optional
            }
        }
    }

    enum PropertyRule: Sendable, Hashable {
        case refused
        /// After the event's name: `sum("Order Completed".total)`.
        case required
        /// After the call: `last("Order Completed").total`; without it the value is the event's time.
        case optional
    }

    var function: Function
    var event: String
    /// Keys of the property from the outside in; empty where none is read.
    var property: [String] = []
    var filter: Expression?
    /// The length of time in which `most` counts; nil for every other function.
    var within: CalendarSpan?
    var window = EventWindow()

    var kind: ValueKind {
        switch function {
        case .any, .none: .boolean
        case .count, .sum, .average, .min, .max, .distinct, .most: .number
        case .first, .last: property.isEmpty ? .moment : .unknown
        }
    }

    var canBeAbsent: Bool {
        switch function {
        case .any, .none, .count, .sum, .distinct, .most: false
        case .average, .min, .max, .first, .last: true
        }
    }
}
