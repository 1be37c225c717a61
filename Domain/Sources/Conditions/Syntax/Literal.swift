import Values

/// A value written out in a condition.
enum Literal: Sendable, Hashable {
    case text(String)
    case number(Number)
    case money(Number, currency: String)
    case boolean(Bool)
    case duration(CalendarSpan)
    /// Of texts, numbers and booleans.
    case list([Literal])

    var kind: ValueKind {
        switch self {
        case .text: .text
        case .number: .number
        case .money: .money
        case .boolean: .boolean
        case .duration: .duration
        case .list: .list
        }
    }

    /// The value as JSON, of money the amount; a duration has none.
    var json: JSON? {
        switch self {
        case .text(let value): .string(value)
        case .number(let value), .money(let value, _): .number(value)
        case .boolean(let value): .bool(value)
        case .duration: nil
        case .list(let items): .array(items.compactMap(\.json))
        }
    }
}
