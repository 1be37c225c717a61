import Engine
import Values

extension CatalogStore {
    /// Of products what the lists show of them: whether all variants are sold out, and the lowest price.
    static let shelfOfProducts = """
        SELECT product_key, is_sold_out, price, currency FROM catalog_products
        WHERE workspace = $1 AND product_key IN (list($2)) AND is_from_events = 0
        """

    static let shelfOfVariants = """
        SELECT variant_key, stock, price, currency FROM catalog_variants
        WHERE workspace = $1 AND variant_key IN (list($2))
        """

    /// Of several variants under one SKU, whichever can be bought.
    static let shelfOfSKUs = """
        SELECT sku_key, stock, price, currency FROM catalog_variants
        WHERE workspace = $1 AND sku_key IN (list($2))
        """

    /// What can be bought of these products, variants and SKUs, and for how much; what the catalog does not have is left out.
    ///
    /// Cost: three queries by key.
    public func shelf(
        _ keys: [ProductKey], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [ProductKey: ShelfState] {
        guard !keys.isEmpty else { return [:] }
        var found: [ProductKey: ShelfState] = [:]
        let arguments: [SQLValue] = [.int(scope.id), .list(keys.map(\.rawValue))]
        for (sql, isProduct) in [
            (CatalogStore.shelfOfProducts, true), (CatalogStore.shelfOfVariants, false),
            (CatalogStore.shelfOfSKUs, false),
        ] {
            try connection.query(sql, arguments) { row in
                let key = ProductKey(rawValue: row.int(0))
                let stock = row.optionalInt(1)
                let state = ShelfState(
                    isSoldOut: isProduct ? stock == 1 : stock.map { $0 <= 0 } ?? false,
                    price: row.optionalText(2).flatMap { Number(literal: $0) }, currency: row.text(3))
                if let known = found[key], !known.isSoldOut { return }
                found[key] = state
            }
        }
        return found
    }
}
