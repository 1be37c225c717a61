import Engine
import Testing
import Values

@Suite("What events leave out of their products")
struct ProductFactsTests {
    private static let facts: [ProductKey: ProductFacts] = [
        .product("p1"): ProductFacts(categories: ["Kitchen"], brand: "Juniper"),
        .sku("C-2"): ProductFacts(categories: ["Cups"]),
        .product("p2"): ProductFacts(categories: ["Kitchen", "Sale"], brand: "Juniper"),
    ]

    private static func event(_ properties: String, name: String = "Product Viewed") throws -> IncomingEvent {
        let ana = try #require(Identity(.user, "ana"))
        let at = Instant(milliseconds: 0)
        return IncomingEvent(
            identity: ana, call: .track, name: name, occurredAt: at, receivedAt: at, authority: .server,
            properties: Array(properties.utf8), envelope: Envelope(identities: [ana], messageID: "m"))
    }

    @Test(
        "category and brand are added where they are missing, and what the event says stays to the letter",
        arguments: [
            (
                #"{"product_id":"p1","price":12.50}"#,
                #"{"product_id":"p1","price":12.50,"category":"Kitchen","brand":"Juniper"}"#
            ),
            (#"{"product_id":"p1","brand":"Own"}"#, #"{"product_id":"p1","brand":"Own","category":"Kitchen"}"#),
            (#"{"sku":"C-2"}"#, #"{"sku":"C-2","category":"Cups"}"#),
            (#"{"product_id":"p9"}"#, #"{"product_id":"p9"}"#),
            (
                #"{"product_id":"p2"}"#,
                #"{"product_id":"p2","category":"Kitchen","brand":"Juniper","categories":["Kitchen","Sale"]}"#
            ),
            (
                #"{"product_id":"p2","category":"Own","brand":"Own"}"#,
                #"{"product_id":"p2","category":"Own","brand":"Own","categories":["Kitchen","Sale"]}"#
            ),
            (
                #"{"product_id":"p2","brand":"Own","categories":[]}"#,
                #"{"product_id":"p2","brand":"Own","categories":[],"category":"Kitchen"}"#
            ),
            (#"{"product_id":"p1","category":"A","brand":null}"#, #"{"product_id":"p1","category":"A","brand":null}"#),
            (
                #"{"order_id":"1","products":[{"sku":"C-2","quantity":2},{"product_id":"p1"},"odd"]}"#,
                #"{"order_id":"1","products":[{"sku":"C-2","quantity":2,"category":"Cups"},"#
                    + #"{"product_id":"p1","category":"Kitchen","brand":"Juniper"},"odd"]}"#
            ),
        ])
    func completed(properties: String, expected: String) throws {
        let event = try Self.event(properties)
        let completed = ProductFacts.completed(event, Self.facts)
        #expect(String(decoding: completed.properties, as: UTF8.self) == expected)
        if properties != expected { #expect(!ProductFacts.missing(in: event).isEmpty) }
    }

    @Test("only products that lack something are looked up, and only of events about products")
    func missing() throws {
        let whole = #"{"product_id":"p1","category":"A","brand":"B","categories":["A"]}"#
        #expect(ProductFacts.missing(in: try Self.event(whole)) == [])
        let unlisted = try Self.event(#"{"product_id":"p1","category":"A","brand":"B"}"#)
        #expect(ProductFacts.missing(in: unlisted) == [.product("p1")])
        #expect(ProductFacts.missing(in: try Self.event(#"{"product_id":"p1"}"#, name: "Searched")) == [])
        #expect(ProductFacts.missing(in: try Self.event(#"{"product_id":"p1"}"#)) == [.product("p1")])
        let listed = try Self.event(
            #"{"products":[{"sku":"C-2"},{"sku":"C-3","category":"A","brand":"B","categories":["A"]}]}"#)
        #expect(ProductFacts.missing(in: listed) == [.sku("C-2")])
        #expect(ProductFacts.missing(in: try Self.event("{")) == [])
    }

    @Test("of a product in very many categories, or in some with very long names, the first ones are known")
    func bounds() {
        let many = ProductFacts(categories: (0..<20).map { "c\($0)" })
        #expect(many.categories == (0..<10).map { "c\($0)" })
        let long = ProductFacts(categories: ["a", String(repeating: "b", count: 990), "a long one"])
        #expect(long.categories.count == 2)
    }
}
