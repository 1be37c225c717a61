import Conditions
import Testing
import Values

@testable import Engine

@Suite("What conditions see of orders and carts")
struct OrderFactTests {
    @Test("what was refunded or cancelled rates a customer no longer, from the event on that says so")
    func ratingAfterRefunds() throws {
        let edges = RFMEdges(
            recency: [1, 2, 3, 4].map { StepSample.now - .days(40 - $0 * 10) },
            frequency: [0, 1, 2, 3].map { Number($0) }, monetary: [50, 100, 200, 400].map { Number($0) })
        let texts = [
            "rfm(frequency) == 3 and rfm(monetary) == 3", "rfm(frequency) == 3 and rfm(monetary) == 2",
            "rfm(frequency) == 2", "not rfm(recency) exists",
        ]
        let segments = try texts.enumerated().map { index, text in
            Segment(
                id: Int64(index), name: "\(index)", condition: CompiledCondition(try Condition.parse(text)), version: 1)
        }
        let definitions = Definitions(
            version: 1, flows: [], segments: segments,
            ranks: RankSnapshot(number: 1, takenAt: StepSample.now, profiles: 9, rfm: edges))
        var run = StepSample.run(definitions)
        func holding(after name: String, _ order: Int64, _ properties: JSONObject) -> [Int64] {
            run.receive(StepSample.event(name, order: order, properties), claim: nil)
            return (0..<4).filter { run.profile.watched[$0]?.holds == true }
        }
        _ = holding(after: "Order Completed", 1, ["order_id": "1", "total": 60])
        #expect(holding(after: "Order Completed", 2, ["order_id": "2", "total": 60]) == [0])
        #expect(holding(after: "Order Refunded", 3, ["order_id": "1", "total": 20]) == [1])
        #expect(holding(after: "Order Cancelled", 4, ["order_id": "1"]) == [2])
        #expect(holding(after: "Order Refunded", 5, ["order_id": "2"]) == [3])
    }

    @Test("copies of an order, and of what takes it back, count once, whichever way they came")
    func copies() throws {
        func copy(_ name: String, _ order: Int64, _ properties: JSONObject) -> TimelineEvent {
            TimelineEvent(name: name, occurredAt: StepSample.now, order: order, body: .tree(properties))
        }
        var subject = Subject()
        subject.timeline = Timeline(
            stored: [
                copy("Order Completed", 1, ["order_id": "1", "total": 60]),
                copy("Order Completed", 2, ["orderId": 1, "tax": 5]),
                copy("Order Completed", 3, ["transaction_id": "1", "total": 60]),
                copy("Order Refunded", 4, ["order_id": "1", "refund_id": "r", "total": 20]),
                copy("Order Refunded", 5, ["order_id": "1", "refundId": "r", "total": 20]),
            ], workspace: .first)
        let condition = CompiledCondition(try Condition.parse("spent() == 40 and orders() == 1"))
        #expect(condition.evaluate(subject, now: StepSample.now).holds)
    }

    @Test("what lies in the cart follows the shop's events, until it is bought or empty")
    func cart() throws {
        let definitions = try StepSample.definitions(
            segments: [
                ("Full", "cart.total >= 30 and cart.items == 1"), ("Has A", #"any cart item where product_id == "A""#),
                ("Empty", "not cart.updated_at exists"),
            ])
        var run = StepSample.run(definitions)
        func holding(after name: String, _ order: Int64, _ properties: JSONObject) -> [Int64] {
            run.receive(StepSample.event(name, order: order, properties), claim: nil)
            run.settleRest()
            return (1...3).filter { run.profile.watched[$0]?.holds == true }
        }
        let line: JSONObject = ["product_id": "A", "price": 15, "quantity": 1, "url": "https://shop.example/a"]
        #expect(holding(after: "Product Added", 1, line) == [2])
        #expect(holding(after: "Product Added", 2, line) == [1, 2])
        #expect(run.customer.subject.facts.cart?["products"]?.array?.first?["url"] == nil)
        #expect(holding(after: "Product Removed", 3, ["product_id": "A"]) == [3])
        #expect(holding(after: "Checkout Started", 4, ["products": [["product_id": "B", "price": 30]]]) == [1])
        #expect(holding(after: "Order Completed", 5, ["order_id": "1"]) == [3])
    }
}
