/// An amount of one currency, in its minor units: 8250 of EUR is €82.50.
public struct MoneyAmount: Sendable, Hashable {
    public var minorUnits: Int64
    /// ISO 4217, upper case.
    public var currency: String

    public init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Digits after the decimal point (source: ISO 4217, the currencies that differ from two).
    var digits: Int {
        switch currency {
        case "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX": 0
        case "KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD": 3
        default: 2
        }
    }

    /// Nil where the code itself is what people read.
    var symbol: String? {
        switch currency {
        case "EUR": "€"
        case "USD": "$"
        case "GBP": "£"
        case "JPY": "¥"
        case "INR": "₹"
        case "KRW": "₩"
        default: nil
        }
    }
}
