import Engine
import Values

extension MessageList {
    static let stepsQuery = """
        SELECT step, state, count(*) FROM messages WHERE workspace = $1 AND flow = $2 GROUP BY step, state
        """

    /// How many messages each step of a flow made, by the step's id and their state now.
    ///
    /// Cost: reads all messages of the flow, some 300 ms a million.
    public func counts(
        bySteps flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [String: [Message.State: Int]] {
        var counts: [String: [Message.State: Int]] = [:]
        try connection.query(MessageList.stepsQuery, [.int(scope.id), .int(flow)]) { row in
            guard let state = Message.State(rawValue: Int(row.int(1))) else { return }
            counts[row.text(0), default: [:]][state] = Int(row.int(2))
        }
        return counts
    }

    static let journeysQuery = """
        SELECT count(DISTINCT journey) FROM messages WHERE workspace = $1 AND flow = $2 AND created_at >= $3
        """

    /// How many journeys of a flow came to a message since a moment, sent or not.
    public func journeys(
        of flow: Int64, withMessagesSince start: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        let arguments: [SQLValue] = [.int(scope.id), .int(flow), .int(start.milliseconds)]
        return try connection.first(MessageList.journeysQuery, arguments) { Int($0.int(0)) } ?? 0
    }

    /// The subjects of those of these messages whose bytes are kept.
    public func subjects(of messages: [Int64], on connection: any Connection) throws -> [Int64: String] {
        var subjects: [Int64: String] = [:]
        let sql = "SELECT message_id, subject FROM message_bodies WHERE message_id IN (list($1))"
        try connection.query(sql, [.list(messages)]) { subjects[$0.int(0)] = $0.text(1) }
        return subjects
    }
}
