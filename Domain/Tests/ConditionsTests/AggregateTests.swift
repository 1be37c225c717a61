import Testing
import Values

@testable import Conditions

@Suite("Figures over events")
struct AggregateTests {
    static func total(_ literal: String) -> JSON { .number(Number(literal: literal)!) }

    static let ana = subject(
        [
            event("2026-01-10T00:00:00Z", ["total": total("19.95"), "category": "Shoes", "cart": ["id": "c1"]]),
            event("2026-03-10T00:00:00Z", ["total": total("0.05"), "category": "Hats", "cart": ["id": "c2"]]),
            event("2026-06-10T00:00:00Z", ["total": "80", "category": "Shoes", "code": "SPRING"]),
            event("2026-06-14T00:00:00Z", ["total": total("-5.00"), "category": nil]),
            event("Product Viewed", "2026-06-15T11:00:00Z", ["price": 7]),
        ], properties: ["favourite": "Hats"])

    @Test(
        "each function gives its figure",
        arguments: [
            (#"any("Order Completed")"#, true), (#"none("Order Completed")"#, false), (#"none("Refund")"#, true),
            (#"count("Order Completed") == 4"#, true), (#"4 == count("Order Completed")"#, true),
            (#"5 > count("Order Completed")"#, true), (#"count("Order Completed", last: 7 days) == 2"#, true),
            (#"sum("Order Completed".total) == 15"#, true),
            (#"sum("Order Completed".total, last: 7 days) == -5"#, true),
            (#"average("Order Completed".total) == 5"#, true), (#"min("Order Completed".total) == -5"#, true),
            (#"max("Order Completed".total) == 19.95"#, true), (#"first("Order Completed").category == "Shoes""#, true),
            (#"last("Order Completed").total == -5"#, true),
            (#"last("Order Completed" where code exists).code == "SPRING""#, true),
            (#"first("Order Completed", last: 10 days).code == "SPRING""#, true),
            (#"last("Product Viewed") > last("Order Completed")"#, true),
            (#"first("Order Completed") < last("Order Completed")"#, true),
            (#"count("Order Completed") > count("Product Viewed")"#, true),
            (#"any("Refund") == any("Email Opened")"#, true),
            (#"any("Order Completed") == (count("Refund") > 0)"#, false),
        ])
    func figures(text: String, expected: Bool) throws {
        #expect(try holds(text, Self.ana) == expected)
    }

    @Test("counts and sums of nothing are 0; every other figure of nothing is absent")
    func nothing() throws {
        #expect(try holds(#"count("Refund") == 0"#, Self.ana))
        #expect(try holds(#"sum("Refund".total) == 0"#, Self.ana))
        for function in ["average", "min", "max"] {
            #expect(try !holds(#"\#(function)("Refund".total) exists"#, Self.ana))
            #expect(try !holds(#"\#(function)("Refund".total) <= 0"#, Self.ana))
            #expect(try !holds(#"\#(function)("Order Completed".nothing) exists"#, Self.ana))
        }
        for function in ["first", "last"] {
            #expect(try !holds(#"\#(function)("Refund") exists"#, Self.ana))
            #expect(try !holds(#"\#(function)("Refund") < 1 day ago"#, Self.ana))
        }
        #expect(try !holds(#"last("Order Completed").category exists"#, Self.ana))
        #expect(try !holds(#"last("Order Completed").category == "Shoes""#, Self.ana))
    }

    @Test(
        "where looks at the event's own properties, the profile and the trigger",
        arguments: [
            (#"count("Order Completed" where category == "Shoes") == 2"#, true),
            (#"count("Order Completed" where not category == "Shoes") == 2"#, true),
            (#"count("Order Completed" where category != "Shoes") == 1"#, true),
            (#"count("Order Completed" where category == profile.favourite) == 1"#, true),
            (#"count("Order Completed" where cart.id == trigger.cart_id) == 1"#, true),
            (#"none("Order Completed" where cart.id == trigger.cart_id and total > 100)"#, true),
            (#"count("Order Completed" where category in ["Hats", "Bags"] or code exists) == 2"#, true),
            (#"sum("Order Completed".total where category exists) == 20"#, true),
            (#"any("Order Completed" where event.total < 0, last: 2 days)"#, true),
            (#"any("Order Completed" where true)"#, true),
            (#"any("Order Completed" where (total > 0) == false, last: 1 hour)"#, false),
        ])
    func filters(text: String, expected: Bool) throws {
        let trigger = event("Checkout Started", "2026-06-15T10:00:00Z", ["cart_id": "c2"])
        #expect(try holds(text, Self.ana, trigger: trigger) == expected)
    }

    @Test("since: trigger takes what comes strictly after the trigger by time and order")
    func sinceTrigger() throws {
        let moment = "2026-06-15T10:00:00Z"
        let ana = subject([
            event("A", moment, order: 1), event("A", moment, order: 2), event("A", moment, order: 3),
            event("A", "2026-06-15T10:00:00.001Z", order: 1), event("A", "2026-06-15T09:00:00Z", order: 9),
        ])
        let trigger = event("A", moment, order: 2)
        #expect(try holds(#"count("A", since: trigger) == 2"#, ana, trigger: trigger))
        #expect(try holds(#"count("A", last: 1 hour, since: trigger) == 0"#, ana, trigger: trigger))
    }

    @Test("without a trigger, no event lies since it and its properties are absent")
    func noTrigger() throws {
        #expect(try holds(#"count("Order Completed", since: trigger) == 0"#, Self.ana))
        #expect(try holds(#"none("Order Completed", since: trigger)"#, Self.ana))
        #expect(try !holds("trigger.cart_id exists", Self.ana))
        #expect(try !holds(#"any("Order Completed" where cart.id == trigger.cart_id)"#, Self.ana))
    }

    @Test("sums are exact where binary fractions are not")
    func exactSums() throws {
        let tenths = (0..<10).map { event("2026-06-0\($0 % 9 + 1)T00:00:00Z", ["total": Self.total("0.1")]) }
        #expect(try holds(#"sum("Order Completed".total) == 1"#, subject(tenths)))
        #expect(try holds(#"average("Order Completed".total) == 0.1"#, subject(tenths)))
    }

    @Test("bodies that were not loaded have a time and no properties")
    func absentBodies() throws {
        let bare = Subject(
            timeline: Timeline([TimelineEvent(name: "A", occurredAt: noon, order: 1, body: .absent)]))
        #expect(try holds(#"any("A", last: 1 day)"#, bare))
        #expect(try !holds(#"last("A").total exists"#, bare))
    }
}
