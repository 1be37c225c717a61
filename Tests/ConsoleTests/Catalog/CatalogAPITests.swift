import Hummingbird
import HummingbirdTesting
import Pages
import Runtime
import Testing
import Values

@testable import Console

@Suite("The catalog API and its pages")
struct CatalogAPITests {
    private static let products: JSON = [
        "items": [
            [
                "product_id": "p1", "title": "A <b>cup</b>", "price": "12.50", "currency": "EUR", "stock": 3,
                "url": "https://my.shop/cup",
            ],
            ["product_id": "p2", "price": "cheap"], 7, ["product_id": "p3", "title": "A pot"],
        ]
    ]

    @Test("good products are kept and bad ones listed; the same again changes nothing")
    func mixed() async throws {
        try await TestConsole.run { console, browser in
            let first = try await browser.send(CatalogAPITests.products, to: "catalog", key: console.serverKey)
            #expect(first.status == .ok, "\(first.text)")
            #expect(first.json?["accepted"]?.text == "2" && first.json?["rejected"]?.text == "2")
            #expect(first.json?["changed"]?.text == "2")
            #expect(first.json?["errors"]?.array?.map { $0["code"]?.string } == ["bad_price", "not_an_object"])
            #expect(first.json?["errors"]?[0]?["message"]?.string?.hasPrefix("items[1]: price is") == true)
            let again = try await browser.send(CatalogAPITests.products, to: "catalog", key: console.serverKey)
            #expect(again.json?["changed"]?.text == "0" && again.json?["unchanged"]?.text == "2")
            // The track API's own calls are where they were.
            #expect(
                try await browser.send(["userId": "u", "event": "x"], to: "track", key: console.serverKey).status
                    == .ok)
        }
    }

    @Test("a browser key, a missing key and a body without products are refused with their reasons")
    func refused() async throws {
        try await TestConsole.run { console, browser in
            let cases: [(JSON, String?, HTTPResponse.Status, String)] = [
                (CatalogAPITests.products, console.browserKey, .forbidden, "server_key_needed"),
                (CatalogAPITests.products, nil, .unauthorized, "no_key"),
                (["products": []], console.serverKey, .badRequest, "no_items"),
                (
                    ["items": .array((0...1_000).map { ["product_id": .string("p\($0)")] })], console.serverKey,
                    .contentTooLarge, "too_many_items"
                ),
            ]
            for (body, key, status, code) in cases {
                let answer = try await browser.send(body, to: "catalog", key: key)
                #expect(answer.status == status && answer.json?["error"]?["code"]?.string == code, "\(answer.text)")
            }
            let none = try await browser.send(["items": [["price": 1]]], to: "catalog", key: console.serverKey)
            #expect(none.status == .badRequest && none.json?["success"]?.bool == false)
            #expect(try await Rooms(console.system).products().rows.isEmpty)
        }
    }

    @Test("the catalog lists products, searches them, and shows one with what changed and who waits for it")
    func pages() async throws {
        try await TestConsole.run { console, browser in
            _ = try await browser.send(CatalogAPITests.products, to: "catalog", key: console.serverKey)
            _ = try await browser.send(
                ["items": [["product_id": "p1", "stock": 0, "price": 11]]], to: "catalog", key: console.serverKey)
            _ = try await browser.send(
                ["userId": "ana", "traits": ["email": "ana@moreau.example"]], to: "identify", key: console.serverKey)
            _ = try await browser.send(
                [
                    "userId": "ana", "event": "Back in Stock Requested", "messageId": "r1",
                    "properties": ["product_id": "p1"],
                ], to: "track", key: console.serverKey)
            try await console.settle()
            // Taking a feed in looks first who has asked since.
            _ = try await browser.send(["items": []], to: "catalog", key: console.serverKey)
            try await browser.enter()
            let list = try await browser.get(Route.catalog)
            #expect(list.status == .ok && list.text.contains("A &lt;b&gt;cup&lt;/b&gt;") && list.text.contains("A pot"))
            let found = try await browser.get(Route.catalog + "?q=CUP")
            #expect(found.text.contains("cup") && !found.text.contains("A pot"))
            let key = try #require(try await Rooms(console.system).products(search: "cup").rows.first?.key)
            let page = try await browser.get(Route.product(PublicID.product.text(key.rawValue)))
            #expect(page.status == .ok)
            for words in ["11 EUR", "12.50 EUR", "Sold out", "ana@moreau.example", "https://my.shop/cup"] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(try await browser.get(Route.product("prd_0000000000000001")).status == .notFound)
            #expect(try await browser.get(Route.product("nothing")).status == .notFound)
        }
    }
}
