import Values

/// A value by which different ones are told apart: numbers by their worth, anything else by its text.
enum DistinctValue: Hashable {
    case number(Number)
    case text([UInt8])

    init(_ value: Value) {
        switch value {
        case .json(.number(let number)): self = .number(number)
        case .json(let json): self = .text(Array(json.text.utf8))
        case .moment(let moment): self = .number(Number(moment.milliseconds))
        case .absent: self = .text([])
        }
    }
}
