import Engine
import Values

/// Orders that followed a message, as they are looked at one by one.
public struct RecoveredOrders: Sendable {
    public init() {}

    static let sinceQuery = """
        SELECT event, amount, currency FROM conversions
        WHERE workspace = $1 AND at >= $2 AND flow IN (list($3))
        """

    /// What these flows recovered since a moment; an order that two of them led to counts once.
    ///
    /// Cost: reads the conversions since then.
    public func total(
        since start: Instant, flows: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> RecoveredRevenue {
        var total = RecoveredRevenue()
        var seen: Set<Int64> = []
        let arguments: [SQLValue] = [.int(scope.id), .int(start.milliseconds), .list(flows)]
        try connection.query(RecoveredOrders.sinceQuery, arguments) { row in
            guard seen.insert(row.int(0)).inserted else { return }
            total.orders += 1
            total.minorUnits[row.text(2), default: 0] += row.int(1)
        }
        return total
    }

    /// Which of these order events were recovered by a flow.
    public func among(
        _ events: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Set<Int64> {
        let sql = "SELECT event FROM conversions WHERE workspace = $1 AND event IN (list($2))"
        return Set(try connection.all(sql, [.int(scope.id), .list(events)]) { $0.int(0) })
    }
}
