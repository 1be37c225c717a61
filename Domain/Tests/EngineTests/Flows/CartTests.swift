import Testing
import Values

@testable import Engine

@Suite("A cart follows the shop's events")
struct CartTests {
    /// Each event a minute after the one before.
    func cart(_ events: [(String, JSONObject)]) -> Cart? {
        var cart: Cart?
        for (minute, event) in events.enumerated() {
            cart = Cart.after(event.0, event.1, at: .distantPast + .minutes(Int64(minute)), cart: cart)
        }
        return cart
    }

    @Test("as many are taken out as the event says, and the whole line where it does not say")
    func removing() {
        let three: (String, JSONObject) = ("Product Added", ["sku": "a", "quantity": 3])
        let one = cart([three, ("Product Removed", ["sku": "a", "quantity": 2])])
        #expect(one?.items.first?["quantity"]?.number == Number(1))
        #expect(cart([three, ("Product Removed", ["sku": "a", "quantity": 3])]) == nil)
        #expect(cart([three, ("Product Removed", ["sku": "a"])]) == nil)
        #expect(cart([three, ("Product Removed", ["sku": "b"])])?.items.count == 1)
    }

    @Test("prices written as texts count, and a line without one leaves the total out")
    func totals() {
        let added = cart([
            ("Product Added", ["sku": "a", "price": "19.90", "quantity": "2"]),
            ("Product Added", ["sku": "b", "price": 5]),
        ])
        #expect(added?.json["total"]?.number == Number(literal: "44.80"))
        let unpriced = cart([("Product Added", ["sku": "a"])])
        #expect(unpriced?.json["total"] == nil)
    }

    @Test("another cart that is empty leaves the known one alone, another that is full replaces it")
    func others() {
        let added: (String, JSONObject) = ("Product Added", ["sku": "a", "cart_id": "1"])
        #expect(cart([added, ("Cart Viewed", ["cart_id": "2", "products": []])])?.id == "1")
        #expect(cart([added, ("Product Removed", ["cart_id": "2", "sku": "a"])])?.id == "1")
        #expect(cart([added, ("Cart Viewed", ["cart_id": "1", "products": []])]) == nil)
        #expect(cart([added, ("Product Added", ["cart_id": "2", "sku": "b"])])?.id == "2")
    }

    @Test("a checkout's address is where to go on; a product's is not")
    func address() {
        #expect(cart([("Product Added", ["sku": "a", "url": "https://s.example/a"])])?.url == nil)
        let products: JSON = [["sku": "a", "secret": "x"]]
        let checkout = cart([("Checkout Started", ["url": "https://s.example/c", "products": products])])
        #expect(checkout?.url == "https://s.example/c")
        #expect(checkout?.items == [["sku": "a"]])
    }

    @Test("an event older than the last change changes nothing")
    func late() {
        let cart = cart([("Product Added", ["sku": "a"])])
        #expect(Cart.after("Order Completed", [:], at: .distantPast + .minutes(-1), cart: cart) == cart)
    }
}
