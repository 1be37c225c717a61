import Engine
import Values

extension CatalogStore {
    /// Products whose past is looked at in a backtest; some 30 MB with three variants each.
    public static let mostInHistory = 50_000
    private static let productsAtOnce = 500

    /// What could be bought, and for how much, since this moment: the products that feeds have named, the latest changed first.
    ///
    /// Cost: reads the catalog once, and its changes since then.
    public func history(
        since moment: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> ShelfHistory {
        let rows = try connection.all(
            """
            SELECT product_key FROM catalog_products
            WHERE workspace = $1 AND is_from_events = 0 ORDER BY changed_at DESC, product_key LIMIT $2
            """, [.int(scope.id), .int(Int64(CatalogStore.mostInHistory))]
        ) { ProductKey(rawValue: $0.int(0)) }
        var history = ShelfHistory()
        for start in stride(from: 0, to: rows.count, by: CatalogStore.productsAtOnce) {
            let keys = Array(rows[start..<min(start + CatalogStore.productsAtOnce, rows.count)])
            let changes = try changes(of: keys, since: moment, in: scope, on: connection)
            for (key, stored) in try products(keys, in: scope, on: connection) where !stored.variants.isEmpty {
                let variants = stored.variants.map { variant in
                    var past = ShelfHistory.Variant(variant)
                    past.changes = changes[key]?[.variant(variant.id, of: stored.product.id)] ?? []
                    return past
                }
                history.add(product: stored.product.id, variants: variants, since: stored.createdAt)
            }
        }
        return history
    }

    /// By product and variant.
    private func changes(
        of products: [ProductKey], since moment: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [ProductKey: [ProductKey: [ShelfHistory.Change]]] {
        var found: [ProductKey: [ProductKey: [ShelfHistory.Change]]] = [:]
        try connection.query(
            """
            SELECT product_key, variant_key, at, revision, kind, before_value FROM catalog_changes
            WHERE workspace = $1 AND product_key IN (list($2)) AND at >= $3
            """, [.int(scope.id), .list(products.map(\.rawValue)), .int(moment.milliseconds)]
        ) { row in
            guard let kind = CatalogChange.Kind(rawValue: Int(row.int(4))), let before = Number(literal: row.text(5))
            else { return }
            found[ProductKey(rawValue: row.int(0)), default: [:]][ProductKey(rawValue: row.int(1)), default: []].append(
                .init(at: Instant(milliseconds: row.int(2)), revision: row.int(3), kind: kind, before: before))
        }
        return found
    }
}
