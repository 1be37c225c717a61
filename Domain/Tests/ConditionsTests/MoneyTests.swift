import Testing
import Values

@testable import Conditions

@Suite("Amounts in several currencies")
struct MoneyTests {
    static func ana(currency: String? = "EUR") -> Subject {
        var ana = subject(
            [
                event("2026-01-10T00:00:00Z", ["total": 100, "currency": "USD"]),
                event("2026-03-10T00:00:00Z", ["total": 100, "currency": "usd"]),
                event("2026-03-11T00:00:00Z", ["total": 10]),
                event("2026-03-12T00:00:00Z", ["total": 1000, "currency": "BTX"]),
                event(
                    "Gift", "2026-03-10T00:00:00Z",
                    ["money": ["amount": 5, "currency": "USD"], "products": [["price": 10]]]),
            ], properties: ["credit": 50, "currency": "USD", "limit": ["total": 5, "currency": "GBP"]])
        ana.workspace.currency = currency
        ana.workspace.rates.set(
            ["EUR": Number(1), "USD": Number(literal: "1.25")!], on: CivilDate(year: 2026, month: 1, day: 1))
        ana.workspace.rates.set(["EUR": Number(1), "USD": Number(2)], on: CivilDate(year: 2026, month: 2, day: 1))
        return ana
    }

    @Test(
        "each amount is converted at its event's day, and the unknown currency is absent, not zero",
        arguments: [
            (#"sum("Order Completed".total) == 140 EUR"#, true), (#"140 EUR == sum("Order Completed".total)"#, true),
            (#"average("Order Completed".total) > 46 EUR"#, true), (#"max("Order Completed".total) == 80 EUR"#, true),
            (#"min("Order Completed".total) == 10 EUR"#, true), (#"first("Order Completed").total == 80 EUR"#, true),
            (#"last("Order Completed").total > 0 EUR"#, false), (#"last("Order Completed").total <= 0 EUR"#, false),
            (#"sum("Order Completed".total) == 1210"#, true), (#"sum("Gift".money) == 2.5 EUR"#, true),
            // A profile's amount has no day: the newest rates.
            ("profile.credit == 25 EUR", true), ("profile.limit.total > 0 EUR", false),
            (#"count("Order Completed" where total >= 50 EUR) == 2"#, true),
            (#"count("Order Completed" where total >= 0 EUR) == 3"#, true),
            (#"any("Gift" where any(products where price == 10 EUR))"#, true),
            (#"sum("Order Completed".total) > 279 USD"#, false),
        ])
    func conversion(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana()) == expected)
    }

    @Test("a rank by amounts compares in the workspace's currency, as its threshold was taken; without one, as written")
    func ranks() throws {
        let rank = #"top 10% by sum("Order Completed".total)"#
        for (currency, threshold, expected) in [("EUR", 140, true), ("EUR", 141, false), (nil, 1210, true)] {
            var ana = Self.ana(currency: currency)
            ana.workspace.thresholds = [rank: Number(threshold)]
            #expect(try holds(rank, ana) == expected, "\(threshold) \(currency ?? "")")
        }
    }

    @Test(
        "amounts that are compared without a currency are known by their events",
        arguments: [
            (#"sum("Order Completed".total) > 500"#, ["Order Completed"]),
            (#"500 < sum("A".total) or any("B" where total > 5)"#, ["A", "B"]),
            (#"top 10% by average("A".cart.value)"#, []), (#"top 10% by count("A" where price > 3)"#, ["A"]),
            (#"any("A" where any(products where price > 5))"#, ["A"]),
            (#"sequence("A" where total > 5, "B" where sku == "x")"#, ["A"]),
            (#"max("A".total) > max("B".total)"#, ["A", "B"]),
            (#"sum("A".total) > 500 EUR"#, []), (#"sum("A".quantity) > 5 and count("A") > 5"#, []),
            (#"sum("A".total where price > 5) > 500 EUR"#, ["A"]), ("spent() > 500", ["Order Completed"]),
            ("spent() > 500 EUR or orders() > 5", []), ("top 10% by spent()", []),
            ("average_order() > 50", ["Order Completed"]), ("orders(where total > 50) > 5", ["Order Completed"]),
            ("average_order(where total > 50 EUR) > 5 EUR or last_order() > 3 days ago", []),
        ] as [(String, Set<String>)])
    func bare(text: String, events: Set<String>) throws {
        #expect(try Condition.parse(text).amountsWithoutCurrency == events)
    }

    @Test("an amount that names no currency is in the workspace's, or else in the one asked for")
    func unnamed() throws {
        #expect(try holds(#"min("Order Completed".total) == 20 USD"#, Self.ana()))
        #expect(try holds(#"min("Order Completed".total) == 10 USD"#, Self.ana(currency: nil)))
    }

    @Test("what a day's rates leave out is taken from the nearest day before it that has it, or else from the first")
    func gaps() {
        var table = RateTable()
        let days: [(Int, [String: Number])] = [
            (7, ["EUR": Number(1), "USD": Number(8), "JPY": Number(0)]), (3, ["EUR": Number(1), "GBP": Number(4)]),
            (1, ["EUR": Number(1), "USD": Number(2)]),
        ]
        for (day, rates) in days { table.set(rates, on: CivilDate(year: 2026, month: 1, day: day)) }
        func amount(_ source: String, _ target: String, _ day: Int?) -> Double? {
            table.convert(
                Number(8), from: source, to: target, at: day.map { at("2026-01-0\($0)T23:00:00Z") })?.double
        }
        #expect(amount("USD", "EUR", 1) == 4 && amount("USD", "EUR", 3) == 4 && amount("USD", "EUR", 6) == 4)
        #expect(amount("USD", "EUR", 7) == 1 && amount("EUR", "USD", 9) == 64 && amount("USD", "EUR", nil) == 1)
        #expect(amount("GBP", "EUR", 1) == 2 && amount("GBP", "EUR", nil) == 2 && amount("USD", "GBP", 4) == 16)
        #expect(amount("JPY", "EUR", 7) == nil && amount("EUR", "XXX", 3) == nil)
        // Another table of the day takes the first one's place.
        table.set(["EUR": Number(1)], on: CivilDate(year: 2026, month: 1, day: 7))
        #expect(amount("USD", "EUR", 7) == 4)
    }

    @Test("currencies without a rate are reported for data quality")
    func report() throws {
        var report = EvaluationReport()
        let condition = CompiledCondition(
            try Condition.parse(#"sum("Order Completed".total) > 0 EUR and profile.limit.total > 1 EUR or profile.x"#))
        let verdict = condition.evaluate(Self.ana(), now: noon, report: &report)
        #expect(verdict == condition.evaluate(Self.ana(), now: noon))
        #expect(report.unknownCurrencies == ["BTX", "GBP"])
        var clean = EvaluationReport()
        let plain = CompiledCondition(try Condition.parse(#"sum("Order Completed".total) > 0"#))
        _ = plain.evaluate(Self.ana(), now: noon, report: &clean)
        #expect(clean.isEmpty)
    }

    @Test(
        "what is no amount compares with none",
        arguments: [
            ("orders() > 5 EUR", "orders() is no amount that could be compared with 5 EUR"),
            (#"count("X") > 5 EUR"#, #"count("X") is no amount that could be compared with 5 EUR"#),
            (#"5 EUR == 5 USD"#, "5 USD is no amount that could be compared with 5 EUR"),
            (#"last("X") > 5 EUR"#, #"last("X") is no amount that could be compared with 5 EUR"#),
            ("profile.a == 5 EUX", "there is no currency `EUX`"),
            ("5 EUR", "5 EUR is an amount of money, not a condition"),
            ("5 EUR in [5]", "an amount of money is never in a list"),
        ])
    func kinds(text: String, message: String) {
        #expect(faults(text).map(\.message) == [message])
    }
}
