import Engine
import Values

/// How many messages are in each state, among the newest.
public struct MessageStateCounts: Sendable, Hashable {
    public let counts: [Message.State: Int]
    /// Whether older messages of the time asked for were not looked at.
    public let isCut: Bool
}

extension MessageList {
    static let statesQuery = """
        SELECT state, count(*) FROM (
            SELECT state FROM messages WHERE workspace = $1 AND created_at >= $2
            ORDER BY created_at DESC, id DESC LIMIT $3) AS newest
        GROUP BY state
        """

    /// Counts the messages created since a moment by their state now, the newest ``mostSearched`` at most.
    public func counts(
        since start: Instant, searching most: Int = mostSearched, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> MessageStateCounts {
        var counts: [Message.State: Int] = [:]
        try connection.query(
            MessageList.statesQuery, [.int(scope.id), .int(start.milliseconds), .int(Int64(most))]
        ) { row in
            if let state = Message.State(rawValue: Int(row.int(0))) { counts[state] = Int(row.int(1)) }
        }
        return MessageStateCounts(counts: counts, isCut: counts.values.reduce(0, +) == most)
    }
}
