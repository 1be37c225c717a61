import Testing
import Values

@testable import ShopSimulator

@Suite("A month of the make-believe shop")
struct ShopSimulationTests {
    let month = MonthOfTrade.shared

    private static func texts(seed: UInt64) -> [String] {
        MonthOfTrade(seed: seed, days: 2).events.compactMap { event in
            event.payload.map { "\(event.at.milliseconds) \(event.shopper) \(JSON.object($0).text)" }
        }
    }

    @Test("a seed gives the same stream, another seed another")
    func seeds() {
        let first = Self.texts(seed: 7)
        #expect(first.count > 1000)
        #expect(first == Self.texts(seed: 7))
        #expect(Set(first).isDisjoint(with: Self.texts(seed: 8)))
    }

    @Test("events come in order of time, at about the asked rate")
    func order() {
        #expect(zip(month.events, month.events.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect((25_000...36_000).contains(month.events.count), "\(month.events.count)")
    }

    @Test("every event is valid JSON of a plausible size whose timestamp is its time")
    func shape() throws {
        var bytes = 0
        for event in month.events {
            let payload = try #require(event.payload)
            let text = JSON.object(payload).text
            bytes += text.utf8.count
            if text.utf8.count > 32_768 { Issue.record("too large: \(text)") }
            if try JSON.parse(text) != .object(payload) { Issue.record("reads differently: \(text)") }
            let timestamp = try #require(payload["timestamp"]?.string.flatMap { Instant(iso8601: $0) })
            guard case .send(_, _, let copy) = event.action else { continue }
            if copy != .resend, timestamp != event.at { Issue.record("at another time: \(text)") }
            for key in ["type", "messageId", "anonymousId", "context"] where payload[key] == nil {
                Issue.record("no \(key): \(text)")
            }
        }
        #expect((500...1000).contains(bytes / month.events.count), "\(bytes / month.events.count)")
    }

    @Test("a messageId repeats only in a resend, byte for byte")
    func messageIDs() throws {
        var seen: [String: JSONObject] = [:]
        var resends = 0
        for event in month.events {
            guard case .send(let payload, _, let copy) = event.action else { continue }
            let id = try #require(payload["messageId"]?.string)
            if copy == .resend {
                resends += 1
                #expect(seen[id] == payload)
            } else {
                #expect(seen.updateValue(payload, forKey: id) == nil)
            }
        }
        #expect(resends > 80)
    }

    @Test("an order's amounts add up exactly")
    func totals() throws {
        let orders = month.originals("Order Completed")
        #expect(orders.count > 100)
        for order in orders {
            func amount(_ name: String) throws -> Number { try #require(order.properties[name]?.number) }
            var sum = Number.zero
            for product in try #require(order.properties["products"]?.array) {
                sum = sum + (try #require(product["price"]?.number)) * (try #require(product["quantity"]?.number))
            }
            #expect(try sum - amount("discount") == amount("subtotal"))
            #expect(try amount("subtotal") + amount("shipping") == amount("total"))
            #expect(order.properties["currency"] == "EUR")
        }
        #expect(Set(orders.compactMap { $0.properties["order_id"]?.string }).count == orders.count)
    }

    @Test("another report of an order says the same under another messageId, from the browser")
    func otherReports() throws {
        let placed = Dictionary(
            uniqueKeysWithValues: month.originals("Order Completed").map { ($0.properties["order_id"]!, $0) })
        var reports = 0
        for event in month.events {
            guard case .send(let payload, let key, .otherReport) = event.action else { continue }
            reports += 1
            let id = try #require(payload["properties"]?["order_id"])
            let first = try #require(placed[id])
            #expect(key == .browser)
            #expect(payload["properties"] == .object(first.properties))
            #expect(payload["messageId"] != first.payload["messageId"])
        }
        #expect((0.1...0.3).contains(Double(reports) / Double(placed.count)))
    }

    @Test("refunds, cancellations and reviews follow an order, and refund no more than it was")
    func aftermath() throws {
        let placed = Dictionary(
            uniqueKeysWithValues: month.originals("Order Completed").map { ($0.properties["order_id"]!, $0) })
        for name in ["Order Refunded", "Order Cancelled", "Product Reviewed"] {
            for later in month.originals(name) {
                let id = try #require(later.properties["order_id"])
                let order = try #require(placed[id])
                #expect(order.at < later.at)
                guard let total = later.properties["total"]?.number else { continue }
                let paid = try #require(order.properties["total"]?.number)
                #expect(total <= paid)
            }
        }
    }

    @Test("who sends what: money and consent come from the server, looking around from the browser")
    func keys() {
        let server: Set = ["Order Completed", "Order Refunded", "Order Cancelled", "Signed Up"]
        for event in month.events {
            guard case .send(let payload, let key, let copy) = event.action, copy != .otherReport else { continue }
            let isServer = payload["type"] == "identify" || server.contains(payload["event"]?.string ?? "")
            if (key == .server) != isServer { Issue.record("\(key): \(JSON.object(payload).text)") }
        }
    }
}
