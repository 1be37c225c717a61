/// A number exactly as it was written: a decimal coefficient and scale, or a Double where that does not fit.
///
/// Amounts, quantities and ids beyond 2^53 stay exact; `1.50` prints as `1.50` and equals `1.5`.
/// Sums of exact numbers are exact and do not depend on their order.
public enum Number: Sendable {
    /// `coefficient × 10^-scale`, scale 0...18.
    case exact(coefficient: Int64, scale: UInt8)
    case approximate(Double)

    public static let zero = Number.exact(coefficient: 0, scale: 0)
    static let maximumScale: UInt8 = 18

    @inlinable
    public init(_ integer: Int64) { self = .exact(coefficient: integer, scale: 0) }

    @inlinable
    public init(_ integer: Int) { self = .exact(coefficient: Int64(integer), scale: 0) }

    public init(_ double: Double) {
        if double == double.rounded(), abs(double) < 9e15 {
            self = .exact(coefficient: Int64(double), scale: 0)
        } else {
            self = .approximate(double)
        }
    }

    /// Reads a JSON number literal (RFC 8259 section 6); nil where the text is not one.
    public init?(literal: some StringProtocol) {
        var text = String(literal)
        let parsed = text.withUTF8 { Number.parse($0[...]) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The nearest Double; equal numbers give the same one, whatever their scale.
    public var double: Double {
        switch self {
        case .exact(let coefficient, 0): Double(coefficient)
        case .exact(let coefficient, let scale):
            // Below 2^53 one division rounds once; above it the coefficient would be rounded first, too.
            coefficient.magnitude <= 1 << 53
                ? Double(coefficient) / Number.power(scale) : Double(description) ?? .nan
        case .approximate(let value): value
        }
    }

    /// The value as a whole number, where it is one.
    public var integer: Int64? {
        switch self {
        case .exact(let coefficient, 0): return coefficient
        case .exact(let coefficient, let scale):
            let divisor = Number.powers[Int(scale)]
            return coefficient % divisor == 0 ? coefficient / divisor : nil
        case .approximate(let value):
            return value == value.rounded() && abs(value) < 9.2e18 ? Int64(value) : nil
        }
    }

    /// Whether the literal was written without a fraction or exponent.
    public var isIntegerLiteral: Bool {
        if case .exact(_, 0) = self { true } else { false }
    }

    /// The value in minor units of a currency with `digits` decimals, rounded half away from zero;
    /// nil beyond Int64.
    public func minorUnits(digits: Int) -> Int64? {
        switch self {
        case .exact(let coefficient, let scale):
            if Int(scale) <= digits {
                let (value, overflow) = coefficient.multipliedReportingOverflow(by: Number.powers[digits - Int(scale)])
                return overflow ? nil : value
            }
            let divisor = Number.powers[Int(scale) - digits]
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
            return remainder.magnitude * 2 >= divisor.magnitude ? quotient + coefficient.signum() : quotient
        case .approximate(let value):
            let scaled = (value * Number.power(UInt8(digits))).rounded(.toNearestOrAwayFromZero)
            return abs(scaled) < 9.2e18 ? Int64(scaled) : nil
        }
    }

    static let powers: [Int64] = (0...18).map { exponent in
        (0..<exponent).reduce(Int64(1)) { product, _ in product * 10 }
    }

    static func power(_ scale: UInt8) -> Double { Double(powers[Int(scale)]) }
}

extension Number: Hashable, Comparable {
    public static func == (a: Number, b: Number) -> Bool { compare(a, b) == 0 }
    public static func < (a: Number, b: Number) -> Bool { compare(a, b) < 0 }

    public func hash(into hasher: inout Hasher) { hasher.combine(double.isNaN ? .nan : double) }

    static func compare(_ a: Number, _ b: Number) -> Int {
        if case .exact(let x, let s) = a, case .exact(let y, let t) = b {
            if s == t { return x < y ? -1 : x > y ? 1 : 0 }
            let left = Int128(x) * Int128(powers[Int(max(s, t) - s)])
            let right = Int128(y) * Int128(powers[Int(max(s, t) - t)])
            return left < right ? -1 : left > right ? 1 : 0
        }
        let (x, y) = (a.double, b.double)
        // What is not a number stands after every number, so that sorting stays total.
        if x.isNaN || y.isNaN { return x.isNaN == y.isNaN ? 0 : x.isNaN ? 1 : -1 }
        return x < y ? -1 : x > y ? 1 : 0
    }
}

extension Number {
    public static func + (a: Number, b: Number) -> Number {
        if case .exact(let x, let s) = a, case .exact(let y, let t) = b {
            let scale = max(s, t)
            let sum = Int128(x) * Int128(powers[Int(scale - s)]) + Int128(y) * Int128(powers[Int(scale - t)])
            if let fit = Int64(exactly: sum) { return .exact(coefficient: fit, scale: scale) }
        }
        return .approximate(a.double + b.double)
    }

    public static prefix func - (a: Number) -> Number {
        switch a {
        case .exact(let coefficient, let scale) where coefficient != .min:
            .exact(coefficient: -coefficient, scale: scale)
        default: .approximate(-a.double)
        }
    }

    public static func - (a: Number, b: Number) -> Number { a + -b }

    public static func * (a: Number, b: Number) -> Number {
        if case .exact(let x, let s) = a, case .exact(let y, let t) = b, s + t <= maximumScale {
            let (product, overflow) = x.multipliedReportingOverflow(by: y)
            if !overflow { return .exact(coefficient: product, scale: s + t) }
        }
        return .approximate(a.double * b.double)
    }
}

extension Number: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exact(let coefficient, 0): return String(coefficient)
        case .exact(let coefficient, let scale):
            let digits = String(coefficient.magnitude)
            let width = Int(scale)
            let padded = String(repeating: "0", count: max(0, width + 1 - digits.count)) + digits
            let point = padded.index(padded.endIndex, offsetBy: -width)
            return (coefficient < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
        case .approximate(let value): return "\(value)"
        }
    }
}

extension Number {
    /// Reads the literal in these bytes; nil where they are not exactly one JSON number.
    static func parse(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Number? {
        var index = bytes.startIndex
        let end = bytes.endIndex
        var negative = false
        if index < end, bytes[index] == UInt8(ascii: "-") {
            negative = true
            index += 1
        }
        let firstDigit = index
        var coefficient: Int64 = 0
        var fits = true
        func accumulate(_ byte: UInt8) {
            let (tens, overflow) = coefficient.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.subtractingReportingOverflow(Int64(byte &- 48))
            if overflow || carry { fits = false } else { coefficient = sum }
        }
        while index < end, isDigit(bytes[index]) {
            accumulate(bytes[index])
            index += 1
        }
        let wholeDigits = index - firstDigit
        guard wholeDigits > 0, wholeDigits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else { return nil }
        var scale = 0
        if index < end, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let start = index
            while index < end, isDigit(bytes[index]) {
                accumulate(bytes[index])
                index += 1
            }
            scale = index - start
            guard scale > 0 else { return nil }
        }
        var exponent = false
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            exponent = true
            index += 1
            if index < end, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            let start = index
            while index < end, isDigit(bytes[index]) { index += 1 }
            guard index > start else { return nil }
        }
        guard index == end else { return nil }
        // Accumulated as a negative number, so that Int64.min is read exactly.
        if fits, !exponent, scale <= Int(maximumScale), negative || coefficient != .min {
            return .exact(coefficient: negative ? coefficient : -coefficient, scale: UInt8(scale))
        }
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return .approximate(value)
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
