import Values

/// Exchange rates by day.
public struct RateTable: Sendable, Hashable {
    private struct Day: Sendable, Hashable {
        var number: Int64
        var rates: [String: Number]
    }

    /// Ascending.
    private var days: [Day] = []

    public init() {}

    /// Sets a day's rates: how many units of each currency one unit of the table's own currency buys, above zero.
    ///
    /// The table's own currency belongs among them, at 1.
    public mutating func set(_ rates: [String: Number], on date: CivilDate) {
        let day = Day(number: date.dayNumber, rates: rates.filter { $0.value > .zero })
        let index = days.firstIndex { $0.number >= day.number } ?? days.count
        if index < days.count, days[index].number == day.number {
            days[index] = day
        } else {
            days.insert(day, at: index)
        }
    }

    /// The amount in another currency at the rates of a day in UTC, or of the nearest one before it, or else of the
    /// first; without a moment at the newest rates. Nil where the table knows one of the two currencies not.
    public func convert(_ amount: Number, from source: String, to target: String, at moment: Instant?) -> Number? {
        if source == target { return amount }
        guard let rates = rates(at: moment), let from = rates[source], let to = rates[target] else { return nil }
        if from == Number(1) { return amount * to }
        return Number(amount.double / from.double * to.double)
    }

    private func rates(at moment: Instant?) -> [String: Number]? {
        guard let moment else { return days.last?.rates }
        let number = LocalDateTime(utc: moment).date.dayNumber
        return (days.last { $0.number <= number } ?? days.first)?.rates
    }
}
