import Testing
import Values

@testable import Engine

@Suite("An event that a journey waits for")
struct AwaitedEventTests {
    @Test(
        "belongs to the trigger's purchase by any id of it, a new checkout of the same cart included",
        arguments: [
            (["checkout_id": "k1", "cart_id": "c1"], ["checkout_id": "k1"], true),
            (["checkout_id": "k1", "cart_id": "c1"], ["checkout_id": "k2", "cart_id": "c1"], true),
            (["checkout_id": "k1", "cart_id": "c1"], ["checkout_id": "k2", "cart_id": "c2"], false),
            (["checkout_id": "k1", "product_id": "p"], ["checkout_id": "k2", "product_id": "p"], false),
            (["order_id": "1", "cart_id": "c1"], ["order_id": "2", "cart_id": "c1"], false),
            (["product_id": "p", "sku": "p-red"], ["product_id": "p", "sku": "p-blue"], true),
            (["checkout_id": "k1"], [:], true),
            ([:], ["order_id": "1"], true),
        ] as [(JSONObject, JSONObject, Bool)])
    func belonging(trigger: JSONObject, event: JSONObject, belongs: Bool) throws {
        let definitions = try StepSample.definitions(
            """
            flow: waits
            name: Waits
            trigger: Checkout Started
            steps:
              - wait for: Order Completed
                up to: 3 days
                then:
                  - end: it came
                else:
                  - end: it did not
            """)
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Checkout Started", order: 1, trigger), claim: nil)
        #expect(run.profile.journeys.count == 1)
        let later = StepSample.now + .minutes(1)
        run.begin(at: later)
        run.receive(StepSample.event("Order Completed", at: later, order: 2, event), claim: nil)
        #expect(run.profile.journeys.isEmpty == belongs)
        #expect(run.decision.log.contains { $0.text.contains("it came") } == belongs)
    }
}
