import Engine
import Testing
import Values

@testable import Storage

@Suite("What can be bought, as messages ask it")
struct ShelfTests {
    @Test(
        "a product, a variant and a SKU are told with stock and price, and nothing else",
        arguments: TestDatabase.reachable)
    func shelf(kind: TestDatabase) async throws {
        try await kind.open { database in
            let items =
                try CatalogItemReader.items(
                    JSON.parse(
                        #"""
                        {"product_id": "p1", "title": "A cup", "currency": "EUR", "brand": "Juniper", "categories": ["Cups", "Sale"],
                         "variants": [{"variant_id": "b", "sku": "C-2", "price": "12.50", "stock": 3},
                                      {"variant_id": "a", "sku": "C-1", "price": 9.90, "stock": 0}]}
                        """#)) + CatalogItemReader.items(JSON.parse(#"{"product_id": "p2", "stock": 0, "sku": "P"}"#))
            _ = try await database.write(lane: .jobs) {
                try CatalogStore().apply(items, currency: "EUR", now: noon, in: shop, on: $0)
            }
            try await database.read { connection in
                func state(_ line: JSONObject) throws -> [String] {
                    let found = try CatalogStore().shelf(Shelf.keys(of: line), in: shop, on: connection)
                    return Shelf.keys(of: line).compactMap { found[$0] }.map {
                        "\($0.isSoldOut ? "out" : "in") \($0.price?.description ?? "-") \($0.currency)"
                    }
                }
                #expect(try state(["product_id": "p1"]) == ["in 9.90 EUR"])
                #expect(try state(["product_id": "p1", "variant_id": "a"]) == ["out 9.90 EUR", "in 9.90 EUR"])
                #expect(try state(["sku": "C-2"]) == ["in 12.50 EUR"])
                #expect(try state(["product_id": "p2"]) == ["out - "])
                #expect(try state(["product_id": "p3", "sku": "none"]) == [])
                let reader = CustomerStore(sharing: IntakeStore()).reader(on: connection, in: shop)
                let pot = try reader.shelf([.product("p2")])[.product("p2")]
                #expect(pot?.isSoldOut == true)
                let other = WorkspaceScope(WorkspaceID(rawValue: 2))
                #expect(try CatalogStore().shelf([.product("p1")], in: other, on: connection).isEmpty)
                let asked: [ProductKey] = [.product("p1"), .sku("C-2"), .product("p2"), .product("p3")]
                let facts = try CatalogStore().facts(asked, in: shop, on: connection)
                let cup = ProductFacts(categories: ["Cups", "Sale"], brand: "Juniper")
                #expect(facts == [.product("p1"): cup, .sku("C-2"): cup, .product("p2"): ProductFacts()])
                #expect(try CatalogStore().facts(asked, in: other, on: connection).isEmpty)
                #expect(try CatalogStore().hasFeed(in: shop, on: connection))
                #expect(try !CatalogStore().hasFeed(in: other, on: connection))
            }
        }
    }

    @Test("what was so before each change is known, on both databases", arguments: TestDatabase.reachable)
    func history(kind: TestDatabase) async throws {
        try await kind.open { database in
            for (day, text) in [
                (0, #"{"product_id": "p1", "sku": "C-1", "price": "10.00", "currency": "EUR", "stock": 2}"#),
                (3, #"{"product_id": "p1", "stock": 0}"#), (5, #"{"product_id": "p1", "stock": 4, "price": "8.00"}"#),
            ] {
                let items = try CatalogItemReader.items(JSON.parse(text))
                _ = try await database.write(lane: .jobs) {
                    try CatalogStore().apply(items, currency: "EUR", now: noon + .days(Int64(day)), in: shop, on: $0)
                }
            }
            let history = try await database.read {
                try CatalogStore().history(since: noon, in: shop, on: $0)
            }
            let texts = [-1, 1, 4, 6].map { day in
                [ProductKey.product("p1"), .sku("C-1")].map { key in
                    history.shelf(of: [key], at: noon + .days(Int64(day))).states[key].map {
                        "\($0.isSoldOut ? "out" : "in") \($0.price?.description ?? "-")"
                    } ?? "-"
                }
            }
            #expect(
                texts == [["-", "-"], ["in 10.00", "in 10.00"], ["out 10.00", "out 10.00"], ["in 8.00", "in 8.00"]])
            let other = WorkspaceScope(WorkspaceID(rawValue: 2))
            #expect(try await database.read { try CatalogStore().history(since: noon, in: other, on: $0) }.isEmpty)
        }
    }
}
