/// Where a day must lie, seen from now.
enum DayTest: Sendable, Hashable {
    case today, tomorrow, yesterday
    /// From now on, up to so much later.
    case next(CalendarSpan)
    /// Up to now, from so much earlier on.
    case last(CalendarSpan)
    case this(CalendarUnit)

    /// As it is written behind a value.
    var text: String {
        switch self {
        case .today: "is today"
        case .tomorrow: "is tomorrow"
        case .yesterday: "is yesterday"
        case .next(let span): "in the next \(Printer.text(span))"
        case .last(let span): "in the last \(Printer.text(span))"
        case .this(let unit): "is this \(unit.rawValue)"
        }
    }

    /// How far it looks; nil where it asks for one day or unit.
    var span: CalendarSpan? {
        switch self {
        case .next(let span), .last(let span): span
        case .today, .tomorrow, .yesterday, .this: nil
        }
    }
}
