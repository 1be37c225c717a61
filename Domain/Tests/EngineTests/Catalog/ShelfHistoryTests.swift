import Testing
import Values

@testable import Engine

@Suite("Prices and stock as they were")
struct ShelfHistoryTests {
    private static func day(_ day: Int) -> Instant { Instant(iso8601: "2026-03-01T00:00:00Z")! + .days(Int64(day)) }

    private static func variant(_ id: String, sku: String, price: String, stock: Int64?) -> CatalogVariant {
        var variant = CatalogVariant(id: id)
        variant.sku = sku
        variant.price = Number(literal: price)
        variant.currency = "EUR"
        variant.stock = stock
        return variant
    }

    /// Red sold out on day 4 and came back on day 8 at a lower price; blue was sold out from day 6 on.
    private static let history: ShelfHistory = {
        var red = ShelfHistory.Variant(variant("red", sku: "R", price: "8.50", stock: 9))
        red.changes = [
            .init(at: day(8), revision: 3, kind: .price, before: Number(literal: "10.00")!),
            .init(at: day(8), revision: 2, kind: .stock, before: .zero),
            .init(at: day(4), revision: 1, kind: .stock, before: Number(2)),
        ]
        var blue = ShelfHistory.Variant(variant("blue", sku: "B", price: "9", stock: 0))
        blue.changes = [.init(at: day(6), revision: 1, kind: .stock, before: Number(1))]
        var history = ShelfHistory()
        history.add(product: "cup", variants: [red, blue], since: day(2))
        return history
    }()

    @Test(
        "each moment has its own",
        arguments: [
            (1, "- - -"), (3, "in 10.00 | in 9 | in 9"), (5, "out 10.00 | in 9 | in 9"),
            (7, "out 10.00 | out 9 | out 9"),
            (9, "in 8.50 | out 9 | in 8.50"),
        ])
    func moments(day: Int, expected: String) {
        let keys: [ProductKey] = [.variant("red", of: "cup"), .sku("B"), .product("cup")]
        let shelf = Self.history.shelf(of: Set(keys), at: Self.day(day))
        let texts = keys.map { key in
            shelf.states[key].map { "\($0.isSoldOut ? "out" : "in") \($0.price?.description ?? "-")" } ?? "-"
        }
        #expect(texts.joined(separator: day == 1 ? " " : " | ") == expected)
        #expect(Self.history.apart() == Self.history)
    }

    @Test("of several variants under one SKU, whichever could be bought")
    func sharedSKU() {
        var history = ShelfHistory()
        for (product, stock) in [("a", 0), ("b", 3)] as [(String, Int64)] {
            history.add(
                product: product,
                variants: [ShelfHistory.Variant(Self.variant("", sku: "S", price: "5", stock: stock))],
                since: Self.day(0))
        }
        #expect(history.shelf(of: [.sku("S")], at: Self.day(1)).states[.sku("S")]?.isSoldOut == false)
        #expect(history.shelf(of: [.product("a")], at: Self.day(1)).states[.product("a")]?.isSoldOut == true)
    }
}
