import Testing
import Values

/// The expected numbers come from another implementation of SipHash-2-4 with the same key, itself checked against
/// the vector of the paper. Stored rows hold such hashes: a change here loses them.
@Suite("Stable hashes and seeded numbers")
struct StableHashTests {
    @Test(
        "the bytes 0, 1, 2… give the pinned hashes",
        arguments: [
            (0, 0x853D_B8BB_AADA_E5DC),
            (1, 0x1B10_A8BA_65B8_42CC),
            (7, 0xAA20_54D0_9F8B_EB95),
            (8, 0xC33C_FDB0_9445_BBD5),
            (9, 0x60F8_3D17_29EE_2216),
            (63, 0x3328_BD10_4704_9A4C),
            (255, 0x1D38_A871_DB8F_BF53),
            (256, 0xE6F3_B595_E688_AE66),
            (300, 0xDE6D_17D4_FB01_1292),
        ] as [(Int, UInt64)])
    func bytes(length: Int, expected: UInt64) {
        var hash = StableHash()
        for index in 0..<length { hash.combine(UInt8(truncatingIfNeeded: index)) }
        #expect(hash.finish() == expected)
    }

    @Test("texts and integers give the pinned hashes")
    func parts() {
        #expect(Self.hash("") == 0x28A5_7B00_2F20_6A74)
        #expect(Self.hash("ana.martin17@example.com") == 0x15B1_57D6_2A7B_960D)
        #expect(Self.hash("ab", "c") == 0x0EB7_4B63_DD04_A8BA)
        #expect(Self.hash("a", "bc") == 0xD2C4_E149_BD5E_28ED)
        #expect(Self.hash(-1) == 0x712D_2180_B143_17B3)
        #expect(Self.hash(0) == 0x28A5_7B00_2F20_6A74)
        var mixed = StableHash()
        mixed.combine(Int64(1))
        mixed.combine("email")
        mixed.combine("Zoë 🛒")
        #expect(mixed.finish() == 0x9258_58A7_A961_0F48)
        #expect(mixed.finishSigned() == Int64(bitPattern: 0x9258_58A7_A961_0F48))
    }

    private static func hash(_ texts: String...) -> UInt64 {
        var hash = StableHash()
        for text in texts { hash.combine(text) }
        return hash.finish()
    }

    private static func hash(_ integer: Int64) -> UInt64 {
        var hash = StableHash()
        hash.combine(integer)
        return hash.finish()
    }

    @Test("a seed gives the published SplitMix64 numbers")
    func splitMix() {
        var zero = SeededRandom(seed: 0)
        #expect(
            [zero.next(), zero.next(), zero.next()] == [
                0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F,
            ])
        var other = SeededRandom(seed: 1_234_567)
        #expect(
            [other.next(), other.next(), other.next()] == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test("chances and waiting times keep their means")
    func distributions() {
        var random = SeededRandom(seed: 21)
        let hits = (0..<20_000).count { _ in random.chance(0.3) }
        #expect((5700...6300).contains(hits))
        let mean = (0..<20_000).reduce(0.0) { sum, _ in sum + random.exponential(mean: 8) } / 20_000
        #expect((7.7...8.3).contains(mean))
    }
}
