/// What is to be done, by whom, and what was decided.
enum WorkTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE work (
                bucket_range \(d.small) NOT NULL, due_at \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                id \(d.int) NOT NULL, subject \(d.int) NOT NULL, workspace \(d.int) NOT NULL,
                payload \(d.text) NOT NULL, PRIMARY KEY (bucket_range, due_at, kind, id)) \(d.narrow)
            """,
            """
            CREATE TABLE leases (
                bucket_range \(d.int) PRIMARY KEY, owner \(d.text), epoch \(d.int) NOT NULL,
                expires_at \(d.int) NOT NULL) \(d.strict)
            """,
            "CREATE TABLE lease_owners (owner \(d.text) PRIMARY KEY, seen_at \(d.int) NOT NULL) \(d.strict)",
            """
            INSERT INTO leases (bucket_range, epoch, expires_at)
            WITH RECURSIVE ranges (bucket_range) AS (
                SELECT 0 UNION ALL SELECT bucket_range + 1 FROM ranges WHERE bucket_range < 63)
            SELECT bucket_range, 0, 0 FROM ranges
            """,
            """
            CREATE TABLE log (
                sequence \(d.serial), profile_key \(d.int) NOT NULL, at \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                subject \(d.int) NOT NULL, definitions_version \(d.int) NOT NULL, cause \(d.text) NOT NULL,
                text \(d.text) NOT NULL) \(d.strict)
            """,
            d == .sqlite
                ? "CREATE INDEX log_by_profile ON log (profile_key)"
                : "CREATE INDEX log_by_profile ON log (profile_key, sequence)",
            """
            CREATE TABLE coupon_pools (
                workspace \(d.int) NOT NULL, pool \(d.text) NOT NULL, added \(d.int) NOT NULL,
                PRIMARY KEY (workspace, pool)) \(d.narrow)
            """,
            """
            CREATE TABLE coupons (
                workspace \(d.int) NOT NULL, pool \(d.text) NOT NULL, position \(d.int) NOT NULL,
                code \(d.text) NOT NULL, effect_id \(d.int), profile_key \(d.int), assigned_at \(d.int),
                PRIMARY KEY (workspace, pool, position)) \(d.narrow)
            """,
            "CREATE UNIQUE INDEX coupons_by_code ON coupons (workspace, pool, code)",
            "CREATE UNIQUE INDEX coupons_by_effect ON coupons (effect_id) WHERE effect_id IS NOT NULL",
            "CREATE INDEX coupons_left ON coupons (workspace, pool, position) WHERE effect_id IS NULL",
        ]
    }
}
