import Values

/// A figure over events that come into a window and leave it.
///
/// Cost: logarithmic an event, beside moving the positions; where a sum is no exact decimal, linear.
struct RunningFigure {
    private let function: Aggregate.Function
    private let reader: PropertyReader?
    private let events: [TimelineEvent]
    private let money: MoneyContext
    /// Positions of the events in the window, ascending.
    private var present: [Int] = []
    private var numbers: [Int: Number] = [:]
    private var sum = Number.zero
    /// Set where taking a number away again would not give the sum without it.
    private var isInexact = false
    private var extremes: ExtremeHeap
    private var different: [DistinctValue: Int] = [:]

    init(
        _ function: Aggregate.Function, _ reader: PropertyReader?, _ events: [TimelineEvent], _ money: MoneyContext
    ) {
        self.function = function
        self.reader = reader
        self.events = events
        self.money = money
        extremes = ExtremeHeap(isLargestFirst: function == .max)
    }

    mutating func add(_ position: Int) {
        let index = present.last.map { $0 < position } ?? true ? present.count : present.firstIndex(notBefore: position)
        present.insert(position, at: index)
        switch function {
        case .any, .none, .count, .first, .last, .most: return
        case .distinct: if let value = differentValue(position) { different[value, default: 0] += 1 }
        case .sum, .average, .min, .max:
            guard let number = reader?.value(of: events[position], money).number else { return }
            numbers[position] = number
            if function == .min || function == .max { return extremes.insert(number) }
            sum = sum + number
            if case .approximate = sum { isInexact = true }
        }
    }

    mutating func remove(_ position: Int) {
        let index = present.firstIndex(notBefore: position)
        guard index < present.count, present[index] == position else { return }
        present.remove(at: index)
        if function == .distinct, let value = differentValue(position), let count = different[value] {
            different[value] = count > 1 ? count - 1 : nil
        }
        guard let number = numbers.removeValue(forKey: position) else { return }
        if function == .min || function == .max { extremes.remove(number) } else { sum = sum - number }
    }

    var value: Value {
        switch function {
        case .any: .json(.bool(!present.isEmpty))
        case .none: .json(.bool(present.isEmpty))
        case .count, .most: .json(.number(Number(present.count)))
        case .distinct: .json(.number(Number(different.count)))
        case .sum: .json(.number(total))
        case .average: numbers.isEmpty ? .absent : .json(.number(total.divided(by: Int64(numbers.count))))
        case .min, .max: extremes.first.map { .json(.number($0)) } ?? .absent
        case .first: chosen(present.first)
        case .last: chosen(present.last)
        }
    }

    private var total: Number {
        isInexact ? present.reversed().lazy.compactMap { numbers[$0] }.reduce(.zero, +) : sum
    }

    private func chosen(_ position: Int?) -> Value {
        guard let position else { return .absent }
        return reader?.value(of: events[position], money) ?? .moment(events[position].occurredAt)
    }

    private func differentValue(_ position: Int) -> DistinctValue? {
        guard let value = reader?.value(of: events[position], money), !value.isAbsent else { return nil }
        return DistinctValue(value)
    }
}
