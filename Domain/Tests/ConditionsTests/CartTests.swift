import Testing
import Values

@testable import Conditions

@Suite("What lies in the cart")
struct CartTests {
    static let ana: Subject = {
        var ana = subject(properties: ["favourite": "B"])
        ana.workspace.currency = "EUR"
        ana.workspace.rates.set(["EUR": Number(1), "USD": Number(2)], on: CivilDate(year: 2026, month: 1, day: 1))
        ana.facts.cart = [
            "total": 35, "items": 2, "updated_at": "2026-06-15T10:00:00Z", "currency": "USD",
            "products": [["product_id": "A", "price": 15, "quantity": 2], ["product_id": "B", "price": 5]],
        ]
        return ana
    }()

    @Test(
        "its total, how much is in it and what, are known; without a cart nothing of it is",
        arguments: [
            "cart.total == 35", "cart.total == 17.5 EUR", "cart.items == 2", "cart.updated_at exists",
            #"any cart item where product_id == "A""#, "any cart item where product_id == profile.favourite",
            "any(cart.products where price > 10 and quantity == 2)", "sum(cart.products.quantity) >= 2",
            "max(cart.products.price) == 15 and count(cart.products) == cart.items", "cart.items in [1, 2]",
        ])
    func parts(text: String) throws {
        #expect(try holds(text, Self.ana))
        #expect(try !holds(text) && verdict(text, Self.ana).until == nil)
    }

    @Test("who has no cart has none of anything in it, and no amount")
    func none() throws {
        #expect(try holds(#"none cart item where product_id == "A""#))
        #expect(try !holds("cart.total < 5") && !holds("cart.total != 5") && !holds("cart.items == 0"))
        #expect(try holds("not cart.updated_at exists"))
    }

    @Test("how long it has lain there turns at its moment")
    func age() throws {
        let young = try verdict("time_since(cart.updated_at) < 3 hours and cart.updated_at is today", Self.ana)
        #expect(young == Verdict(holds: true, until: at("2026-06-15T13:00:00Z")))
        let old = try verdict("cart.updated_at < 1 day ago", Self.ana)
        #expect(old == Verdict(holds: false, until: at("2026-06-16T10:00:00.001Z")))
    }

    @Test("inside `where` the word is a property of the event, as it ever was")
    func events() throws {
        let ana = subject([event("2026-06-01T00:00:00Z", ["cart": ["total": 9]])])
        #expect(try holds(#"any("Order Completed" where cart.total == 9)"#, ana))
        #expect(try Condition.parse(#"any("Order Completed" where cart.total == 9)"#).requirements.facts.isEmpty)
    }

    @Test(
        "what a cart has not is refused, with what it has",
        arguments: [
            ("cart.totl > 5", "a cart has no `totl`", "cart.total"), ("cart.id == 5", "a cart has no `id`", nil),
            ("cart > 5", "`cart` needs a property", nil), ("cart.products exists", "`cart.products` is a list", nil),
            ("count(cart.items) > 5", "the list of a cart is cart.products", nil),
            (#"cart.total == "5""#, #"cart.total is a number and "5" is a text; they never compare"#, nil),
            ("cart.items > 5 EUR", "cart.items is no amount that could be compared with 5 EUR", nil),
            ("cart.updated_at > 5", "cart.updated_at is a moment and 5 is a number; they never compare", nil),
        ] as [(String, String, String?)])
    func refused(text: String, message: String, nearest: String?) {
        #expect(faults(text).map(\.message) == [message])
        #expect(faults(text).first?.nearest == nearest)
    }

    @Test("it is said in a sentence")
    func sentence() throws {
        let text = #"cart.total > 50 EUR and cart.updated_at < 2 hours ago and any cart item where sku == "A""#
        #expect(
            try Condition.parse(text).sentence == """
                The cart's total is greater than 50 EUR and the last change of the cart is before 2 hours ago and at \
                least one of the cart's products is there where the item's sku is equal to "A".
                """)
    }
}
