import Testing
import Values

@Suite("Numbers")
struct NumberTests {
    @Test(
        "a literal that fits prints as it was written",
        arguments: [
            "0", "1", "-1", "1.50", "0.1", "-0.05", "0.000000000000000001", "9223372036854775807",
            "-9223372036854775808", "9007199254740993", "-922337203685477580.8", "19.90", "100.00",
        ])
    func literalsPrintBack(literal: String) throws {
        #expect(try #require(Number(literal: literal)).description == literal)
    }

    @Test(
        "what is not a JSON number is refused",
        arguments: [
            "", "-", "+1", "01", "-01", "00", "1.", ".5", "1.e1", "1e", "1e+", "1e-", "--1", "1-1", "0x10", "NaN",
            "Infinity", "-Infinity", "1,5", "1 ", " 1", "1e400", "-1e400", "1_000", "١",
        ])
    func badLiterals(literal: String) {
        #expect(Number(literal: literal) == nil)
    }

    @Test(
        "a literal beyond the exact range becomes the nearest Double",
        arguments: [
            ("9223372036854775808", 9.223372036854775808e18), ("1e2", 100), ("1.5E-3", 0.0015), ("1e-400", 0),
            ("0.0000000000000000001", 1e-19), ("123456789012345678901234567890", 1.2345678901234568e29),
        ])
    func approximateLiterals(literal: String, value: Double) throws {
        let number = try #require(Number(literal: literal))
        #expect(number.double == value)
        #expect(!number.isIntegerLiteral)
    }

    @Test(
        "equal values of any scale are equal and hash alike",
        arguments: [
            ("1.5", "1.50"), ("0", "-0"), ("0.0", "0"), ("1e2", "100"), ("1e-1", "0.1"),
            ("12345678901234567.8", "12345678901234567.80"), ("0.123456789012345678", "0.123456789012345678"),
            ("92233720368547758.07", "92233720368547758.070"),
        ])
    func equality(a: String, b: String) throws {
        let (x, y) = (try #require(Number(literal: a)), try #require(Number(literal: b)))
        #expect(x == y)
        #expect(x.hashValue == y.hashValue)
        #expect(x.double == y.double)
    }

    @Test(
        "comparison is exact beyond 2^53 and across scales",
        arguments: [
            ("9007199254740992", "9007199254740993"), ("-9223372036854775808", "-9223372036854775807"),
            ("0.1", "0.10000000000000001"), ("-0.2", "-0.1"), ("9.99", "10"), ("99", "1e3"), ("-1e300", "0"),
        ])
    func order(smaller: String, larger: String) throws {
        let (x, y) = (try #require(Number(literal: smaller)), try #require(Number(literal: larger)))
        #expect(x < y)
        #expect(!(y < x))
        #expect(x != y)
    }

    @Test("what is not a number equals no number and sorts last")
    func notANumber() {
        let nothing = Number(Double.nan)
        #expect(nothing != Number(5))
        #expect(Number(5) < nothing)
        #expect(nothing == Number(Double.nan))
        #expect(JSON.number(nothing).text == "null")
        #expect(JSON.number(Number(Double.infinity)).text == "null")
    }

    @Test("a thousand prices sum exactly in any order")
    func sums() {
        var random = SeededRandom(seed: 7)
        var prices = (0..<1000).map { index in
            Number.exact(coefficient: Int64.random(in: -99_999...99_999, using: &random), scale: UInt8(index % 5))
        }
        let forward = prices.reduce(Number.zero, +)
        prices.shuffle(using: &random)
        #expect(prices.reduce(Number.zero, +) == forward)
        #expect(Number(literal: "0.1")! + Number(literal: "0.2")! == Number(literal: "0.3")!)
    }

    @Test("arithmetic beyond the exact range goes on as Double")
    func overflow() {
        let largest = Number(Int64.max)
        #expect((largest + Number(1)).double == 9.223372036854775808e18)
        #expect((largest * Number(2)).double == 1.8446744073709551616e19)
        #expect((-Number(Int64.min)).double == 9.223372036854775808e18)
        let tiny = Number.exact(coefficient: 1, scale: 18)
        #expect(abs((tiny * Number.exact(coefficient: 1, scale: 1)).double - 1e-19) < 1e-34)
        #expect((largest + tiny).double == 9.223372036854775807e18)
    }

    @Test("products keep every decimal")
    func products() {
        #expect((Number(literal: "19.90")! * Number(3)).description == "59.70")
        #expect((Number(literal: "0.05")! - Number(literal: "1")!).description == "-0.95")
    }

    @Test(
        "minor units round half away from zero",
        arguments: [
            ("19.90", 2, 1990), ("19.9", 2, 1990), ("19", 2, 1900), ("0.005", 2, 1), ("-0.005", 2, -1),
            ("0.00499", 2, 0), ("1999.5", 0, 2000), ("1.2345", 3, 1235), ("1e2", 2, 10_000),
        ] as [(String, Int, Int64)])
    func minorUnits(literal: String, digits: Int, expected: Int64) throws {
        #expect(try #require(Number(literal: literal)).minorUnits(digits: digits) == expected)
    }

    @Test("minor units beyond Int64 are nil")
    func minorUnitsOverflow() {
        #expect(Number(Int64.max).minorUnits(digits: 2) == nil)
        #expect(Number(1e30).minorUnits(digits: 2) == nil)
        #expect(Number(Double.nan).minorUnits(digits: 2) == nil)
    }

    @Test(
        "a whole number is found whatever its writing",
        arguments: [("3", 3), ("3.00", 3), ("3e0", 3), ("-4.0", -4), ("3.5", nil), ("1e30", nil)]
            as [(String, Int64?)])
    func wholeNumbers(literal: String, expected: Int64?) throws {
        #expect(try #require(Number(literal: literal)).integer == expected)
    }
}
