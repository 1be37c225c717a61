import Engine
import Values

/// Pools of codes; each code goes to one effect, and stays its unless it is given back unseen.
public struct CouponStore: Sendable {
    public init() {}

    private static let insert = BulkStatement.insert(
        into: "coupons", [.int("workspace"), .text("pool"), .int("position"), .text("code")],
        conflict: "ON CONFLICT DO NOTHING")

    /// Adds codes behind those of the pool, making it if need be; codes it has already are left out.
    /// - Returns: how many were new.
    @discardableResult
    public func add(
        _ codes: [String], to pool: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        let end = try connection.first(
            """
            INSERT INTO coupon_pools (workspace, pool, added) VALUES ($1, $2, $3)
            ON CONFLICT (workspace, pool) DO UPDATE SET added = coupon_pools.added + excluded.added RETURNING added
            """, [.int(scope.id), .text(pool), .int(Int64(codes.count))]
        ) { $0.int(0) }
        let start = (end ?? 0) - Int64(codes.count)
        return try connection.run(CouponStore.insert, count: codes.count) { row, index in
            row.int(scope.id)
            try row.text(pool)
            row.int(start + Int64(index))
            try row.text(codes[index])
        }
    }

    /// Codes nobody has yet, by pool.
    public func left(in scope: WorkspaceScope, on connection: any Connection) throws -> [String: Int] {
        let sql = """
            SELECT pools.pool, (SELECT count(*) FROM coupons WHERE coupons.workspace = pools.workspace
                AND coupons.pool = pools.pool AND coupons.effect_id IS NULL)
            FROM coupon_pools AS pools WHERE pools.workspace = $1
            """
        var left: [String: Int] = [:]
        try connection.query(sql, [.int(scope.id)]) { left[$0.text(0)] = Int($0.int(1)) }
        return left
    }
}
