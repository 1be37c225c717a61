import Conditions
import Foundation
import Values

/// A table of exchange rates that a workspace loads: a date and how much one unit of the first currency buys, a row each.
///
///     date,currency,rate
///     2026-01-02,EUR,1
///     2026-01-02,USD,1.0321
public enum RateFile {
    static let settingName = "rates"
    /// Some thirty years of days of thirty currencies.
    static let mostRows = 400_000

    /// Reads the file's text into the stored form.
    /// - Throws: `AdminError` with the first row that cannot be read.
    static func document(_ text: String) throws -> (document: String, days: Int, currencies: Int) {
        var days: [String: JSONObject] = [:]
        var currencies: Set<String> = []
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.count <= mostRows else { throw AdminError("the file has more than \(mostRows) rows") }
        for (number, line) in lines.enumerated()
        where !line.isEmpty && !(number == 0 && line.lowercased().hasPrefix("date")) {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard fields.count == 3, Instant(iso8601: fields[0]) != nil, fields[1].utf8.count == 3,
                let rate = Number(literal: fields[2]), rate > .zero
            else {
                throw AdminError(
                    "row \(number + 1) is “\(line.prefix(80))”; expected a date, a currency and a rate above 0, such as "
                        + "2026-01-02,USD,1.0321")
            }
            let currency = fields[1].uppercased()
            currencies.insert(currency)
            days[String(fields[0].prefix(10)), default: JSONObject()][currency] = .number(rate)
        }
        guard !days.isEmpty else {
            throw AdminError("the file has no rates; expected rows such as 2026-01-02,USD,1.0321")
        }
        let object: JSONObject = [
            "v": 1,
            "days": .object(
                JSONObject(
                    days.sorted { $0.key < $1.key }.map { JSONObject.Member(key: $0.key, value: .object($0.value)) })),
        ]
        return (JSON.object(object).text, days.count, currencies.count)
    }

    /// The table of the stored form.
    static func table(_ document: String) throws -> RateTable {
        var table = RateTable()
        for day in try JSON.parse(document)["days"]?.object?.members ?? [] {
            guard let moment = Instant(iso8601: day.key) else { continue }
            var rates: [String: Number] = [:]
            for rate in day.value.object?.members ?? [] { rates[rate.key] = rate.value.number }
            table.set(rates, on: LocalDateTime(utc: moment).date)
        }
        return table
    }
}
