import Values

extension SeededRandom {
    /// From 0 up to, not including, `count`; the same for a seed in every release of the standard library.
    @inline(__always)
    mutating func below(_ count: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
    }

    mutating func pick<Element>(_ items: [Element]) -> Element { items[below(items.count)] }

    /// The index of one of these weights, drawn in their proportion.
    mutating func index(weights: [Double]) -> Int {
        var rest = unit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }

    /// A generator that depends on these parts alone, whatever else was drawn before.
    init(seed: UInt64, _ purpose: String, _ parts: Int...) {
        var hash = StableHash()
        hash.combine(Int64(bitPattern: seed))
        hash.combine(purpose)
        for part in parts { hash.combine(Int64(part)) }
        self.init(seed: hash.finish())
    }

    /// A generator for what happens because of this message.
    init(seed: UInt64, message: String) {
        var hash = StableHash()
        hash.combine(Int64(bitPattern: seed))
        hash.combine(message)
        self.init(seed: hash.finish())
    }
}
