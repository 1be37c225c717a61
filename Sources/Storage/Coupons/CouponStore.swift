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

    /// The effect's code: the one it has, or the pool's next; nil where the pool is empty or there is none.
    func take(
        _ request: CouponRequest, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> String? {
        // One at a time: a code that another transaction may yet give back must not make the pool look empty.
        try connection.query(
            "SELECT 1 FROM coupon_pools WHERE workspace = $1 AND pool = $2 \(connection.dialect.claimingRows)",
            [.int(scope.id), .text(request.pool)]
        ) { _ in }
        let held = try connection.first(
            "SELECT code FROM coupons WHERE effect_id = $1", [.int(request.effectID)]
        ) { $0.text(0) }
        if let held { return held }
        return try connection.first(
            """
            UPDATE coupons SET effect_id = $1, profile_key = $2, assigned_at = $3
            WHERE workspace = $4 AND pool = $5 AND position = (
                SELECT position FROM coupons WHERE workspace = $4 AND pool = $5 AND effect_id IS NULL
                ORDER BY position LIMIT 1)
            RETURNING code
            """,
            [
                .int(request.effectID), .int(request.profile.rawValue), .int(now.milliseconds), .int(scope.id),
                .text(request.pool),
            ]
        ) { $0.text(0) }
    }

    /// Makes a code the pool's again where every message that shows it was refused.
    func giveBack(_ unwanted: CouponReturn, on connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE coupons SET effect_id = NULL, profile_key = NULL, assigned_at = NULL WHERE effect_id = $1
                AND NOT EXISTS (SELECT 1 FROM messages WHERE id IN (list($2)) AND state <> $3)
            """,
            [.int(unwanted.effectID), .list(unwanted.unlessIn), .int(Int64(Message.State.refused.rawValue))])
    }
}
