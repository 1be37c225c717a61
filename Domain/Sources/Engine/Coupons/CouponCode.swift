import Values

/// The secret from which codes are made: whoever does not know it can guess none.
public struct CouponKey: Sendable, Hashable {
    private let words: [UInt64]

    /// For trying things out: whoever reads this knows it.
    public static let open = CouponKey(Array(repeating: 0, count: CouponKey.lengthInBytes))
    public static let lengthInBytes = 16

    /// - Parameter bytes: at least 16 random ones; of more, the first 16 are taken.
    public init(_ bytes: [UInt8]) {
        precondition(bytes.count >= CouponKey.lengthInBytes, "a key of \(bytes.count) bytes could be guessed")
        words = [0, 8].map { start in bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    }

    /// Codes for one request, the first to be taken unless somebody has it already: the same whenever they are asked for.
    ///
    /// Ten of thirty characters that nobody mistakes for another: 49 bits, from a keyed hash (SipHash-2-4).
    func codes(effect: Int64, prefix: String) -> [String] {
        (0..<CouponKey.candidates).map { number in
            var hash = StableHash(secret: (words[0], words[1]))
            hash.combine("coupon")
            hash.combine(effect)
            hash.combine(Int64(number))
            var rest = hash.finish()
            var letters: [UInt8] = []
            for place in 0..<CouponKey.length {
                if place == CouponKey.length / 2 { letters.append(UInt8(ascii: "-")) }
                letters.append(CouponKey.alphabet[Int(rest % UInt64(CouponKey.alphabet.count))])
                rest /= UInt64(CouponKey.alphabet.count)
            }
            let code = String(decoding: letters, as: UTF8.self)
            return prefix.isEmpty ? code : "\(prefix)-\(code)"
        }
    }

    private static let candidates = 4
    private static let length = 10
    /// Without 0 and O, 1, I and L, and U, which reads as V.
    static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
