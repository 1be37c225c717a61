import Testing
import Values

@testable import Engine

private let noon = Instant(milliseconds: 1_800_000_000_000)

@Suite("What a feed changes of a product")
struct CatalogVariantTests {
    private func item(_ text: String) throws -> CatalogItem {
        let items = try CatalogItemReader.items(JSON.parse(text))
        return try #require(items.first)
    }

    private func variant(_ text: String) throws -> CatalogVariant {
        var variant = CatalogVariant(id: "v")
        _ = variant.take(try item(text), at: noon)
        return variant
    }

    @Test(
        "what is news and what is not",
        arguments: [
            // The first statement has nothing to change from.
            ("{}", #"{"price": 10, "stock": 5}"#, [] as [String]),
            (#"{"price": 10}"#, #"{"price": 10.00}"#, []),
            (#"{"price": 10}"#, #"{"price": "9.99"}"#, ["dropped"]),
            (#"{"price": 10}"#, #"{"price": 11}"#, ["price"]),
            (#"{"price": 10, "currency": "EUR"}"#, #"{"price": 9, "currency": "USD"}"#, []),
            (#"{"stock": 0}"#, #"{"stock": 3}"#, ["back"]),
            (#"{"stock": -2}"#, #"{"stock": 3}"#, ["back"]),
            (#"{"stock": 2}"#, #"{"stock": 3}"#, ["stock"]),
            (#"{"stock": 9}"#, #"{"stock": 5}"#, ["low"]),
            (#"{"stock": 5}"#, #"{"stock": 4}"#, ["stock"]),
            (#"{"stock": 9}"#, #"{"stock": 0}"#, ["low"]),
            (#"{"stock": 9, "low_stock_at": 2}"#, #"{"stock": 5}"#, ["stock"]),
            (#"{"stock": 9, "low_stock_at": 2}"#, #"{"stock": 2}"#, ["low"]),
            (#"{"stock": 0}"#, #"{"track_stock": false}"#, []),
            (#"{"stock": 4, "price": 5}"#, #"{"stock": 0, "price": 4}"#, ["dropped", "stock"]),
        ])
    func news(before: String, after: String, expected: [String]) throws {
        var object = try #require(JSON.parse(before).object)
        object["product_id"] = "p"
        var variant = try variant(JSON.object(object).text)
        object = try #require(JSON.parse(after).object)
        object["product_id"] = "p"
        let again = try item(JSON.object(object).text)
        let told = variant.take(again, at: noon + .hours(1)).map { change in
            change.isPriceDrop
                ? "dropped" : change.isBackInStock ? "back" : change.isLowStock ? "low" : "\(change.kind)"
        }
        #expect(told == expected)
        let known = variant
        #expect(variant.take(again, at: noon + .hours(2)).isEmpty && variant == known, "the same again is no news")
    }

    @Test("each change has a number of its own, so that the same fall of price a month later is told again")
    func revisions() throws {
        var variant = try variant(#"{"product_id": "p", "price": 15}"#)
        var causes: Set<Int64> = []
        for price in [12, 15, 12, 15, 12] {
            var item = CatalogItem(productID: "p")
            item.price = Number(price)
            for change in variant.take(item, at: noon) {
                causes.insert(
                    CatalogEvent.cause(.priceDropped, product: "p", variant: "v", revision: change.revision))
            }
        }
        #expect(causes.count == 5)
    }

    @Test("a statement that is older than what is known changes nothing")
    func stale() throws {
        var variant = try variant(#"{"product_id": "p", "stock": 4, "updated_at": "2026-06-15T12:00:00Z"}"#)
        let late = try item(#"{"product_id": "p", "stock": 0, "updated_at": "2026-06-15T11:00:00Z"}"#)
        #expect(variant.take(late, at: noon).isEmpty && variant.stock == 4)
    }

    @Test(
        "a product that cannot be read is refused with its reason",
        arguments: [
            ("[]", CatalogRejection.Rule.notAnObject), (#"{"title": "A cup"}"#, .missingID),
            (#"{"product_id": " "}"#, .missingID), (#"{"product_id": true}"#, .wrongType),
            (#"{"product_id": "p", "price": "cheap"}"#, .badPrice), (#"{"product_id": "p", "price": -1}"#, .badPrice),
            (#"{"product_id": "p", "stock": 1.5}"#, .badStock),
            (#"{"product_id": "p", "currency": "Euro"}"#, .badCurrency),
            (#"{"product_id": "p", "url": "javascript:alert(1)"}"#, .badURL),
            (#"{"product_id": "p", "updated_at": "yesterday"}"#, .badDate),
            (#"{"product_id": "p", "variants": []}"#, .tooManyVariants),
            (#"{"product_id": "p", "variants": [{"title": "Red"}]}"#, .missingID),
            (#"{"product_id": "p", "title": ["A cup"]}"#, .wrongType),
        ])
    func refused(text: String, rule: CatalogRejection.Rule) throws {
        let json = try JSON.parse(text)
        let error = #expect(throws: CatalogRejection.self) { try CatalogItemReader.items(json) }
        #expect(error?.rule == rule && error?.reason.isEmpty == false)
    }

    @Test("what is read is written again as it was read")
    func roundTrip() throws {
        let text = #"""
            {"product_id": "p1", "title": "A cup", "brand": "Juniper", "categories": ["Cups", "Blue"],
             "url": "https://my.shop/cup", "image_url": "https://my.shop/cup.jpg", "currency": "eur",
             "variants": [{"variant_id": "v1", "sku": "C-1", "title": "Blue", "price": 12.50, "stock": 3},
                          {"id": 7, "price": "14", "compare_at_price": 20, "track_stock": false, "low_stock_at": 2}]}
            """#
        let items = try CatalogItemReader.items(JSON.parse(text))
        #expect(items.map(\.variantID) == ["v1", "7"] && items.map(\.currency) == ["EUR", "EUR"])
        #expect(items[0].price?.description == "12.50" && items[1].stock == .notTracked)
        #expect(try items.flatMap { try CatalogItemReader.items($0.json) } == items)
    }
}

@Suite("What events say of products")
struct ProductMentionTests {
    @Test("a view is of its product, a cart of all that is in it, a request of its variant where it names one")
    func mentions() throws {
        func keys(_ event: String, _ text: String) throws -> [(ProductKey, ProductMention.Kind)] {
            let object = try #require(JSON.parse(text).object)
            return ProductMention.mentions(in: event, object).flatMap(\.interests).map { ($0.key, $0.kind) }
        }
        let viewed = try keys("Product Viewed", #"{"product_id": "p1", "sku": "s1", "price": 5}"#)
        #expect(viewed.map(\.0) == [.product("p1")] && viewed.map(\.1) == [.viewed])
        let cart = try keys("Checkout Started", #"{"products": [{"product_id": 7}, {"sku": "s2"}, {"name": "?"}]}"#)
        #expect(cart.map(\.0) == [.product("7"), .sku("s2")] && cart.map(\.1) == [.wanted, .wanted])
        let asked = try keys("Back in Stock Requested", #"{"product_id": "p1"}"#)
        #expect(asked.map(\.0) == [.product("p1")] && asked.map(\.1) == [.asked])
        let one = try keys("Back in Stock Requested", #"{"product_id": "p1", "variant_id": "v1", "sku": "s1"}"#)
        #expect(one.map(\.0) == [.product("p1"), .variant("v1"), .sku("s1")])
        #expect(one.map(\.1) == [.askedForVariant, .asked, .asked])
        #expect(try keys("Order Completed", #"{"product_id": "p1"}"#).isEmpty)
    }

    @Test("Klaviyo's name for the request is understood")
    func names() {
        #expect(EventNames.canonical("Subscribed to Back in Stock") == CatalogEvent.request)
        #expect(EventNames.canonical("back_in_stock_requested") == CatalogEvent.request)
    }

    @Test("a happening survives being stored as a command")
    func command() {
        let happening = Happening(
            event: "Back in Stock", cause: .min + 7, at: noon, properties: ["product_id": "p1", "quantity": 3])
        #expect(Command(payload: Command.happen(happening).payload) == .happen(happening))
    }
}
