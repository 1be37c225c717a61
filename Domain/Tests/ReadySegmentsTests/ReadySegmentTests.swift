import Conditions
import ReadySegments
import Testing
import Values

@Suite("Ready segments")
struct ReadySegmentTests {
    static let slugs = ReadySegments.all.map(\.slug)

    @Test("each says what it is, and its rule reads as it prints", arguments: slugs)
    func reads(_ slug: String) throws {
        let segment = try #require(ReadySegments.named(slug))
        #expect(!segment.name.isEmpty && segment.about.hasSuffix("."))
        let condition = try Condition.parse(segment.condition)
        #expect(condition.text == segment.condition)
        #expect(!condition.requirements.usesTrigger)
    }

    @Test(
        "one that follows the store's rhythm has two reorder intervals in its rule, within bounds",
        arguments: [(nil, 90), (30, 60), (3, 14), (365, 270)] as [(Int?, Int)])
    func rhythm(reorderDays: Int?, days: Int) throws {
        for slug in ["inactive", "at-risk"] {
            let segment = try #require(ReadySegments.named(slug))
            let text = segment.condition(reorderDays: reorderDays)
            #expect(try Condition.parse(text).text == text)
            #expect(segment.days(in: text) == days)
            #expect(text.contains("last: \(days) days"))
        }
        let fixed = try #require(ReadySegments.named("inactive-90"))
        #expect(fixed.condition(reorderDays: reorderDays) == fixed.condition && fixed.days(in: fixed.condition) == nil)
    }

    @Test("a rule of an earlier release follows the store's rhythm still, and takes on the store's currency")
    func earlier() throws {
        let atRisk = try #require(ReadySegments.named("at-risk"))
        let old = #"count("Order Completed", last: 12 months) >= 2 and none("Order Completed", last: 60 days)"#
        #expect(atRisk.days(in: old) == 60 && atRisk.days(in: old + " and profile.vip") == nil)
        let inactive = try #require(ReadySegments.named("inactive"))
        let earlier = try #require(inactive.earlier)
        #expect(inactive.days(in: earlier) == 90 && inactive.isUnchanged(earlier))
        let vip = try #require(ReadySegments.named("vip"))
        #expect(vip.isUnchanged(#"sum("Order Completed".total) > 1000"#) && vip.isUnchanged(vip.condition))
        #expect(!vip.isUnchanged("spent() > 1000 EUR") && !vip.isUnchanged(""))
    }

    @Test("a rule that somebody changed is not of the form that follows the store's rhythm")
    func changed() throws {
        let segment = try #require(ReadySegments.named("inactive"))
        let text = segment.condition(reorderDays: 30)
        let other = text.replacing("opened(email, last: 60 days)", with: "opened(email, last: 61 days)")
        #expect(other != text && segment.days(in: other) == nil)
        #expect(segment.days(in: text + " and profile.vip") == nil && segment.days(in: "") == nil)
    }

    @Test(
        "an amount is written in the store's currency, as large as a person there would write it",
        arguments: [
            ("EUR", 1, "> 1000 EUR", "1,000 EUR"), ("USD", 1.1, "> 1000 USD", "1,000 USD"),
            ("GBP", 0.85, "> 1000 GBP", "1,000 GBP"), ("SEK", 11.2, "> 10000 SEK", "10,000 SEK"),
            ("JPY", 165, "> 100000 JPY", "100,000 JPY"), ("IDR", 18_000, "> 10000000 IDR", "10,000,000 IDR"),
            ("CLP", nil, "> 1000 CLP", "1,000 CLP"),
        ] as [(String, Double?, String, String)])
    func amounts(currency: String, rate: Double?, rule: String, about: String) throws {
        let money = ReadyMoney(currency: currency, unitsPerEuro: rate)
        let vip = try #require(ReadySegments.named("vip"))
        #expect(vip.condition(reorderDays: nil, money: money) == "spent() " + rule)
        #expect(vip.about(money: money) == "Spent over \(about) in all their orders together.")
        for segment in ReadySegments.all {
            let text = segment.condition(reorderDays: 30, money: money)
            #expect(try Condition.parse(text).text == text)
            #expect(try Condition.parse(text).amountsWithoutCurrency.isEmpty, "\(segment.slug)")
        }
    }

    @Test(
        "orders in several currencies count for what they are worth",
        arguments: [
            ("vip", 60_000, false), ("vip", 200_000, true), ("spent-500", 75_000, false), ("high-value", 90_000, true),
        ])
    func severalCurrencies(_ slug: String, yen: Int, isMember: Bool) throws {
        let segment = try #require(ReadySegments.named(slug))
        let text = segment.condition(reorderDays: nil, money: ReadyMoney(currency: "EUR", unitsPerEuro: 1))
        let scenario = Scenario(
            slug, isMember,
            [
                ("Order Completed", 20, #"{"total": \#(yen), "currency": "JPY"}"#),
                ("Order Completed", 10, #"{"total": 15.50, "currency": "EUR"}"#),
            ])
        let answer = try JSON.parse(ConditionCheckLine.run(scenario.line(text)))
        #expect(answer["holds"]?.bool == isMember, "\(answer.text)")
    }

    @Test("no two have one name")
    func names() {
        #expect(Set(ReadySegments.all.map(\.name)).count == ReadySegments.all.count)
        #expect(Set(Self.slugs).count == Self.slugs.count)
    }

    @Test("every one of them has a scenario that it takes in and one that it leaves out")
    func scenarios() {
        for slug in Self.slugs {
            let answers = Set(Scenario.all.filter { $0.slug == slug }.map(\.isMember))
            #expect(answers == [true, false], "\(slug)")
        }
    }

    @Test("a shopper is in it or not", arguments: Scenario.all)
    func membership(_ scenario: Scenario) throws {
        let segment = try #require(ReadySegments.named(scenario.slug))
        let line = scenario.line(segment.condition)
        let answer = try JSON.parse(ConditionCheckLine.run(line))
        #expect(answer["holds"]?.bool == scenario.isMember, "\(answer.text)")
        if let until = scenario.until { #expect(answer["until"]?.string?.hasPrefix(until) == true, "\(answer.text)") }
    }
}

/// A shopper's history, and whether a segment takes them in on 15 June 2026 at noon.
struct Scenario: Sendable, CustomTestStringConvertible {
    let slug: String
    let isMember: Bool
    /// Event and days ago, with properties as JSON.
    var events: [(name: String, daysAgo: Int, properties: String)] = []
    var profile = "{}"
    /// When it changes by itself: how that moment's text begins.
    var until: String?

    var testDescription: String { "\(slug): \(isMember ? "in" : "out")" }

    static let now = Instant(iso8601: "2026-06-15T12:00:00Z")!

    init(
        _ slug: String, _ isMember: Bool, _ events: [(String, Int, String)] = [], profile: String = "{}",
        until: String? = nil
    ) {
        self.slug = slug
        self.isMember = isMember
        self.events = events.map { (name: $0.0, daysAgo: $0.1, properties: $0.2) }
        self.profile = profile
        self.until = until
    }

    func line(_ condition: String) -> String {
        let events = events.map { event -> JSON in
            [
                "event": .string(event.name),
                "timestamp": .string((Scenario.now - .days(Int64(event.daysAgo))).iso8601),
                "properties": (try? JSON.parse(event.properties)) ?? [:],
            ]
        }
        let line: JSON = [
            "condition": .string(condition), "now": .string(Scenario.now.iso8601), "events": .array(events),
            "profile": (try? JSON.parse(profile)) ?? [:],
            "workspace": [
                "currency": "EUR", "rates": ["2026-01-01": ["EUR": 1, "JPY": 165]],
                "thresholds": ["top 10% by average_order()": 120],
            ],
        ]
        return line.text
    }
}
