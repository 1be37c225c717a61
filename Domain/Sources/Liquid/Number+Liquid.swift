import Values

extension Number {
    /// A literal of a template: digits with an optional sign and fraction, leading zeros allowed.
    init?(liquid text: String) {
        let isNegative = text.hasPrefix("-")
        var digits = Substring(isNegative ? text.dropFirst() : text[...])
        while digits.utf8.count > 1, digits.utf8.first == UInt8(ascii: "0"),
            let second = digits.utf8.dropFirst().first, second.isDigit
        {
            digits = digits.dropFirst()
        }
        self.init(literal: (isNegative ? "-" : "") + digits)
    }

    /// The number a text begins with, as Ruby's `to_i` reads it; a fraction counts only where nothing follows it.
    init(leading text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count, bytes[start].isWhitespace { start += 1 }
        var end = start
        if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") { end += 1 }
        let digits = end
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        guard end > digits else {
            self = .zero
            return
        }
        var fraction = end
        if fraction + 1 < bytes.count, bytes[fraction] == UInt8(ascii: "."), bytes[fraction + 1].isDigit {
            fraction += 1
            while fraction < bytes.count, bytes[fraction].isDigit { fraction += 1 }
            if bytes[fraction...].allSatisfy({ $0.isWhitespace }) { end = fraction }
        }
        let sign = bytes[start] == UInt8(ascii: "-") ? "-" : ""
        self = Number(liquid: sign + String(decoding: bytes[digits..<end], as: UTF8.self)) ?? .zero
    }

    /// As Liquid prints it: a whole number without a point, others with at least one decimal and no idle zeros.
    var liquidText: String {
        switch self {
        case .exact(let coefficient, 0): return String(coefficient)
        case .exact(var coefficient, var scale):
            while scale > 1, coefficient % 10 == 0 {
                coefficient /= 10
                scale -= 1
            }
            return Number.exact(coefficient: coefficient, scale: scale).description
        case .approximate(let value): return "\(value)"
        }
    }

    private static func powerOfTen(_ exponent: UInt8) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    func roundedDown(towardZero: Bool = false) -> Number {
        switch self {
        case .exact(_, 0): return self
        case .exact(let coefficient, let scale):
            let divisor = Int64(Number.powerOfTen(scale))
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
            return Number(remainder < 0 && !towardZero ? quotient - 1 : quotient)
        case .approximate(let value):
            let rounded = value.rounded(towardZero ? .towardZero : .down)
            return Int64(exactly: rounded).map { Number($0) } ?? .approximate(rounded)
        }
    }

    func roundedUp() -> Number { -((-self).roundedDown()) }

    /// To this many decimals, half away from zero; to tens, hundreds and so on where the number is negative.
    func rounded(decimals: Int) -> Number {
        if decimals <= 0 {
            // Cut, not rounded, before tens and hundreds: 49.6 is nearer to 0 than to 100.
            let whole = decimals == 0 ? minorUnits(digits: 0) : roundedDown(towardZero: true).integer
            guard let whole else { return self }
            // Half of 10^19 is more than any whole number here.
            guard decimals > -19 else { return .zero }
            let unit = Number.powerOfTen(UInt8(-decimals))
            let half = whole < 0 ? -unit / 2 : unit / 2
            return Int64(exactly: (Int128(whole) + half) / unit * unit).map { Number($0) } ?? self
        }
        // A Double has 17 digits at most, so that more decimals change nothing.
        guard decimals < 18 else { return self }
        if case .exact(_, let scale) = self, decimals >= Int(scale) { return self }
        guard let units = minorUnits(digits: decimals) else { return self }
        return .exact(coefficient: units, scale: UInt8(decimals))
    }

    var isZero: Bool { double == 0 }

    /// Whole numbers divide downwards to a whole number, as in Ruby; nil where the divisor is zero.
    func divided(by divisor: Number) -> Number? {
        guard !divisor.isZero else { return nil }
        if case .exact(let x, 0) = self, case .exact(let y, 0) = divisor {
            let quotient = Number.floorDivision(Int128(x), Int128(y)).quotient
            return Int64(exactly: quotient).map { Number($0) } ?? .approximate(Double(quotient))
        }
        return .approximate(double / divisor.double)
    }

    /// The rest of a division downwards, with the divisor's sign; nil where the divisor is zero.
    func modulo(_ divisor: Number) -> Number? {
        guard !divisor.isZero else { return nil }
        if case .exact(let x, let s) = self, case .exact(let y, let t) = divisor {
            let scale = max(s, t)
            let rest = Number.floorDivision(
                Int128(x) * Number.powerOfTen(scale - s), Int128(y) * Number.powerOfTen(scale - t)
            ).remainder
            if let fit = Int64(exactly: rest) { return .exact(coefficient: fit, scale: scale) }
        }
        let (a, b) = (double, divisor.double)
        return .approximate(a - (a / b).rounded(.down) * b)
    }

    private static func floorDivision(_ a: Int128, _ b: Int128) -> (quotient: Int128, remainder: Int128) {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        return remainder != 0 && (remainder < 0) != (b < 0) ? (quotient - 1, remainder + b) : (quotient, remainder)
    }
}
