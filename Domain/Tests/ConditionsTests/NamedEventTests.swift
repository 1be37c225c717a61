import Testing

@testable import Conditions

@Suite("What a text names")
struct NamedEventTests {
    @Test("every event of a condition is named with the properties that are read of it, wherever they stand")
    func named() throws {
        let text = #"""
            sum("Order Completed".cart.total, last: 30 days) > 5
                and any("Order Completed" where coupon == "A" and any(products where sku == "x"))
                and sequence("Product Viewed" where brand == "B", "Product Added", without: "Cart Viewed")
                and top 10% by sum("Refund".amount)
            """#
        let names = try Condition.parse(text).namedEvents
        #expect(names["Order Completed"] == [["cart", "total"], ["coupon"], ["products"]])
        #expect(names["Product Viewed"] == [["brand"]])
        #expect(names["Product Added"] == [] && names["Cart Viewed"] == [])
        #expect(names["Refund"] == [["amount"]])
    }

    @Test("what is asked of orders is asked of the event that they are")
    func orders() throws {
        let text = #"orders(where coupon exists and any(products where sku == "x"), last: 9 days) > 1"#
        #expect(try Condition.parse(text).namedEvents == ["Order Completed": [["coupon"], ["products"]]])
    }

    @Test(
        "a condition needs a tag where nobody without one can meet it",
        arguments: [
            (#"tagged("a")"#, true), (#"tagged("a") and none("Order Completed")"#, true),
            (#"tagged("a") or tagged("b")"#, true), (#"tagged("a") or none("Order Completed")"#, false),
            (#"not tagged("a")"#, false), (#"none("Order Completed")"#, false),
        ])
    func tags(text: String, needs: Bool) throws { #expect(try Condition.parse(text).needsTag == needs) }

    @Test("what stands for events names none")
    func unnamed() throws {
        let text = #"spent() > 5 and interest(category: "Shoes") > 2 and opened(email) and profile.total == 1"#
        #expect(try Condition.parse(text).namedEvents.isEmpty)
    }
}
