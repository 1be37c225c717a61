import Conditions
import Values

extension RateTable {
    /// Round figures of 2025 for a start, until the workspace loads rates of its own: units that one euro buys.
    public static let shipped: RateTable = {
        var table = RateTable()
        table.set(
            Dictionary(uniqueKeysWithValues: rounded.map { ($0.key, Number(literal: $0.value) ?? Number(1)) }),
            on: CivilDate(dayNumber: 20_089))
        return table
    }()

    private static let rounded: [String: String] = [
        "EUR": "1", "USD": "1.1", "GBP": "0.85", "CHF": "0.95", "JPY": "165", "CAD": "1.55", "AUD": "1.7",
        "NZD": "1.85", "SEK": "11.2", "NOK": "11.7", "DKK": "7.46", "PLN": "4.25", "CZK": "25", "HUF": "405",
        "RON": "5", "BGN": "1.96", "TRY": "42", "ILS": "4", "ZAR": "20", "INR": "93", "CNY": "7.9", "HKD": "8.5",
        "SGD": "1.45", "KRW": "1550", "MXN": "21", "BRL": "6.2", "AED": "4", "THB": "37", "IDR": "18000",
        "MYR": "4.8", "PHP": "63", "ISK": "145",
    ]
}
