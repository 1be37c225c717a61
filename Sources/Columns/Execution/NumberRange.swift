import Conditions
import Values

/// A comparison with a written number as a range of whole units of a column.
struct NumberRange {
    let low: Int64
    let high: Int64
    let isNegated: Bool

    /// Nil where the number is no exact decimal.
    init?(_ comparator: Comparator, _ threshold: Number, scale: UInt8) {
        guard case .exact(let coefficient, let itsScale) = threshold else { return nil }
        // Rounded down to the column's decimals, in so wide a number that nothing overflows.
        let units: Int128
        let isWhole: Bool
        if itsScale <= scale {
            units = Int128(coefficient) * Int128(Decimals.powers[Int(scale - itsScale)])
            isWhole = true
        } else {
            let divisor = Int128(Decimals.powers[Int(itsScale - scale)])
            let (quotient, remainder) = Int128(coefficient).quotientAndRemainder(dividingBy: divisor)
            units = remainder < 0 ? quotient - 1 : quotient
            isWhole = remainder == 0
        }
        // The least of all numbers stands for an absent one.
        let (least, most) = (Int128(Int64.min + 1), Int128(Int64.max))
        let range: (Int128, Int128)
        switch comparator {
        case .equal, .notEqual: range = isWhole ? (units, units) : (1, 0)
        case .less: range = (least, isWhole ? units - 1 : units)
        case .atMost: range = (least, units)
        case .greater: range = (units + 1, most)
        case .atLeast: range = (isWhole ? units : units + 1, most)
        }
        isNegated = comparator == .notEqual
        let (from, to) = (max(range.0, least), min(range.1, most))
        (low, high) = from <= to ? (Int64(from), Int64(to)) : (1, 0)
    }

    @inline(__always)
    func holds(_ value: Int64) -> Bool { (value >= low && value <= high) != isNegated }
}
