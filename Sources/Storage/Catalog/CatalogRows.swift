import Engine
import Values

/// A product with its variants as stored.
public struct StoredProduct: Sendable, Hashable {
    public var key: ProductKey
    public var product: CatalogProduct
    /// By their ids.
    public var variants: [CatalogVariant]
    public var createdAt: Instant
    public var changedAt: Instant
}

/// A product as a list shows it.
public struct CatalogLine: Sendable, Hashable {
    public var key: ProductKey
    public var id: String
    public var title: String
    public var brand: String
    public var imageURL: String
    public var variants: Int
    /// The lowest of its variants'.
    public var price: Number?
    public var currency: String
    /// Of all variants; nil where it is not tracked.
    public var stock: Int64?
    public var isSoldOut: Bool
    public var isFromEvents: Bool
    public var changedAt: Instant
}

/// A change of a figure as it is kept.
public struct StoredCatalogChange: Sendable, Hashable {
    public var at: Instant
    public var variant: ProductKey
    public var kind: CatalogChange.Kind
    public var before: Number
    public var after: Number
    public var currency: String
}

/// How products and variants lie in their rows.
enum CatalogRows {
    static let productColumns = """
        product_key, product_id, title, brand, categories, url, image_url, is_from_events, created_at, changed_at
        """

    static func product(_ row: Row) -> StoredProduct {
        var product = CatalogProduct(id: row.text(1), isFromEvents: row.int(7) == 1)
        product.title = row.text(2)
        product.brand = row.text(3)
        product.categories = ((try? JSON.parse(row.text(4)))?.array ?? []).compactMap(\.string)
        product.url = row.text(5)
        product.imageURL = row.text(6)
        return StoredProduct(
            key: ProductKey(rawValue: row.int(0)), product: product, variants: [],
            createdAt: Instant(milliseconds: row.int(8)), changedAt: Instant(milliseconds: row.int(9)))
    }

    static let variantColumns = """
        product_key, variant_id, sku, title, url, image_url, price, compare_at_price, currency, stock, low_stock_at, \
        sold_out_at, revision, stated_at
        """

    static func variant(_ row: Row) -> CatalogVariant {
        var variant = CatalogVariant(id: row.text(1))
        variant.sku = row.text(2)
        variant.title = row.text(3)
        variant.url = row.text(4)
        variant.imageURL = row.text(5)
        variant.price = row.optionalText(6).flatMap { Number(literal: $0) }
        variant.compareAtPrice = row.optionalText(7).flatMap { Number(literal: $0) }
        variant.currency = row.text(8)
        variant.stock = row.optionalInt(9)
        variant.lowStockAt = row.optionalInt(10)
        variant.soldOutAt = row.optionalInt(11).map(Instant.init(milliseconds:))
        variant.revision = row.int(12)
        variant.statedAt = row.optionalInt(13).map(Instant.init(milliseconds:))
        return variant
    }

    static let upsertProduct = BulkStatement.insert(
        into: "catalog_products",
        [
            .int("workspace"), .int("product_key"), .text("product_id"), .text("title"), .text("search"),
            .text("brand"), .text("categories"), .text("url"), .text("image_url"), .int("is_from_events"),
            .int("variants"), .text("price"), .text("currency"), .int("stock"), .int("is_sold_out"),
            .int("created_at"), .int("changed_at"),
        ],
        conflict: """
            ON CONFLICT (workspace, product_key) DO UPDATE SET title = excluded.title, search = excluded.search,
                brand = excluded.brand, categories = excluded.categories, url = excluded.url,
                image_url = excluded.image_url, is_from_events = excluded.is_from_events,
                variants = excluded.variants, price = excluded.price, currency = excluded.currency,
                stock = excluded.stock, is_sold_out = excluded.is_sold_out, changed_at = excluded.changed_at
            """)

    /// One that events named: what a feed said goes before it.
    static let insertStub = BulkStatement.insert(
        into: "catalog_products",
        [
            .int("workspace"), .int("product_key"), .text("product_id"), .text("title"), .text("search"),
            .text("brand"), .text("categories"), .text("url"), .text("image_url"), .int("is_from_events"),
            .int("variants"), .text("price"), .text("currency"), .int("stock"), .int("is_sold_out"),
            .int("created_at"), .int("changed_at"),
        ], conflict: "ON CONFLICT (workspace, product_key) DO NOTHING")

    static func bind(_ stored: StoredProduct, _ scope: WorkspaceScope, to row: inout RowBinder) throws {
        let product = stored.product
        let variants = stored.variants
        let cheapest = variants.filter { $0.price != nil }.min { ($0.price ?? .zero) < ($1.price ?? .zero) }
        let tracked = variants.compactMap(\.stock)
        row.int(scope.id)
        row.int(stored.key.rawValue)
        try row.text(product.id)
        try row.text(product.title)
        try row.text(CatalogRows.search(stored))
        try row.text(product.brand)
        try row.text(JSON.array(product.categories.map(JSON.string)).text)
        try row.text(product.url)
        try row.text(product.imageURL)
        row.int(product.isFromEvents ? 1 : 0)
        row.int(Int64(variants.count))
        try row.text(cheapest?.price?.description)
        try row.text(cheapest?.currency ?? variants.first?.currency ?? "")
        row.int(tracked.count == variants.count && !tracked.isEmpty ? tracked.reduce(0, +) : nil)
        row.int(stored.isSoldOut ? 1 : 0)
        row.int(stored.createdAt.milliseconds)
        row.int(stored.changedAt.milliseconds)
    }

    /// What a search looks into: title, brand, id and SKUs in lower case; of many variants the first.
    private static func search(_ stored: StoredProduct) -> String {
        let product = stored.product
        let words = [product.title, product.brand, product.id] + stored.variants.prefix(20).map(\.sku)
        return words.filter { !$0.isEmpty }.joined(separator: "\n").lowercased()
    }

    static let upsertVariant = BulkStatement.insert(
        into: "catalog_variants",
        [
            .int("workspace"), .int("variant_key"), .int("product_key"), .text("variant_id"), .text("sku"),
            .int("sku_key"), .text("title"), .text("url"), .text("image_url"), .text("price"),
            .text("compare_at_price"), .text("currency"), .int("stock"), .int("low_stock_at"), .int("sold_out_at"),
            .int("revision"), .int("stated_at"),
        ],
        conflict: """
            ON CONFLICT (workspace, variant_key) DO UPDATE SET sku = excluded.sku, sku_key = excluded.sku_key,
                title = excluded.title, url = excluded.url, image_url = excluded.image_url, price = excluded.price,
                compare_at_price = excluded.compare_at_price, currency = excluded.currency, stock = excluded.stock,
                low_stock_at = excluded.low_stock_at, sold_out_at = excluded.sold_out_at,
                revision = excluded.revision, stated_at = excluded.stated_at
            """)

    static func bind(
        _ variant: CatalogVariant, of product: StoredProduct, _ scope: WorkspaceScope, to row: inout RowBinder
    ) throws {
        row.int(scope.id)
        row.int(ProductKey.variant(variant.id, of: product.product.id).rawValue)
        row.int(product.key.rawValue)
        try row.text(variant.id)
        try row.text(variant.sku)
        row.int(variant.sku.isEmpty ? nil : ProductKey.sku(variant.sku).rawValue)
        try row.text(variant.title)
        try row.text(variant.url)
        try row.text(variant.imageURL)
        try row.text(variant.price?.description)
        try row.text(variant.compareAtPrice?.description)
        try row.text(variant.currency)
        row.int(variant.stock)
        row.int(variant.lowStockAt)
        row.int(variant.soldOutAt?.milliseconds)
        row.int(variant.revision)
        row.int(variant.statedAt?.milliseconds)
    }

    static let insertChange = BulkStatement.insert(
        into: "catalog_changes",
        [
            .int("workspace"), .int("product_key"), .int("at"), .int("variant_key"), .int("revision"), .int("kind"),
            .text("before_value"), .text("after_value"), .text("currency"),
        ], conflict: "ON CONFLICT DO NOTHING")
}

extension StoredProduct {
    /// Whether nothing of it can be bought.
    public var isSoldOut: Bool { !variants.isEmpty && variants.allSatisfy(\.isSoldOut) }

    /// Since when nothing of it can be bought; nil where something can.
    var soldOutSince: Instant? { isSoldOut ? variants.compactMap(\.soldOutAt).max() : nil }
}
