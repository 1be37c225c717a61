import Testing
import Values

@testable import Engine

@Suite("Codes that are made")
struct CouponCodeTests {
    private let key = CouponKey(Array(7...22))

    @Test("a code is the same whenever it is asked for, and no two requests share one")
    func unique() {
        let codes = (0..<20_000 as Range<Int64>).map { key.codes(effect: $0, prefix: "")[0] }
        #expect(Set(codes).count == codes.count)
        #expect(key.codes(effect: 5, prefix: "")[0] == codes[5])
        #expect(Set(key.codes(effect: 5, prefix: "X")).count == 4)
    }

    @Test("every character is one that nobody mistakes for another")
    func readable() {
        let letters = Set((0..<2_000 as Range<Int64>).flatMap { key.codes(effect: $0, prefix: "").joined() })
        #expect(letters == Set("23456789ABCDEFGHJKMNPQRSTVWXYZ-"))
    }

    @Test("one bit of the secret changes every code")
    func keyed() {
        let other = CouponKey([6] + Array(8...22))
        for effect in 0..<500 as Range<Int64> {
            #expect(
                Set(key.codes(effect: effect, prefix: "")).isDisjoint(with: other.codes(effect: effect, prefix: "")))
        }
    }

    @Test("the answer to a request is read back as it was written")
    func command() {
        let commands: [Command] = [
            .coupon(effect: 5, journey: -7, code: "A"),
            .coupon(effect: 5, journey: -7, code: "A", expiresAt: Instant(milliseconds: 99)),
            .coupon(effect: 5, journey: -7, code: nil, refusal: CouponTerms.poolIsEmpty),
        ]
        for command in commands { #expect(Command(payload: command.payload) == command) }
    }
}
