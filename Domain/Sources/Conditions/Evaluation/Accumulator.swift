import Values

/// Gathers an aggregate's value event by event, the newest first.
struct Accumulator {
    private let function: Aggregate.Function
    private let reader: KeyPathReader?
    private let events: [TimelineEvent]
    private var count = 0
    private var numbers = 0
    private var number = Number.zero
    /// The position that first or last has come to.
    private var chosen = -1
    private var chosenValue = Value.absent

    init(_ function: Aggregate.Function, _ reader: KeyPathReader?, _ events: [TimelineEvent]) {
        self.function = function
        self.reader = reader
        self.events = events
    }

    mutating func add(_ position: Int) {
        count += 1
        switch function {
        case .any, .none, .count: return
        case .first: if chosen < 0 || position < chosen { choose(position) }
        case .last: if position > chosen { choose(position) }
        case .sum, .average, .min, .max:
            guard let found = reader?.value(in: events[position].body).number else { return }
            numbers += 1
            gather(found)
        }
    }

    private mutating func choose(_ position: Int) {
        chosen = position
        let event = events[position]
        chosenValue = reader.map { $0.value(in: event.body) } ?? .moment(event.occurredAt)
    }

    private mutating func gather(_ found: Number) {
        switch function {
        case .sum, .average: number = number + found
        case .min: number = numbers == 1 ? found : Swift.min(number, found)
        case .max: number = numbers == 1 ? found : Swift.max(number, found)
        case .any, .none, .count, .first, .last: break
        }
    }

    /// The aggregate of what was added: a count or sum of nothing is 0, anything else of nothing is absent.
    var value: Value {
        switch function {
        case .any: .json(.bool(count > 0))
        case .none: .json(.bool(count == 0))
        case .count: .json(.number(Number(count)))
        case .sum: .json(.number(number))
        case .average: numbers == 0 ? .absent : .json(.number(number.divided(by: Int64(numbers))))
        case .min, .max: numbers == 0 ? .absent : .json(.number(number))
        case .first, .last: chosenValue
        }
    }
}

extension Number {
    /// The quotient, exact where it has at most 18 decimals and fits, else the nearest Double.
    func divided(by divisor: Int64) -> Number {
        guard case .exact(var coefficient, var scale) = self else { return .approximate(double / Double(divisor)) }
        while true {
            if coefficient % divisor == 0 { return .exact(coefficient: coefficient / divisor, scale: scale) }
            let (shifted, overflow) = coefficient.multipliedReportingOverflow(by: 10)
            if overflow || scale == 18 { return .approximate(double / Double(divisor)) }
            coefficient = shifted
            scale += 1
        }
    }
}
