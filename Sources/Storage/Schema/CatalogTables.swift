/// What the shop sells, what changed of it, and who showed interest in it.
enum CatalogTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE catalog_products (
                workspace \(d.int) NOT NULL, product_key \(d.int) NOT NULL, product_id \(d.text) NOT NULL,
                title \(d.text) NOT NULL, search \(d.text) NOT NULL, brand \(d.text) NOT NULL,
                categories \(d.text) NOT NULL, url \(d.text) NOT NULL, image_url \(d.text) NOT NULL,
                is_from_events \(d.small) NOT NULL, variants \(d.int) NOT NULL, price \(d.text),
                currency \(d.text) NOT NULL, stock \(d.int), is_sold_out \(d.small) NOT NULL,
                created_at \(d.int) NOT NULL, changed_at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, product_key)) \(d.strict)
            """,
            "CREATE INDEX catalog_products_by_change ON catalog_products (workspace, changed_at, product_key)",
            """
            CREATE TABLE catalog_variants (
                workspace \(d.int) NOT NULL, variant_key \(d.int) NOT NULL, product_key \(d.int) NOT NULL,
                variant_id \(d.text) NOT NULL, sku \(d.text) NOT NULL, sku_key \(d.int), title \(d.text) NOT NULL,
                url \(d.text) NOT NULL, image_url \(d.text) NOT NULL, price \(d.text), compare_at_price \(d.text),
                currency \(d.text) NOT NULL, stock \(d.int), low_stock_at \(d.int), sold_out_at \(d.int),
                revision \(d.int) NOT NULL, stated_at \(d.int), PRIMARY KEY (workspace, variant_key)) \(d.strict)
            """,
            "CREATE INDEX catalog_variants_by_product ON catalog_variants (workspace, product_key)",
            "CREATE INDEX catalog_variants_by_sku ON catalog_variants (workspace, sku_key) WHERE sku_key IS NOT NULL",
            """
            CREATE TABLE catalog_changes (
                workspace \(d.int) NOT NULL, product_key \(d.int) NOT NULL, at \(d.int) NOT NULL,
                variant_key \(d.int) NOT NULL, revision \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                before_value \(d.text) NOT NULL, after_value \(d.text) NOT NULL, currency \(d.text) NOT NULL,
                PRIMARY KEY (workspace, product_key, at, variant_key, revision)) \(d.narrow)
            """,
            "CREATE INDEX catalog_changes_by_time ON catalog_changes (at)",
            // By product, so that a change finds its people; by identity for erasure.
            """
            CREATE TABLE product_interests (
                workspace \(d.int) NOT NULL, product_key \(d.int) NOT NULL, identity_key \(d.int) NOT NULL,
                kind \(d.small) NOT NULL, at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, product_key, identity_key, kind)) \(d.narrow)
            """,
            "CREATE INDEX product_interests_by_identity ON product_interests (identity_key)",
            // Up to which event interest is known.
            """
            CREATE TABLE catalog_state (
                workspace \(d.int) PRIMARY KEY, followed \(d.int) NOT NULL, products_of_events \(d.int) NOT NULL)
            \(d.strict)
            """,
        ]
    }
}
