import Engine
import Testing
import Values

@testable import Storage

@Suite("The catalog")
struct CatalogStoreTests {
    private func items(_ texts: String...) throws -> [CatalogItem] {
        try texts.flatMap { try CatalogItemReader.items(JSON.parse($0)) }
    }

    private func apply(
        _ items: [CatalogItem], at now: Instant = noon, _ database: any Database
    ) async throws -> CatalogOutcome {
        try await database.write(lane: .jobs) {
            try CatalogStore().apply(items, currency: "EUR", now: now, in: shop, on: $0)
        }
    }

    @Test(
        "products are kept with exact prices, found by id, SKU or a part of the title",
        arguments: TestDatabase.reachable)
    func kept(kind: TestDatabase) async throws {
        try await kind.open { database in
            let stated = try items(
                #"""
                {"product_id": "p1", "title": "A cup_50%", "brand": "Juniper", "categories": ["Cups"],
                 "variants": [{"variant_id": "b", "sku": "C-2", "price": "12.50", "stock": 3},
                              {"variant_id": "a", "sku": "C-1", "price": 9.90, "stock": 0}]}
                """#, #"{"product_id": "p2", "title": "A pot"}"#)
            let first = try await apply(stated, database)
            #expect(first.changed == 3 && first.rejected.isEmpty && first.news.isEmpty)
            let again = try await apply(stated, at: noon + .hours(1), database)
            #expect(again.changed == 0 && again.unchanged == 3)
            try await database.read { connection in
                let store = CatalogStore()
                let product = try #require(try store.product(.product("p1"), in: shop, on: connection))
                #expect(product.variants.map(\.id) == ["a", "b"] && product.changedAt == noon)
                #expect(product.variants.map { $0.price?.description } == ["9.90", "12.50"])
                #expect(product.variants.map(\.currency) == ["EUR", "EUR"] && !product.isSoldOut)
                #expect(try store.find("C-2", in: shop, on: connection) == .product("p1"))
                #expect(try store.find("nothing", in: shop, on: connection) == nil)
                for (search, ids) in [
                    ("CUP_5", ["p1"]), ("0%", ["p1"]), ("_", ["p1"]), ("juni", ["p1"]), ("c-2", ["p1"]),
                    ("", ["p1", "p2"]),
                    ("kettle", []),
                ] {
                    let found = try store.page(search: search, limit: 10, in: shop, on: connection)
                    #expect(Set(found.rows.map(\.id)) == Set(ids), "\(search)")
                }
                let line = try #require(
                    try store.page(search: "cup", limit: 1, in: shop, on: connection).rows.first)
                #expect(line.price?.description == "9.90" && line.stock == 3 && line.variants == 2)
            }
        }
    }

    @Test(
        "a feed of stock names a variant by its SKU alone, and what it does not say stays",
        arguments: TestDatabase.reachable)
    func bySKU(kind: TestDatabase) async throws {
        try await kind.open { database in
            _ = try await apply(
                try items(#"{"product_id": "p1", "title": "A cup", "sku": "C-1", "price": 12, "stock": 0}"#), database)
            let outcome = try await apply(
                try items(
                    #"{"sku": "C-1", "stock": 8}"#, #"{"sku": "C-9", "stock": 8}"#,
                    #"{"product_id": "p1", "price": 10}"#),
                at: noon + .hours(1), database)
            #expect(outcome.changed == 2 && outcome.rejected.map(\.place) == [1])
            #expect(outcome.rejected[0].rejection.rule == .unknownSKU)
            #expect(outcome.news.map(\.change.isBackInStock) == [true, false])
            #expect(outcome.news.map(\.change.isPriceDrop) == [false, true])
            try await database.read { connection in
                let changes = try CatalogStore().changes(of: .product("p1"), limit: 10, in: shop, on: connection)
                #expect(Set(changes.map { "\($0.kind) \($0.before) \($0.after)" }) == ["price 12 10", "stock 0 8"])
                let product = try CatalogStore().product(.product("p1"), in: shop, on: connection)
                #expect(product?.product.title == "A cup" && product?.variants.first?.sku == "C-1")
            }
        }
    }

    @Test("what is deleted is gone, variant or product", arguments: TestDatabase.reachable)
    func deleted(kind: TestDatabase) async throws {
        try await kind.open { database in
            _ = try await apply(
                try items(
                    #"{"product_id": "p1", "variants": [{"variant_id": "a", "stock": 1}, {"variant_id": "b", "stock": 1}]}"#,
                    #"{"product_id": "p2", "stock": 4}"#), database)
            let outcome = try await apply(
                try items(
                    #"{"product_id": "p1", "variant_id": "a", "deleted": true}"#,
                    #"{"product_id": "p2", "deleted": true}"#,
                    #"{"product_id": "p3", "deleted": true}"#), database)
            #expect(outcome.deleted == 2 && outcome.unchanged == 1)
            try await database.read { connection in
                #expect(try CatalogStore().count(in: shop, on: connection) == 1)
                let product = try CatalogStore().product(.product("p1"), in: shop, on: connection)
                #expect(product?.variants.map(\.id) == ["b"])
            }
            let back = try await apply(try items(#"{"product_id": "p2", "stock": 0}"#), database)
            #expect(back.changed == 1 && back.news.isEmpty, "what comes back new has nothing to change from")
        }
    }

    @Test("prices of the past and old interest are let go of", arguments: TestDatabase.reachable)
    func housekeeping(kind: TestDatabase) async throws {
        try await kind.open { database in
            let now = noon
            for (hours, price) in [(0, 12), (24 * 60, 11), (24 * 100, 10)] as [(Int64, Int)] {
                _ = try await apply(
                    try items(#"{"product_id": "p1", "price": \#(price)}"#), at: now - .days(100) + .hours(hours),
                    database)
            }
            let report = try await Housekeeping().run(now: now + .days(60), on: database)
            #expect(report.catalogChanges == 1)
            let left = try await database.read {
                try CatalogStore().changes(of: .product("p1"), limit: 10, in: shop, on: $0)
            }
            #expect(left.map(\.after.description) == ["10"])
        }
    }
}
