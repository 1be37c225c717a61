import Engine
import Values

extension MembershipStore {
    static let growthQuery = """
        SELECT segment, hour / 24, CAST(sum(entered) - sum(left_count) AS BIGINT) FROM membership_counts
        WHERE workspace = $1 AND hour >= $2 GROUP BY segment, hour / 24
        """

    /// By how many each segment, list and tag grew on each day since, days counted from 1970 in UTC.
    ///
    /// Cost: reads a row for each hour since in which somebody came or went.
    public func growth(
        since day: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Int64: [Int64: Int]] {
        var growth: [Int64: [Int64: Int]] = [:]
        try connection.query(MembershipStore.growthQuery, [.int(scope.id), .int(day * 24)]) {
            growth[$0.int(0), default: [:]][$0.int(1)] = Int($0.int(2))
        }
        return growth
    }
}
