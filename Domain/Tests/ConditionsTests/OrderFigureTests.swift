import Testing
import Values

@testable import Conditions

@Suite("Orders after cancellations and refunds")
struct OrderFigureTests {
    static let order = event("2026-05-01T00:00:00Z", ["order_id": "A", "total": 100])

    static func refund(_ properties: JSONObject, at time: String = "2026-05-09T00:00:00Z") -> TimelineEvent {
        event("Order Refunded", time, properties)
    }

    static func cancelled(_ id: JSON) -> TimelineEvent {
        event("Order Cancelled", "2026-05-02T00:00:00Z", ["order_id": id])
    }

    @Test(
        "what was taken back of an order no longer counts as spent, and a whole one not as an order",
        arguments: [
            ([], 100, 1),
            ([refund(["order_id": "A", "total": 30])], 70, 1),
            (
                [refund(["order_id": "A", "total": 30]), refund(["order_id": "A", "total": 30, "refund_id": "2"])], 40,
                1
            ),
            ([refund(["order_id": "A", "total": 100])], 0, 0), ([refund(["order_id": "A", "total": 130])], 0, 0),
            // Stores write a refund of everything without its amount, amounts as texts, or below zero.
            ([refund(["order_id": "A"])], 0, 0), ([refund(["order_id": "A", "total": "30.50"])], 69.5, 1),
            ([refund(["order_id": "A", "total": -30])], 70, 1), ([refund(["orderId": "A", "total": 30])], 70, 1),
            ([refund(["transaction_id": " A ", "total": 30])], 70, 1),
            ([refund(["order_id": "A", "total": ["amount": 30]])], 70, 1),
            ([refund(["order_id": "A", "products": [["price": 10, "quantity": 3], ["price": "5"]]])], 65, 1),
            ([refund(["order_id": "A", "products": [["sku": "X"]]])], 100, 1),
            ([cancelled("A")], 0, 0), ([refund(["order_id": "A", "total": 30]), cancelled("A")], 0, 0),
            // Of which order can't be told, or of one that nobody knows.
            ([refund(["total": 30])], 100, 1), ([refund(["order_id": "B", "total": 30]), cancelled("C")], 100, 1),
        ] as [([TimelineEvent], Double, Int)])
    func takenBack(events: [TimelineEvent], spent: Double, orders: Int) throws {
        let ana = subject([Self.order] + events)
        #expect(try holds("spent() == \(spent)", ana) && holds("orders() == \(orders)", ana))
        #expect(try holds(#"sum("Order Completed".total) == 100 and count("Order Completed") == 1"#, ana))
    }

    @Test("who never ordered has spent nothing, which is 0 and not absent")
    func nothing() throws {
        #expect(try holds("spent() == 0 and orders() == 0 and spent(last: 9 days) < 1 EUR"))
        let ana = subject([event("2026-05-01T00:00:00Z", ["order_id": "A", "total": "a lot"])])
        #expect(try holds("spent() == 0 and orders() == 1", ana))
    }

    /// Three orders: one cancelled, one refunded in part.
    static let three = [
        event("2026-05-01T00:00:00Z", ["order_id": "A", "total": 100, "coupon": "X", "products": [["sku": "S"]]]),
        event("2026-05-05T00:00:00Z", ["order_id": "B", "total": 50, "products": [["sku": "S"], ["sku": "T"]]]),
        event("2026-06-01T00:00:00Z", ["order_id": "C", "total": 500, "coupon": "X"]),
        refund(["order_id": "A", "total": 30]), cancelled("C"),
    ]

    @Test(
        "`where` is asked of an order as it stands: of what is left of its total, and of all else as it was ordered",
        arguments: [
            ("spent(where coupon exists) == 70 and orders(where coupon exists) == 1", true),
            (#"orders(where any item where sku == "S") == 2 and spent(where any item where sku == "T") == 50"#, true),
            ("orders(where total > 60) == 1 and orders(where total > 80) == 0", true),
            ("orders(where total >= profile.limit) == 1 and spent(where not coupon exists, last: 90 days) == 50", true),
            (#"sum("Order Completed".total where coupon exists) == 600"#, true),
            (#"spent(where coupon == "Y") == 0 and orders(where coupon == "Y") == 0"#, true),
        ])
    func filtered(text: String, expected: Bool) throws {
        #expect(try holds(text, subject(Self.three, properties: ["limit": 70])) == expected)
        let bytes = Self.three.map { event in
            var event = event
            if case .tree(let object) = event.body { event.body = .bytes(Array(JSON.object(object).text.utf8)) }
            return event
        }
        #expect(try holds(text, subject(bytes, properties: ["limit": 70])) == expected)
    }

    @Test(
        "the first, the last and the average kept order are of those that were not taken back",
        arguments: [
            (#"last_order() == "2026-05-05" and first_order() == "2026-05-01""#, nil),
            ("average_order() == 60 and average_order(where coupon exists) == 70", nil),
            ("last_order() > 2 months ago", "2026-07-05T00:00:00Z"),
            ("time_since(last_order()) < 60 days", "2026-07-04T00:00:00Z"),
            ("average_order(last: 60 days) == 60", "2026-06-30T00:00:00Z"),
            ("not last_order(since: \"2026-06-01\") exists and last(\"Order Completed\") > last_order()", nil),
            ("top 10% by average_order()", nil),
        ] as [(String, String?)])
    func chosen(text: String, until: String?) throws {
        var ana = subject(Self.three)
        ana.workspace.thresholds = ["top 10% by average_order()": Number(60)]
        #expect(try verdict(text, ana) == Verdict(holds: true, until: until.map(at)))
    }

    @Test("of no kept order there is neither a first nor a last, nor an average")
    func none() throws {
        let ana = subject([Self.order, Self.cancelled("A")])
        #expect(try !holds("first_order() exists or last_order() exists or average_order() exists", ana))
        #expect(try !holds("last_order() < 1 day ago or average_order() < 5", ana))
        let before = try verdict("last_order() exists", ana, now: at("2026-05-01T12:00:00Z"))
        #expect(before == Verdict(holds: true, until: at("2026-05-02T00:00:00Z")))
    }

    @Test("a window is asked of the orders: a refund counts whenever it came, and leaves with its order")
    func window() throws {
        let ana = subject([
            Self.order, event("2026-06-01T00:00:00Z", ["order_id": "B", "total": 50]),
            Self.refund(["order_id": "A", "total": 70], at: "2026-06-10T00:00:00Z"),
        ])
        #expect(try verdict("spent(last: 90 days) == 80", ana).until == at("2026-07-30T00:00:00Z"))
        #expect(try holds("spent(last: 30 days) == 50 and spent(between: 30 days and 60 days ago) == 30", ana))
        #expect(try holds(#"spent(until: "2026-05-31") == 30 and orders(during: this month) == 1"#, ana))
    }

    @Test("a refund that comes later changes nothing before it")
    func later() throws {
        let ana = subject([Self.order, Self.refund(["order_id": "A", "total": 100], at: "2026-06-20T00:00:00Z")])
        let before = try verdict("spent() == 100 and orders() == 1", ana, now: noon)
        #expect(before == Verdict(holds: true, until: at("2026-06-20T00:00:00Z")))
        let after = try verdict("spent() == 0 and orders() == 0", ana, now: at("2026-06-20T00:00:00Z"))
        #expect(after == Verdict(holds: true, until: nil))
    }

    @Test(
        "a refund in another currency is worth what it was on the order's day; one that names none is in the order's",
        arguments: [
            (["total": 50, "currency": "EUR"], "spent() == 100 USD", true),
            (["total": 50], "spent() == 150 USD", true),
            (["total": 80, "currency": "eur"], "orders() == 0 and spent() == 0 USD", false),
            (["total": 100, "currency": "EUR"], "orders() == 0 and spent() == 0 USD", true),
            (["total": 80, "currency": "usd"], "spent() == 60 EUR and spent() == 120", true),
            // No rate: it takes nothing off, rather than too much.
            (["total": 80, "currency": "XXX"], "spent() == 200 USD", true),
        ] as [(JSONObject, String, Bool)])
    func currencies(refund: JSONObject, text: String, expected: Bool) throws {
        var refund = refund
        refund["order_id"] = "A"
        var ana = subject([
            event("2026-05-01T00:00:00Z", ["order_id": "A", "total": 200, "currency": "USD"]), Self.refund(refund),
        ])
        ana.workspace.currency = "USD"
        for (month, rate) in [(1, 2), (6, 4)] {
            ana.workspace.rates.set(
                ["EUR": Number(1), "USD": Number(rate)], on: CivilDate(year: 2026, month: month, day: 1))
        }
        #expect(try holds(text, ana) == expected)
    }

    @Test("orders that count are listed without those that were taken back, with what is left of the others")
    func listed() {
        let ana = subject([
            Self.order, event("2026-05-03T00:00:00Z", ["order_id": "B", "total": 50]),
            event("2026-05-04T00:00:00Z", ["order_id": "C", "total": 20]), Self.cancelled("B"),
            Self.refund(["order_id": "A", "total": 30]),
        ])
        let kept = ana.keptOrders(at: noon)
        #expect(kept.map(\.occurredAt) == [at("2026-05-01T00:00:00Z"), at("2026-05-04T00:00:00Z")])
        #expect(kept.map { $0.body.property("total") } == [70, 20])
    }

    @Test(
        "what is kept of a long history changes no answer, however it changes, and whoever shares it", arguments: 0..<4)
    func longHistory(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let start = at("2026-01-01T00:00:00Z")
        func next(_ index: Int) -> TimelineEvent {
            var event = HeavyHistoryTests.order(index, every: .minutes(10), from: start)
            guard Int.random(in: 0..<4, using: &random) == 0 else { return event }
            event.name = ["Order Refunded", "Order Refunded", "Order Cancelled"].randomElement(using: &random)!
            var refund: JSONObject = ["order_id": .string("o-\(Int.random(in: 0...index, using: &random))")]
            refund["total"] = ["5", "0.05", "49.95", "1.125"].randomElement(using: &random)!
                .map { .number(Number(literal: $0)!) }
            event.body = .tree(refund)
            return event
        }
        var anas = [subject(properties: ["limit": 0])]
        anas[0].timeline = Timeline((0..<700).map(next))
        for index in 700..<780 {
            let who = Int.random(in: 0..<anas.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: if anas.count < 3 { anas.append(anas[who]) }
            case 1: anas[who].timeline.remove(order: Int64(Int.random(in: 0..<index, using: &random)))
            case 2:
                var late = next(index)
                late.occurredAt = late.occurredAt - .days(2)
                anas[who].timeline.insert(late)
            default: anas[who].timeline.insert(next(index))
            }
            let ahead = Int64.random(in: -300...3000, using: &random)
            let now = start + .minutes(Int64(index) * 10 + ahead)
            let figures = [
                "spent()", "orders()", "spent(last: 3 days)", "orders(during: this week)",
                "orders(where total > 20, last: 3 days)", #"average_order(where category == "Shoes", last: 3 days)"#,
            ]
            let figure = figures.randomElement(using: &random)!
            let fresh = Subject(properties: anas[who].properties, timeline: Timeline(anas[who].timeline.inOrder()))
            let limit = ["24.55", "100", "8000", "0.05", "300", "2500.3"].randomElement(using: &random)!
            anas[who].properties["limit"] = .number(Number(literal: limit)!)
            var slow = fresh
            slow.properties = anas[who].properties
            let text = "\(figure) \(Comparator.allCases.randomElement(using: &random)!.rawValue)"
            let quick = try verdict("\(text) \(limit)", anas[who], now: now)
            #expect(try quick == verdict("\(text) profile.limit", slow, now: now), "seed \(seed): \(text) \(limit)")
        }
    }
}
