import Engine
import Values

extension CouponStore {
    /// Of a pool so many of the newest codes are looked at: the message that shows a code follows it soon.
    public static let mostLookedAt: Int64 = 2_000
    /// Messages that are looked at for the codes of a page.
    static let mostShowing: Int64 = 2_000
    /// By how much the clocks of two servers may differ.
    private static let skew = TimeSpan.minutes(1)

    /// States by number: 1 held, 2 ready, 11 refused; a message in any other may have been seen.
    static let heldQuery = """
        SELECT count(*) FROM (
            SELECT effect_id, profile_key, assigned_at FROM coupons
            WHERE workspace = $1 AND pool = $2 AND assigned_at IS NOT NULL
            ORDER BY assigned_at DESC LIMIT $3) AS newest
        WHERE newest.profile_key IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM messages
            WHERE messages.profile_key = newest.profile_key AND messages.created_at >= newest.assigned_at - $4
                AND messages.state NOT IN (1, 2, 11)
                AND (messages.context LIKE ('%"coupon_effect":' || CAST(newest.effect_id AS TEXT) || ',%')
                    OR messages.context LIKE ('%"coupon_effect":' || CAST(newest.effect_id AS TEXT) || '}%')))
        """

    /// How many of the newest codes that somebody has stand in no message that has gone out.
    public func held(_ pool: String, in scope: WorkspaceScope, on connection: any Connection) throws -> Int {
        let count = try connection.first(
            CouponStore.heldQuery,
            [
                .int(scope.id), .text(pool), .int(CouponStore.mostLookedAt), .int(CouponStore.skew.milliseconds),
            ]
        ) { Int($0.int(0)) }
        return count ?? 0
    }

    // The sign keeps the planner from the index of all the workspace's messages.
    static let showingQuery = """
        SELECT \(MessageRow.columns) FROM messages
        WHERE messages.profile_key IN (list($1)) AND +messages.workspace = $4 AND messages.created_at >= $2
            AND messages.context LIKE '%"coupon_effect":%'
        ORDER BY messages.created_at DESC, messages.id DESC LIMIT $3
        """

    /// Messages that show codes, the newest first, by the request that took the code.
    ///
    /// - Parameters:
    ///   - keys: of the people who have them, those of what joined them included.
    ///   - since: when the first of the codes was taken.
    public func messages(
        showing effects: Set<Int64>, under keys: Set<ProfileKey>, since: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [Int64: [Message]] {
        guard !effects.isEmpty, !keys.isEmpty else { return [:] }
        let rows = try connection.all(
            CouponStore.showingQuery,
            [
                .list(keys.map(\.rawValue).sorted()), .int((since - CouponStore.skew).milliseconds),
                .int(CouponStore.mostShowing), .int(scope.id),
            ]
        ) { try MessageRow.read($0) }
        var showing: [Int64: [Message]] = [:]
        for message in rows {
            guard let effect = message.couponEffect, effects.contains(effect) else { continue }
            showing[effect, default: []].append(message)
        }
        return showing
    }
}
