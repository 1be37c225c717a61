import Engine
import Values

/// Messages that wait for a rule to let them go, the first to go first.
public struct HeldMessageList: Sendable {
    public init() {}

    /// Nobody turns so many pages; behind them the list ends.
    public static let most = 20_000

    /// - Parameter order: flows, the first to go first; all others come behind them.
    static func pageQuery(_ order: [Int64]) -> String {
        let ranks = order.enumerated().map { "WHEN \($1) THEN \($0)" }.joined(separator: " ")
        let rank = order.isEmpty ? "" : "CASE flow \(ranks) ELSE \(order.count) END, "
        return """
            SELECT \(MessageRow.columns) FROM messages
            WHERE workspace = $1 AND state = 1 AND ($2 = 0 OR flow = $2)
            ORDER BY due_at, \(rank)created_at, id LIMIT $3 OFFSET $4
            """
    }

    /// The first to go first: by moment, then by the order of flows, then by how long they wait.
    ///
    /// - Parameters:
    ///   - order: flows by priority and expected value.
    ///   - skipping: how many stand on the pages before.
    /// - Returns: the rows, and how many stand before the next page; nil where there is none.
    public func page(
        ofFlow flow: Int64? = nil, order: [Int64] = [], skipping: Int = 0, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> (rows: [Message], next: Int?) {
        let skipped = min(max(skipping, 0), HeldMessageList.most)
        let rows = try connection.all(
            HeldMessageList.pageQuery(order),
            [.int(scope.id), .int(flow ?? 0), .int(Int64(limit) + 1), .int(Int64(skipped))]
        ) { try MessageRow.read($0) }
        let next = skipped + limit
        return (Array(rows.prefix(limit)), rows.count > limit && next < HeldMessageList.most ? next : nil)
    }

    /// When the first message of a flow that is held goes out of date; nil where none is held.
    public func firstExpiry(
        ofFlow flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Instant? {
        let found = try connection.first(
            "SELECT min(expires_at) FROM messages WHERE workspace = $1 AND state = 1 AND flow = $2",
            [.int(scope.id), .int(flow)]
        ) { $0.optionalInt(0) }
        return (found ?? nil).map(Instant.init(milliseconds:))
    }
}
