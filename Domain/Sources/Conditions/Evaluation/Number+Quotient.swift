import Values

extension Number {
    /// The quotient, exact where it has at most 18 decimals and fits, else the nearest Double.
    public func divided(by divisor: Int64) -> Number {
        guard case .exact(var coefficient, var scale) = self else { return .approximate(double / Double(divisor)) }
        while true {
            if coefficient % divisor == 0 { return .exact(coefficient: coefficient / divisor, scale: scale) }
            let (shifted, overflow) = coefficient.multipliedReportingOverflow(by: 10)
            if overflow || scale == 18 { return .approximate(double / Double(divisor)) }
            coefficient = shifted
            scale += 1
        }
    }
}
