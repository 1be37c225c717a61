import Engine
import Values

/// The shop's products with their variants, prices and stock.
public struct CatalogStore: Sendable {
    public init() {}

    /// Products by their keys, with all their variants; held until the transaction ends where they are to be changed.
    func products(
        _ keys: [ProductKey], forChange: Bool = false, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [ProductKey: StoredProduct] {
        let holding = forChange ? connection.dialect.claimingRows : ""
        let list = SQLValue.list(Set(keys.map(\.rawValue)).sorted())
        var found: [ProductKey: StoredProduct] = [:]
        try connection.query(
            """
            SELECT \(CatalogRows.productColumns) FROM catalog_products
            WHERE workspace = $1 AND product_key IN (list($2)) \(holding)
            """, [.int(scope.id), list]
        ) { row in
            let product = CatalogRows.product(row)
            found[product.key] = product
        }
        try connection.query(
            """
            SELECT \(CatalogRows.variantColumns) FROM catalog_variants
            WHERE workspace = $1 AND product_key IN (list($2)) ORDER BY variant_id
            """, [.int(scope.id), list]
        ) { row in found[ProductKey(rawValue: row.int(0))]?.variants.append(CatalogRows.variant(row)) }
        return found
    }

    /// Nil where there is no such product.
    public func product(
        _ key: ProductKey, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> StoredProduct? {
        try products([key], in: scope, on: connection)[key]
    }

    /// The key of the product that has this id, or a variant with this SKU; nil where there is none.
    public func find(
        _ text: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> ProductKey? {
        if try product(.product(text), in: scope, on: connection) != nil { return .product(text) }
        return try connection.first(
            "SELECT product_key FROM catalog_variants WHERE workspace = $1 AND sku_key = $2 ORDER BY variant_key LIMIT 1",
            [.int(scope.id), .int(ProductKey.sku(text).rawValue)]
        ) { ProductKey(rawValue: $0.int(0)) }
    }

    /// Products, the one that changed last first. A search looks for a part of title, brand, id or SKU: it reads the
    /// catalog row by row, 100,000 products in some 50 ms.
    public func page(
        search: String = "", at position: PagePosition = .first, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Page<CatalogLine> {
        let cursor = position.cursor
        let rows = try connection.all(
            """
            SELECT product_key, product_id, title, brand, image_url, variants, price, currency, stock, is_sold_out,
                is_from_events, changed_at
            FROM catalog_products
            WHERE workspace = $1 AND (changed_at, product_key) \(position.comparison) ($2, $3)
                AND ($4 = '' OR search LIKE $5 ESCAPE '\\')
            ORDER BY changed_at \(position.direction), product_key \(position.direction) LIMIT $6
            """,
            [
                .int(scope.id), .int(cursor.at.milliseconds), .int(cursor.id), .text(search),
                .text(CatalogStore.pattern(search)), .int(Int64(limit) + 1),
            ]
        ) { row in
            CatalogLine(
                key: ProductKey(rawValue: row.int(0)), id: row.text(1), title: row.text(2), brand: row.text(3),
                imageURL: row.text(4), variants: Int(row.int(5)),
                price: row.optionalText(6).flatMap { Number(literal: $0) }, currency: row.text(7),
                stock: row.optionalInt(8), isSoldOut: row.int(9) == 1, isFromEvents: row.int(10) == 1,
                changedAt: Instant(milliseconds: row.int(11)))
        }
        return position.page(of: rows, limit: limit) { PageCursor(at: $0.changedAt, id: $0.key.rawValue) }
    }

    private static func pattern(_ search: String) -> String {
        var text = search.withoutNUL.lowercased()
        for sign in ["\\", "%", "_"] { text.replace(sign, with: "\\" + sign) }
        return "%" + text + "%"
    }

    /// Cost: counts by the primary key, 100,000 products in some 5 ms.
    public func count(in scope: WorkspaceScope, on connection: any Connection) throws -> Int {
        try connection.first("SELECT count(*) FROM catalog_products WHERE workspace = $1", [.int(scope.id)]) {
            Int($0.int(0))
        } ?? 0
    }

    /// What changed of a product, newest first.
    public func changes(
        of product: ProductKey, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [StoredCatalogChange] {
        try connection.all(
            """
            SELECT at, variant_key, kind, before_value, after_value, currency FROM catalog_changes
            WHERE workspace = $1 AND product_key = $2 ORDER BY at DESC, revision DESC LIMIT $3
            """, [.int(scope.id), .int(product.rawValue), .int(Int64(limit))]
        ) { row in
            StoredCatalogChange(
                at: Instant(milliseconds: row.int(0)), variant: ProductKey(rawValue: row.int(1)),
                kind: CatalogChange.Kind(rawValue: Int(row.int(2))) ?? .stock,
                before: Number(literal: row.text(3)) ?? .zero, after: Number(literal: row.text(4)) ?? .zero,
                currency: row.text(5))
        }
    }

    func forgetChanges(before moment: Instant, limit: Int, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM catalog_changes WHERE (workspace, product_key, at, variant_key, revision) IN (
                SELECT workspace, product_key, at, variant_key, revision FROM catalog_changes WHERE at < $1 LIMIT $2)
            """, [.int(moment.milliseconds), .int(Int64(limit))])
    }
}
