import Values

/// Gathers a figure's value event by event, the newest first.
struct Accumulator {
    private let function: Aggregate.Function
    private let reader: PropertyReader?
    private let events: [TimelineEvent]
    private let money: MoneyContext
    private var count = 0
    private var numbers = 0
    private var number = Number.zero
    private var different: Set<DistinctValue> = []
    private var rate: RateCounter?
    /// The position that first or last has come to.
    private var chosen = -1
    private var chosenValue = Value.absent

    init(
        _ function: Aggregate.Function, _ reader: PropertyReader?, rate: RateCounter?, _ events: [TimelineEvent],
        _ money: MoneyContext
    ) {
        self.function = function
        self.reader = reader
        self.rate = rate
        self.events = events
        self.money = money
    }

    mutating func add(_ position: Int) {
        count += 1
        switch function {
        case .any, .none, .count: return
        case .most: rate?.add(events[position].occurredAt)
        case .first: if chosen < 0 || position < chosen { choose(position) }
        case .last: if position > chosen { choose(position) }
        case .distinct:
            guard let found = reader?.value(of: events[position], money), !found.isAbsent else { return }
            different.insert(DistinctValue(found))
        case .sum, .average, .min, .max:
            guard let found = reader?.value(of: events[position], money).number else { return }
            numbers += 1
            gather(found)
        }
    }

    private mutating func choose(_ position: Int) {
        chosen = position
        let event = events[position]
        chosenValue = reader.map { $0.value(of: event, money) } ?? .moment(event.occurredAt)
    }

    private mutating func gather(_ found: Number) {
        switch function {
        case .sum, .average: number = number + found
        case .min: number = numbers == 1 ? found : Swift.min(number, found)
        case .max: number = numbers == 1 ? found : Swift.max(number, found)
        case .any, .none, .count, .first, .last, .distinct, .most: break
        }
    }

    /// The figure of what was added: a count or sum of nothing is 0, anything else of nothing is absent.
    var value: Value {
        switch function {
        case .any: .json(.bool(count > 0))
        case .none: .json(.bool(count == 0))
        case .count: .json(.number(Number(count)))
        case .distinct: .json(.number(Number(different.count)))
        case .most: .json(.number(Number(rate?.best ?? 0)))
        case .sum: .json(.number(number))
        case .average: numbers == 0 ? .absent : .json(.number(number.divided(by: Int64(numbers))))
        case .min, .max: numbers == 0 ? .absent : .json(.number(number))
        case .first, .last: chosenValue
        }
    }
}
