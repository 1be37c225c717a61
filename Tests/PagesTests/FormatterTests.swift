import Testing
import Values

@testable import Pages

@Suite("figures and moments as words")
struct FormatterTests {
    private let format = PagesSamples.context().format

    @Test(
        "counts are grouped by thousands",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (48_213, "48,213"), (-1_234_567, "-1,234,567"),
            (Int.min, "-9,223,372,036,854,775,808"),
        ])
    func counts(number: Int, words: String) {
        #expect(format.count(number) == words)
    }

    @Test(
        "money keeps its currency's digits",
        arguments: [
            (8_250, "EUR", "€82.50"), (5, "EUR", "€0.05"), (-119_950, "USD", "-$1,199.50"), (1_200, "JPY", "¥1,200"),
            (1_234_567, "KWD", "KWD\u{A0}1,234.567"), (100, "CHF", "CHF\u{A0}1.00"), (0, "GBP", "£0.00"),
        ] as [(Int64, String, String)])
    func money(minorUnits: Int64, currency: String, words: String) {
        #expect(format.money(MoneyAmount(minorUnits: minorUnits, currency: currency)) == words)
    }

    @Test("whole money rounds half away from zero")
    func wholeMoney() {
        #expect(format.money(PagesSamples.euros(358_449), whole: true) == "€3,584")
        #expect(format.money(PagesSamples.euros(358_450), whole: true) == "€3,585")
        #expect(format.money(PagesSamples.euros(-358_450), whole: true) == "-€3,585")
    }

    @Test(
        "a rate has one decimal under ten",
        arguments: [(0, "0"), (0.44, "0.4"), (3.96, "4"), (9.97, "10"), (12.4, "12"), (1480.6, "1,481")])
    func rates(rate: Double, words: String) {
        #expect(format.rate(rate) == words)
    }

    @Test("a rate that is no number is a dash", arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func noRate(rate: Double) {
        #expect(format.rate(rate) == "–")
    }

    @Test("a share of nothing is a dash")
    func shares() {
        #expect(format.share(0, of: 0) == "–")
        #expect(format.share(41, of: 312) == "13%")
        #expect(format.share(1, of: 40) == "2.5%")
    }

    @Test(
        "a length is told in its largest unit",
        arguments: [
            (40, "40\u{A0}ms"), (999, "999\u{A0}ms"), (1000, "1\u{A0}s"), (59_999, "59\u{A0}s"),
            (60_000, "1\u{A0}min"), (3_600_000, "1\u{A0}h"), (86_400_000, "1\u{A0}d"),
            (86_400_000 * 1_500, "1,500\u{A0}d"),
        ] as [(Int64, String)])
    func lengths(milliseconds: Int64, words: String) {
        #expect(format.length(TimeSpan(milliseconds: milliseconds)) == words)
    }

    @Test("what is near is now, what is past is ago, what comes is ahead")
    func relative() {
        let now = PagesSamples.now
        #expect(format.relative(now - .seconds(4)) == "just now")
        #expect(format.relative(now - .minutes(3)) == "3\u{A0}min ago")
        #expect(format.relative(now + .hours(2)) == "in 2\u{A0}h")
        #expect(format.age(now - .days(9)) == "9\u{A0}d")
        #expect(format.age(now + .days(9)) == "just now")
    }

    @Test("moments are told in the workspace's zone")
    func moments() throws {
        let moment = try #require(Instant(iso8601: "2026-06-30T22:05:00Z"))
        #expect(format.moment(moment) == "1 Jul 2026, 00:05")
        #expect(format.clock(moment) == "00:05")
    }

    @Test(
        "the reader's first language that the console speaks is chosen",
        arguments: ["en", "en-GB,en;q=0.9", "de-DE,de;q=0.9,en;q=0.1", "", "*", ";;;,,q=", "xx;q=abc"])
    func languages(header: String) {
        #expect(Language(acceptLanguage: header) == .english)
    }
}
