import Values

/// Exchange rates by day.
public struct RateTable: Sendable, Hashable {
    private struct Entry: Sendable, Hashable {
        var day: Int64
        var rate: Number
    }

    /// Of each currency the days that know it, ascending.
    private var entries: [String: [Entry]] = [:]

    public init() {}

    /// Sets a day's rates: how many units of each currency one unit of the table's own currency buys, above zero.
    ///
    /// The table's own currency belongs among them, at 1.
    public mutating func set(_ rates: [String: Number], on date: CivilDate) {
        for currency in Set(entries.keys).union(rates.keys) {
            let rate = rates[currency].flatMap { $0 > .zero ? $0 : nil }
            RateTable.set(rate, on: date.dayNumber, in: &entries[currency, default: []])
            if entries[currency]?.isEmpty == true { entries[currency] = nil }
        }
    }

    private static func set(_ rate: Number?, on day: Int64, in entries: inout [Entry]) {
        let end = count(entries, upTo: day)
        let start = end > 0 && entries[end - 1].day == day ? end - 1 : end
        guard rate != nil || start < end else { return }
        entries.replaceSubrange(start..<end, with: rate.map { [Entry(day: day, rate: $0)] } ?? [])
    }

    /// The amount in another currency at the rates of a day in UTC, without a moment at the newest rates.
    ///
    /// What a day leaves out is taken from the nearest day before it that has it, or else from the first that has. Nil
    /// where no day knows one of the two currencies.
    public func convert(_ amount: Number, from source: String, to target: String, at moment: Instant?) -> Number? {
        if source == target { return amount }
        let day = moment.map { LocalDateTime(utc: $0).date.dayNumber } ?? .max
        guard let from = rate(of: source, on: day), let to = rate(of: target, on: day) else { return nil }
        if from == Number(1) { return amount * to }
        return Number(amount.double / from.double * to.double)
    }

    private func rate(of currency: String, on day: Int64) -> Number? {
        guard let known = entries[currency] else { return nil }
        return known[max(RateTable.count(known, upTo: day), 1) - 1].rate
    }

    /// How many of these entries lie before a day or on it.
    private static func count(_ entries: [Entry], upTo day: Int64) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
