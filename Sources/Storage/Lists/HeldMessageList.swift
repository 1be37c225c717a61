import Engine
import Values

/// Messages that wait for a rule to let them go, the first to go first.
public struct HeldMessageList: Sendable {
    public init() {}

    static let pageQuery = """
        SELECT \(MessageRow.columns) FROM messages
        WHERE workspace = $1 AND state = 1 AND (due_at, id) > ($2, $3) AND ($4 = 0 OR flow = $4)
        ORDER BY due_at, id LIMIT $5
        """

    /// - Parameter after: the last of the page before.
    public func page(
        ofFlow flow: Int64? = nil, after: PageCursor? = nil, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> (rows: [Message], next: PageCursor?) {
        let cursor = after ?? PageCursor(at: Instant(milliseconds: .min), id: .min)
        let rows = try connection.all(
            HeldMessageList.pageQuery,
            [
                .int(scope.id), .int(cursor.at.milliseconds), .int(cursor.id), .int(flow ?? 0), .int(Int64(limit) + 1),
            ]
        ) { try MessageRow.read($0) }
        let kept = Array(rows.prefix(limit))
        return (kept, rows.count > limit ? kept.last.map { PageCursor(at: $0.dueAt, id: $0.id) } : nil)
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
