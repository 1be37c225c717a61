import Engine
import Values

/// A pool of codes as staff see it.
public struct CouponPool: Sendable, Hashable {
    public var name: String
    /// Codes that nobody has.
    public var left: Int
    public var given: Int
    /// Given in the last seven days.
    public var givenLately: Int
    /// Of those given, how many were made rather than uploaded.
    public var made: Int
}

/// A code that somebody has.
public struct CouponAssignment: Sendable, Hashable {
    public var code: String
    public var position: Int64
    public var profile: ProfileKey?
    public var effect: Int64
    public var at: Instant
    /// Nil where it has no end.
    public var expiresAt: Instant?
}

extension CouponStore {
    /// By name. Cost: counts the codes of each pool by index.
    public func pools(now: Instant, in scope: WorkspaceScope, on connection: any Connection) throws -> [CouponPool] {
        let sql = """
            SELECT pools.pool,
                (SELECT count(*) FROM coupons WHERE coupons.workspace = pools.workspace
                    AND coupons.pool = pools.pool AND coupons.effect_id IS NULL),
                (SELECT count(*) FROM coupons WHERE coupons.workspace = pools.workspace
                    AND coupons.pool = pools.pool AND coupons.assigned_at IS NOT NULL),
                (SELECT count(*) FROM coupons WHERE coupons.workspace = pools.workspace
                    AND coupons.pool = pools.pool AND coupons.assigned_at >= $2),
                (SELECT count(*) FROM coupons WHERE coupons.workspace = pools.workspace
                    AND coupons.pool = pools.pool AND coupons.assigned_at IS NOT NULL AND coupons.is_generated = 1)
            FROM coupon_pools AS pools WHERE pools.workspace = $1 ORDER BY pools.pool
            """
        return try connection.all(sql, [.int(scope.id), .int((now - .days(7)).milliseconds)]) {
            CouponPool(
                name: $0.text(0), left: Int($0.int(1)), given: Int($0.int(2)), givenLately: Int($0.int(3)),
                made: Int($0.int(4)))
        }
    }

    /// Codes given a day since a moment, by the day's number in UTC.
    public func givenPerDay(
        _ pool: String, since: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Int64: Int] {
        var days: [Int64: Int] = [:]
        try connection.query(
            """
            SELECT assigned_at / 86400000, count(*) FROM coupons
            WHERE workspace = $1 AND pool = $2 AND assigned_at >= $3 GROUP BY 1
            """, [.int(scope.id), .text(pool), .int(since.milliseconds)]
        ) { days[$0.int(0)] = Int($0.int(1)) }
        return days
    }

    /// Who has the newest codes, newest first.
    public func assignments(
        of pool: String, at position: PagePosition = .first, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Page<CouponAssignment> {
        let cursor = position.cursor
        let rows = try connection.all(
            """
            SELECT code, position, profile_key, effect_id, assigned_at, expires_at FROM coupons
            WHERE workspace = $1 AND pool = $2 AND assigned_at IS NOT NULL
                AND (assigned_at, position) \(position.comparison) ($3, $4)
            ORDER BY assigned_at \(position.direction), position \(position.direction) LIMIT $5
            """,
            [
                .int(scope.id), .text(pool), .int(cursor.at.milliseconds), .int(cursor.id), .int(Int64(limit) + 1),
            ]
        ) {
            CouponAssignment(
                code: $0.text(0), position: $0.int(1), profile: $0.optionalInt(2).map(ProfileKey.init(rawValue:)),
                effect: $0.int(3), at: Instant(milliseconds: $0.int(4)),
                expiresAt: $0.optionalInt(5).map(Instant.init(milliseconds:)))
        }
        return position.page(of: rows, limit: limit) { PageCursor(at: $0.at, id: $0.position) }
    }
}
