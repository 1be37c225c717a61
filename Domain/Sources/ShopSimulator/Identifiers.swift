import Values

/// Identifiers that look like a store's and can be made again from a seed and a number.
enum Identifiers {
    private static let digits = Array("0123456789abcdef".utf8)

    /// A UUID's form; two different numbers under one seed never give the same.
    static func uuid(seed: UInt64, purpose: String, number: UInt64) -> String {
        var hash = StableHash()
        hash.combine(Int64(bitPattern: seed))
        hash.combine(purpose)
        let high = hash.finish()
        // SplitMix64's step is a bijection, so that different numbers stay different.
        var mixed = SeededRandom(seed: number)
        return text(high: high, low: mixed.next())
    }

    private static func text(high: UInt64, low: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for index in 0..<32 {
            if index == 8 || index == 12 || index == 16 || index == 20 { bytes.append(UInt8(ascii: "-")) }
            let word = index < 16 ? high : low
            bytes.append(digits[Int(word >> UInt64(60 - index % 16 * 4) & 15)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
