import Backtest
import Engine
import Testing
import Values

@Suite struct CouponTests {
    private static let text =
        "goal: 'any(\"Order Completed\", since: trigger)'\nsteps:\n  - coupon: rescue\n    takes off: 10%\n    then:\n"
        + send("offer", indent: "      ") + "    else:\n" + send("plain", indent: "      ")

    @Test("codes are counted by the day, and the pool's last day is found")
    func runsDry() throws {
        var people: [Somebody] = []
        for (name, day) in [("ana", "02"), ("ben", "02"), ("cem", "05"), ("dea", "09")] {
            var somebody = Somebody(name)
            somebody.leavesCart(at: "2026-03-\(day) 10:00")
            people.append(somebody)
        }
        let rich = replay(try march(try flow(CouponTests.text), pools: ["rescue": 4]), people)
        #expect(rich.draft.coupons["rescue"]?.spent == 4)
        #expect(rich.runsDry(pool: "rescue") == nil)
        #expect(rich.codesLeft == ["rescue": 4])
        let poor = replay(try march(try flow(CouponTests.text), pools: ["rescue": 2]), people)
        #expect(poor.runsDry(pool: "rescue") == CivilDate(year: 2026, month: 3, day: 5).dayNumber)
        let plan = try march(try flow(CouponTests.text), pools: ["rescue": 2])
        #expect(BacktestCaveats.of(plan, poor).contains { $0.contains("2026-03-05") })
    }

    @Test("an empty pool leads on the other way")
    func empty() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        let report = replay(try march(try flow(CouponTests.text)), [ana])
        #expect(report.messageLines == ["2 March: plain 1"])
        #expect(report.draft.coupons["rescue"]?.inVain == 1)
        #expect(report.draft.coupons["rescue"]?.spent == 0)
    }

    @Test("a code whose message would not have gone is back in the pool")
    func returned() throws {
        var ana = Somebody("ana", consents: false)
        ana.leavesCart(at: "2026-03-02 10:00")
        let report = replay(try march(try flow(CouponTests.text), pools: ["rescue": 1]), [ana])
        #expect(report.draft.coupons["rescue"]?.taken.values.reduce(0, +) == 1)
        #expect(report.draft.coupons["rescue"]?.spent == 0)
        #expect(report.draft.refused == ["There is no consent for email": 1])
    }

    @Test("the discount given to people who bought anyway is added up by currency")
    func boughtAnyway() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        ana.orders(at: "2026-03-04 10:00", total: 40)
        var ben = Somebody("ben")
        ben.leavesCart(at: "2026-03-02 10:00")
        ben.orders(at: "2026-03-03 10:00", total: "19.90")
        var cem = Somebody("cem")
        cem.leavesCart(at: "2026-03-02 10:00")
        cem.orders(at: "2026-03-12 10:00", total: 1000)
        let plan = try march(try flow(CouponTests.text), pools: ["rescue": 9])
        let report = replay(plan, [ana, ben, cem])
        #expect(report.draft.boughtAnyway.people == 2)
        #expect(report.draft.boughtAnyway.codes == 2)
        #expect(report.draft.boughtAnyway.ordered == ["EUR": Number(literal: "59.90")!])
        #expect(report.draft.boughtAnyway.discounts == ["EUR": Number(literal: "5.99")!])
        #expect(report.draft.goals.afterTheEnd == 2)
    }

    @Test("an amount takes no more off than the order came to, and nothing off one in another currency")
    func amounts() throws {
        var people: [Somebody] = []
        for (name, total, currency) in [("ana", 40, "EUR"), ("ben", 3, "eur"), ("cem", 90, "USD")] {
            var somebody = Somebody(name)
            somebody.leavesCart(at: "2026-03-02 10:00")
            somebody.does(
                "Order Completed", at: "2026-03-03 10:00",
                ["order_id": .string(name), "total": .number(Number(total)), "currency": .string(currency)])
            people.append(somebody)
        }
        let text = CouponTests.text.replacing("takes off: 10%", with: "takes off: 5")
        let plan = try march(try flow(text), pools: ["rescue": 9], currency: "EUR")
        let discounts = replay(plan, people).draft.boughtAnyway.discounts
        #expect(discounts == ["EUR": Number(5), "eur": Number(3)])
    }

    @Test("a code that a reminder shows once more is given away once")
    func reminded() throws {
        var ana = Somebody("ana")
        ana.leavesCart(at: "2026-03-02 10:00")
        ana.orders(at: "2026-03-04 12:00", total: 40)
        let text =
            "goal: 'any(\"Order Completed\", since: trigger)'\nsteps:\n  - coupon: rescue\n    takes off: 10%\n    then:\n"
            + shows("offer") + "      - wait: 1 day\n"
            + shows("reminder")
        let report = replay(try march(try flow(text), pools: ["rescue": 9]), [ana])
        #expect(report.draft.messages == 2)
        #expect(report.draft.boughtAnyway.codes == 1)
        #expect(report.draft.boughtAnyway.ordered == ["EUR": Number(40)])
        #expect(report.draft.boughtAnyway.discounts == ["EUR": Number(4)])
    }

    private func shows(_ id: String) -> String {
        send(id, indent: "      ").replacing("<p>Hello</p>", with: "'{{ coupon }}'")
    }

    @Test("a coupon step that does not say what its codes take off is a caveat")
    func unsaid() throws {
        let silent = CouponTests.text.replacing("    takes off: 10%\n", with: "")
        for (text, isNamed) in [(CouponTests.text, false), (silent, true)] {
            let plan = try march(try flow(text), pools: ["rescue": 9])
            let caveats = BacktestCaveats.of(plan, replay(plan, []))
            #expect(caveats.contains { $0.contains("take off") && $0.contains("“rescue”") } == isNamed, "\(caveats)")
        }
    }
}
