import Engine
import Values

extension CatalogStore {
    static let factsOfProducts = """
        SELECT product_key, categories, brand FROM catalog_products
        WHERE workspace = $1 AND product_key IN (list($2)) AND is_from_events = 0
        """

    static let factsOfSKUs = """
        SELECT variants.sku_key, products.categories, products.brand
        FROM catalog_variants AS variants JOIN catalog_products AS products
            ON products.workspace = variants.workspace AND products.product_key = variants.product_key
        WHERE variants.workspace = $1 AND variants.sku_key IN (list($2))
        """

    /// Categories and brand of products by their keys or their variants' SKUs; what no feed has named is left out.
    ///
    /// Cost: two queries by key.
    public func facts(
        _ keys: [ProductKey], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [ProductKey: ProductFacts] {
        guard !keys.isEmpty else { return [:] }
        var found: [ProductKey: ProductFacts] = [:]
        for sql in [CatalogStore.factsOfSKUs, CatalogStore.factsOfProducts] {
            try connection.query(sql, [.int(scope.id), .list(keys.map(\.rawValue))]) { row in
                let categories = (try? JSON.parse(row.text(1)))?.array ?? []
                found[ProductKey(rawValue: row.int(0))] = ProductFacts(
                    categories: categories.compactMap(\.string), brand: row.text(2))
            }
        }
        return found
    }

    /// Whether a feed has named any product. Cost: reads past at most `CatalogLimits.productsOfEvents` others.
    public func hasFeed(in scope: WorkspaceScope, on connection: any Connection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM catalog_products WHERE workspace = $1 AND is_from_events = 0 LIMIT 1", [.int(scope.id)]
        ) { _ in true } ?? false
    }
}
