/// What offers keep of their codes: when they end, what they cost, and how many were given.
enum CouponTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            "ALTER TABLE coupons ADD COLUMN expires_at \(d.int)",
            // In thousandths of the shop's currency.
            "ALTER TABLE coupons ADD COLUMN worth \(d.int) NOT NULL DEFAULT 0",
            "ALTER TABLE coupons ADD COLUMN is_generated \(d.small) NOT NULL DEFAULT 0",
            "ALTER TABLE coupon_pools ADD COLUMN given \(d.int) NOT NULL DEFAULT 0",
            "ALTER TABLE coupon_pools ADD COLUMN spent \(d.int) NOT NULL DEFAULT 0",
            """
            UPDATE coupon_pools SET given = (
                SELECT count(*) FROM coupons WHERE coupons.workspace = coupon_pools.workspace
                    AND coupons.pool = coupon_pools.pool AND coupons.effect_id IS NOT NULL)
            """,
            // A code that is made is nobody's of any pool.
            "CREATE INDEX coupons_by_any_code ON coupons (workspace, code)",
        ]
    }
}
