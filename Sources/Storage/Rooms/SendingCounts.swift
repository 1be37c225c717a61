import Engine
import Values

/// How many messages wait, and how many went to the built-in outbox: what is asked before sending is switched on.
public struct SendingCounts: Sendable, Hashable {
    /// Held or ready; at most ``most``.
    public var waiting: Int
    /// Kept in the outbox, which will not leave any more; at most ``most``.
    public var inOutbox: Int

    /// Counted no further; who shows it says "or more".
    public static let most = 10_000

    public init(waiting: Int = 0, inOutbox: Int = 0) {
        self.waiting = waiting
        self.inOutbox = inOutbox
    }

    // 1 is held, 2 is ready. The plus keeps the database off the indexes that begin with the workspace.
    static let heldQuery = """
        SELECT count(*) FROM (SELECT 1 FROM messages WHERE workspace = $1 AND state = 1 LIMIT \(most)) AS counted
        """
    static let readyQuery = """
        SELECT count(*) FROM (SELECT 1 FROM messages WHERE state = 2 AND bucket_range >= 0 AND +workspace = $1 LIMIT \(most)
        ) AS counted
        """
    static let outboxQuery = """
        SELECT count(*) FROM (SELECT 1 FROM message_bodies WHERE provider = 'outbox' LIMIT \(most)) AS counted
        """

    /// Counts them. Cost: three walks along an index, of at most ``most`` entries each.
    public static func read(in scope: WorkspaceScope, on connection: any Connection) throws -> SendingCounts {
        func count(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
            Int(try connection.first(sql, arguments) { $0.int(0) } ?? 0)
        }
        let waiting = try count(heldQuery, [.int(scope.id)]) + count(readyQuery, [.int(scope.id)])
        return SendingCounts(waiting: min(waiting, most), inOutbox: try count(outboxQuery, []))
    }
}
