/// What kind of value an expression gives, as far as its text tells.
enum ValueKind: Sendable, Hashable {
    case text, number, money, boolean, duration, moment, anniversary, place, list
    /// A property: known only when it is read.
    case unknown

    /// In the words of an error message.
    var name: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .money: "an amount of money"
        case .boolean: "true or false"
        case .duration: "a duration"
        case .moment: "a moment"
        case .anniversary: "an anniversary"
        case .place: "a place"
        case .list: "a list"
        case .unknown: "a property"
        }
    }
}
