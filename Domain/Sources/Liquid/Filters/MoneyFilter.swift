import Values

/// An amount of money with its currency's sign and number of decimals: `{{ item.price | money: "EUR" }}` is €49.90.
///
/// A second argument names a language whose way of writing it takes: `money: "EUR", "de"` is 49,90 €; without one it is that
/// of the rendering. An absent amount is nothing, a text that is no number stays as it is, and an unknown currency stands
/// before the amount by its code.
enum MoneyFilter {
    static let all: [String: FilterDefinition] = [
        "money": FilterDefinition(0...2) { input in
            if input.value.isNil { return .string("") }
            guard let amount = input.value.number ?? Number(literal: input.value.text.trimmingStart.trimmingEnd) else {
                return input.value
            }
            return .string(
                written(
                    amount, currency: input.text(0).uppercased(),
                    language: input.text(1, default: input.context.language)))
        }
    ]

    static func written(_ amount: Number, currency: String, language: String) -> String {
        let style = Style(language: language)
        let digits = decimals[currency] ?? 2
        guard let minor = amount.minorUnits(digits: digits) else { return amount.liquidText }
        let sign = minor < 0 ? "-" : ""
        let figures = style.grouped(minor.magnitude, digits: digits)
        if currency.isEmpty { return sign + figures }
        if style.isSymbolLast {
            return "\(sign)\(figures)\(noBreak)\(symbols[currency] ?? localSymbols[currency] ?? currency)"
        }
        guard let symbol = symbols[currency] else { return "\(sign)\(currency)\(noBreak)\(figures)" }
        return sign + symbol + figures
    }

    /// How a language writes amounts.
    private struct Style {
        var group = ","
        var point = "."
        var isSymbolLast = false

        init(language: String) {
            switch language.lowercased().prefix(2) {
            case "de", "es", "it", "pt", "nl", "da", "tr", "el", "id", "ro", "sl", "hr":
                (group, point, isSymbolLast) = (".", ",", true)
            case "fr", "sv", "nb", "nn", "no", "fi", "pl", "cs", "sk", "hu", "bg", "ru", "uk", "et", "lv", "lt":
                (group, point, isSymbolLast) = (noBreak, ",", true)
            default: break
            }
        }

        func grouped(_ minor: UInt64, digits: Int) -> String {
            let text = String(minor)
            let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
            let whole = Array(padded.dropLast(digits))
            var result = ""
            for (index, digit) in whole.enumerated() {
                if index > 0, (whole.count - index).isMultiple(of: 3) { result += group }
                result.append(digit)
            }
            return digits == 0 ? result : result + point + padded.suffix(digits)
        }
    }

    private static let noBreak = "\u{A0}"

    /// Signs that are understood everywhere (Unicode CLDR, English).
    private static let symbols: [String: String] = [
        "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "CNY": "CN¥", "BRL": "R$",
        "AUD": "A$", "CAD": "CA$", "NZD": "NZ$", "MXN": "MX$", "HKD": "HK$", "TWD": "NT$", "ILS": "₪", "VND": "₫",
        "PHP": "₱",
    ]

    /// Signs that are understood where the currency is at home.
    private static let localSymbols: [String: String] = [
        "SEK": "kr", "NOK": "kr", "DKK": "kr", "ISK": "kr", "PLN": "zł", "CZK": "Kč", "HUF": "Ft", "TRY": "₺",
        "RON": "lei", "UAH": "₴", "RUB": "₽",
    ]

    /// Decimals of currencies that have not two (ISO 4217).
    private static let decimals: [String: Int] = [
        "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
        "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3,
        "TND": 3,
    ]
}
