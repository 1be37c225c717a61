import Testing
import Values

@testable import ShopSimulator

@Suite("Rates of the make-believe shop over a month")
struct ShopRatesTests {
    let month = MonthOfTrade.shared

    @Test("about seven carts in ten are abandoned")
    func abandonment() {
        let carts = Set(month.originals("Product Added").compactMap { $0.properties["cart_id"]?.string })
        let bought = Set(month.originals("Order Completed").compactMap { $0.properties["cart_id"]?.string })
        #expect(bought.isSubset(of: carts))
        let abandoned = 1 - Double(bought.count) / Double(carts.count)
        #expect((0.62...0.78).contains(abandoned), "\(abandoned)")
    }

    @Test("about four orders in a hundred are refunded")
    func refunds() {
        // All orders old enough that their refund, if any, has come.
        var rates = ShopRates()
        rates.productsViewed = 1
        rates.addedToCart = 1
        let shop = MonthOfTrade(seed: 43, days: 34, eventsPerDay: 600, rates: rates)
        let orders = shop.originals("Order Completed").filter { $0.at < MonthOfTrade.start + .days(20) }
        let old = Set(orders.map { $0.properties["order_id"] })
        let refunds = shop.originals("Order Refunded").filter { old.contains($0.properties["order_id"]) }
        let rate = Double(refunds.count) / Double(orders.count)
        #expect((0.02...0.07).contains(rate), "\(refunds.count) of \(orders.count)")
    }

    @Test("every event of the vocabulary occurs")
    func vocabulary() {
        let names = [
            "Product List Viewed", "Product Viewed", "Product Added", "Product Removed", "Cart Viewed",
            "Checkout Started", "Checkout Step Completed", "Payment Info Entered", "Coupon Applied", "Order Completed",
            "Order Refunded", "Order Cancelled", "Product Reviewed", "Signed Up",
        ]
        for name in names { #expect(!month.originals(name).isEmpty, "\(name)") }
    }

    @Test("consent comes with its proof, from some people only")
    func consent() throws {
        var granted: Set<Int> = []
        var known: Set<Int> = []
        for event in month.events {
            guard case .send(let payload, _, .none) = event.action, payload["type"] == "identify" else { continue }
            known.insert(event.shopper)
            guard let consent = payload["traits"]?["consents"]?["email"] else { continue }
            #expect(consent["status"] == "granted")
            #expect(["signup form", "checkout"].contains(consent["source"]?.string))
            #expect(consent["at"]?.string.flatMap { Instant(iso8601: $0) } == event.at)
            #expect(granted.insert(event.shopper).inserted, "asked once")
        }
        #expect((0.3...0.95).contains(Double(granted.count) / Double(known.count)))
    }

    @Test("a shared device carries events of two people")
    func sharedDevices() {
        var users: [String: Set<Int>] = [:]
        for event in month.events {
            guard let device = event.payload?["anonymousId"]?.string else { continue }
            users[device, default: []].insert(event.shopper)
        }
        #expect(users.values.count { $0.count == 2 } > 5)
    }

    @Test("evenings are busy and nights quiet by each shopper's own clock")
    func rhythm() {
        var hours = Array(repeating: 0, count: 24)
        for event in month.events where event.payload?["type"] == "page" {
            hours[month.shop.shopper(event.shopper).zone.local(event.at).hour] += 1
        }
        #expect(hours[2...4].reduce(0, +) * 5 < hours[19...21].reduce(0, +))
    }

    @Test("the checkout carries what a reminder needs")
    func checkout() throws {
        for checkout in month.originals("Checkout Started") {
            #expect(checkout.properties["email"]?.string != nil)
            #expect(checkout.properties["cart_id"]?.string != nil)
            #expect(checkout.properties["url"]?.string?.hasPrefix("https://shop.example/cart/") == true)
            #expect(try #require(checkout.properties["products"]?.array).isEmpty == false)
        }
    }
}
