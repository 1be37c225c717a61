import Testing
import Values

@testable import Engine

@Suite("Names of events")
struct EventNamesTests {
    @Test(
        "one thing has one name, whoever named it",
        arguments: [
            ("Placed Order", "Order Completed"), ("placed order", "Order Completed"), ("purchase", "Order Completed"),
            ("order_completed", "Order Completed"), ("orderCompleted", "Order Completed"),
            ("Order Completed", "Order Completed"), ("Started Checkout", "Checkout Started"),
            ("started checkout", "Checkout Started"), ("begin_checkout", "Checkout Started"),
            ("InitiateCheckout", "Checkout Started"), ("Added to Cart", "Product Added"),
            ("added product to cart", "Product Added"), ("add_to_cart", "Product Added"),
            ("AddToCart", "Product Added"), ("Viewed Product", "Product Viewed"), ("view_item", "Product Viewed"),
            ("Cancelled Order", "Order Cancelled"), ("order canceled", "Order Cancelled"),
            ("Refunded Order", "Order Refunded"), ("order refunded", "Order Refunded"),
            ("Fulfilled Order", "Order Fulfilled"), ("order fulfilled", "Order Fulfilled"),
            ("Ordered Product", "Product Ordered"), ("Active on Site", "page"), ("VIEW_CART", "Cart Viewed"),
        ])
    func known(name: String, canonical: String) {
        #expect(EventNames.canonical(name) == canonical)
    }

    @Test("other names stay as they are", arguments: ["Quiz Answered", "order", "Bestellung abgeschlossen", "页面"])
    func unknown(name: String) throws {
        #expect(EventNames.canonical(name) == name)
        let event = try AcceptedEventTests.accepted(#"{"type":"track","userId":"u","event":" \#(name) "}"#)
        #expect(event.name == name)
    }

    @Test("no name stands for two events")
    func unambiguous() {
        var owner: [String: String] = [:]
        for row in EventNames.table {
            for name in [row.canonical] + row.others {
                let key = EventNames.folded(name)
                #expect(owner[key] == nil, "\(name) stands twice")
                owner[key] = row.canonical
            }
        }
    }
}

@Suite("Objects with an identity of their own")
struct ObjectIdentityTests {
    @Test(
        "are found by the store's id",
        arguments: [
            ("Order Completed", #"{"order_id":"1001"}"#, "order 1001"),
            ("Order Completed", #"{"OrderId":5123456789012345678}"#, "order 5123456789012345678"),
            ("Order Completed", #"{"order_id":" ","orderId":"7"}"#, "order 7"),
            ("Checkout Started", #"{"checkout_id":"c"}"#, "checkout c"),
            ("Order Refunded", #"{"order_id":"1001","refund_id":"r1"}"#, "refund r1"),
            ("Order Refunded", #"{"order_id":"1001"}"#, nil),
            ("Order Cancelled", #"{"order_id":"1001"}"#, "cancellation 1001"),
            ("Order Completed", #"{"order_id":null}"#, nil),
            ("Order Completed", #"{"order_id":["a"]}"#, nil),
            ("Product Added", #"{"order_id":"1001"}"#, nil),
        ] as [(String, String, String?)])
    func found(event: String, properties: String, expected: String?) throws {
        let object = try #require(try JSON.parse(properties).object)
        let identity = ObjectIdentity(event: event, properties: object)
        #expect(identity.map { "\($0.kind.rawValue) \($0.id)" } == expected)
    }

    @Test("every event in the table has its canonical name")
    func canonical() {
        for name in ObjectIdentity.table.keys { #expect(EventNames.canonical(name) == name) }
    }

    @Test("keys differ by workspace, store, kind and id, and by nothing else")
    func keys() {
        let order = ObjectIdentity(kind: .order, id: "1")
        let keys = [
            order.key(workspace: .first), order.key(workspace: WorkspaceID(rawValue: 2)),
            order.key(workspace: .first, store: "b"), ObjectIdentity(kind: .order, id: "2").key(workspace: .first),
            ObjectIdentity(kind: .cancellation, id: "1").key(workspace: .first),
        ]
        #expect(Set(keys).count == keys.count)
        #expect(order.key(workspace: .first) == ObjectIdentity(kind: .order, id: "1").key(workspace: .first))
    }
}
