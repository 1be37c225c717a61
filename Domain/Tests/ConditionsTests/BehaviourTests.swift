import Testing
import Values

@testable import Conditions

@Suite("Rates, sequences, interest and engagement")
struct BehaviourTests {
    @Test(
        "a rate is the most events within any stretch of that length, until enough of them have left",
        arguments: [
            (#"most("Order Completed", within: 30 days) >= 3"#, true, nil),
            (#"most("Order Completed", within: 9 days) >= 3"#, false, nil),
            // The third lies exactly nine days after the first, which is no longer within nine days.
            (#"most("Order Completed", within: 9 days) == 2"#, true, nil),
            (#"most("Order Completed", within: 10 days, last: 30 days) >= 3"#, true, "2026-07-01T00:00:00Z"),
            (#"most("Order Completed" where total > 5, within: 30 days) >= 2"#, false, nil),
            (#"most("Refund", within: 30 days) == 0"#, true, nil),
        ] as [(String, Bool, String?)])
    func rate(text: String, expected: Bool, until: String?) throws {
        let ana = subject([
            event("2026-06-01T00:00:00Z", ["total": 10]), event("2026-06-05T00:00:00Z"),
            event("2026-06-10T00:00:00Z"),
        ])
        #expect(try verdict(text, ana) == Verdict(holds: expected, until: until.map(at)))
    }

    static let browser = subject([
        event("Product Added", "2026-06-15T09:00:00Z", ["sku": "A"]),
        event("Checkout Started", "2026-06-15T09:30:00Z"),
        event("Order Completed", "2026-06-15T09:45:00Z"),
        event("Product Added", "2026-06-15T10:00:00Z", ["sku": "B"]),
        event("Product Added", "2026-06-15T10:00:00Z", ["sku": "C"]),
        event("Checkout Started", "2026-06-15T11:00:00Z"),
    ])

    @Test(
        "a sequence is events one after another, soon enough and with nothing in between",
        arguments: [
            (#"sequence("Product Added", "Checkout Started")"#, true),
            (#"sequence("Product Added", "Checkout Started", within: 30 minutes)"#, false),
            (#"sequence("Product Added", "Checkout Started", within: 31 minutes)"#, true),
            (#"sequence("Checkout Started", "Order Completed", "Checkout Started")"#, true),
            (#"sequence("Order Completed", "Order Completed")"#, false),
            (#"sequence("Product Added" where sku == "B", "Product Added" where sku == "C")"#, true),
            (#"sequence("Product Added" where sku == "C", "Product Added" where sku == "B")"#, false),
            (#"sequence("Product Added", "Checkout Started", without: "Order Completed")"#, true),
            (#"sequence("Product Added" where sku == "A", "Product Added", without: "Order Completed")"#, false),
            // What comes after the last event does not matter.
            (#"sequence("Product Added" where sku == "A", "Checkout Started", without: "Order Completed")"#, true),
            (#"sequence("Product Added", "Checkout Started", without: "Product Added" where sku == "C")"#, true),
        ])
    func sequences(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.browser) == expected)
    }

    @Test("a sequence runs out when the last first event that begins one leaves the window")
    func runsOut() throws {
        let text = #"sequence("Product Added", "Checkout Started", "Order Completed", last: 7 days)"#
        #expect(try verdict(text, Self.browser) == Verdict(holds: true, until: at("2026-06-22T09:00:00Z")))
    }

    @Test("interest counts views, additions and orders by their own category or that of their products")
    func interest() throws {
        let ana = subject([
            event("Product Viewed", "2026-06-01T00:00:00Z", ["category": "Shoes", "brand": "Acme"]),
            event("Product Added", "2026-06-02T00:00:00Z", ["category": "Hats", "product_id": "p1"]),
            event("2026-06-03T00:00:00Z", ["products": [["category": "Shoes"], ["category": "Shoes"]]]),
            event("Product Removed", "2026-06-04T00:00:00Z", ["category": "Shoes"]),
        ])
        #expect(try holds(#"interest(category: "Shoes") == 2"#, ana))
        #expect(try holds(#"interest(brand: "Acme") == 1 and interest(product: "p1") == 1"#, ana))
        #expect(
            try verdict(#"interest(category: "Shoes", last: 14 days) >= 1"#, ana)
                == Verdict(holds: true, until: at("2026-06-17T00:00:00Z")))
        #expect(
            try verdict(#"last_interest(category: "Shoes") > 14 days ago"#, ana)
                == Verdict(holds: true, until: at("2026-06-17T00:00:00Z")))
        #expect(try !holds(#"last_interest(category: "Bags") exists"#, ana))
    }

    @Test("a product of several categories is of interest in each of them, counted once")
    func categories() throws {
        let ana = subject([
            event(
                "Product Viewed", "2026-06-01T00:00:00Z", ["category": "Kitchen", "categories": ["Kitchen", "Sale"]]),
            event("2026-06-03T00:00:00Z", ["products": [["categories": ["Sale"]], ["category": "Sale"]]]),
            event("Product Added", "2026-06-04T00:00:00Z", ["categories": "Sale", "brand": "Sale"]),
        ])
        #expect(try holds(#"interest(category: "Sale") == 2 and interest(category: "Kitchen") == 1"#, ana))
        #expect(try holds(#"last_interest(category: "Sale") == "2026-06-03""#, ana))
        #expect(try holds(#"interest(brand: "Sale") == 1 and interest(category: "Sal") == 0"#, ana))
    }

    @Test("interest in one variant is told by its id or its SKU, and not by its product's")
    func variants() throws {
        let ana = subject([
            event("Product Viewed", "2026-06-01T00:00:00Z", ["product_id": "p1", "variant_id": "v1", "sku": "A-1"]),
            event("Product Added", "2026-06-02T00:00:00Z", ["product_id": "p1", "variant_id": "v2", "sku": "A-2"]),
            event("2026-06-03T00:00:00Z", ["products": [["product_id": "p1", "variant_id": "v2"], ["sku": "A-1"]]]),
        ])
        #expect(try holds(#"interest(product: "p1") == 3 and interest(variant: "v2") == 2"#, ana))
        #expect(try holds(#"interest(sku: "A-1") == 2 and interest(sku: "A-2") == 1"#, ana))
        #expect(try holds(#"interest(variant: "A-1") == 0 and interest(variant: "p1") == 0"#, ana))
        #expect(try holds(#"last_interest(sku: "A-2") == "2026-06-02""#, ana))
        let condition = try Condition.parse(#"last_interest(variant: "v1", last: 9 days) exists"#)
        #expect(try Condition(tree: condition.tree) == condition)
        #expect(
            condition.sentence == #"The last view, addition or order of the variant "v1" in the last 9 days is known."#)
    }

    @Test("engagement is told apart by action, channel, flow and campaign")
    func engagement() throws {
        let ana = subject([
            event("Email Opened", "2026-06-01T00:00:00Z", ["flow": "Welcome"]),
            event("SMS Clicked", "2026-06-02T00:00:00Z", ["campaign": "Spring"]),
        ])
        #expect(try holds(#"opened(email) and opened(email, flow: "Welcome")"#, ana))
        #expect(
            try !holds(#"opened(email, flow: "Welcome", campaign: "Spring") or clicked(email) or opened(sms)"#, ana))
        #expect(try holds(#"clicked(sms, campaign: "Spring", last: 30 days)"#, ana))
    }

    @Test("opens that an earlier release put down under the flow's id count for that flow, and for no other")
    func storedIDs() throws {
        let id = String(StableHash.signed(of: "welcome"))
        let ana = subject([event("Email Opened", "2026-06-01T00:00:00Z", ["flow": .string(id)])])
        #expect(try holds(#"opened(email, flow: "welcome")"#, ana))
        #expect(try !holds(#"opened(email, flow: "abandoned-cart") or clicked(email, flow: "welcome")"#, ana))
        let condition = CompiledCondition(try Condition.parse(#"opened(email, flow: "welcome")"#))
        #expect(
            condition.explain(ana, now: noon).because == #"count("Email Opened" where flow == "welcome") is 1"#)
    }

    @Test("a rank follows the figure as it changes, and is false until there is a threshold")
    func rank() throws {
        var ana = subject([event("2026-06-10T00:00:00Z", ["total": 60]), event("2026-06-14T00:00:00Z", ["total": 50])])
        let text = #"top 10% by sum("Order Completed".total, last: 10 days)"#
        #expect(try verdict(text, ana) == Verdict(holds: false, until: nil))
        ana.workspace.thresholds[text] = Number(100)
        #expect(try verdict(text, ana) == Verdict(holds: true, until: at("2026-06-20T00:00:00Z")))
        #expect(try Condition.parse(text).requirements.ranks == [text])
    }
}
