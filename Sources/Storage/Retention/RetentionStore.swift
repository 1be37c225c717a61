import Engine
import Values

/// Lets go of what is kept for a time only, in chunks short enough for the jobs lane.
public struct RetentionStore: Sendable {
    /// A resend that comes later than this is stored again.
    public static let dedupe = TimeSpan.days(30)
    public static let rejectedEvents = TimeSpan.days(30)
    public static let messageBodies = TimeSpan.days(30)
    public static let counters = TimeSpan.days(90)

    public init() {}

    /// Where a walk over the deduplication rows has come to.
    public struct DedupeCursor: Sendable, Hashable {
        let identity: Int64
        let message: Int64

        public static let start = DedupeCursor(identity: .min, message: .min)
    }

    /// Walks on over `limit` deduplication rows and deletes those older than `RetentionStore.dedupe`.
    ///
    /// They lie by identity, not by age: an index by age would cost every event more than this walk does.
    /// - Returns: where to go on; nil at the end.
    public func forgetDedupe(
        after cursor: DedupeCursor, now: Instant, limit: Int, on connection: any Connection
    ) throws -> DedupeCursor? {
        let end = try connection.first(
            """
            SELECT identity_key, message_hash FROM event_dedupe WHERE (identity_key, message_hash) > ($1, $2)
            ORDER BY identity_key, message_hash LIMIT 1 OFFSET $3
            """, [.int(cursor.identity), .int(cursor.message), .int(Int64(max(1, limit) - 1))]
        ) { DedupeCursor(identity: $0.int(0), message: $0.int(1)) }
        let last = end ?? DedupeCursor(identity: .max, message: .max)
        try connection.execute(
            """
            DELETE FROM event_dedupe WHERE (identity_key, message_hash) > ($1, $2)
                AND (identity_key, message_hash) <= ($3, $4) AND day < $5
            """,
            [
                .int(cursor.identity), .int(cursor.message), .int(last.identity), .int(last.message),
                .int((now - RetentionStore.dedupe).milliseconds / TimeSpan.days(1).milliseconds),
            ])
        return end
    }

    /// Deletes refused events, counts and messages' bytes past their time, at most `limit` of each.
    /// - Returns: how many rows went; at 0 there is nothing left to do.
    public func forgetAged(
        now: Instant, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        let rejected = try connection.execute(
            """
            DELETE FROM rejected_events WHERE sequence IN (
                SELECT sequence FROM rejected_events WHERE workspace = $1 AND received_at < $2
                ORDER BY received_at LIMIT $3)
            """,
            [.int(scope.id), .int((now - RetentionStore.rejectedEvents).milliseconds), .int(Int64(limit))])
        let counters = try connection.execute(
            """
            DELETE FROM counters WHERE workspace = $1 AND (minute, name, writer) IN (
                SELECT minute, name, writer FROM counters WHERE workspace = $1 AND minute < $2 ORDER BY minute LIMIT $3)
            """,
            [
                .int(scope.id), .int((now - RetentionStore.counters).milliseconds / TimeSpan.minutes(1).milliseconds),
                .int(Int64(limit)),
            ])
        let bodies = try MessageStore().forgetBodies(
            before: now - RetentionStore.messageBodies, limit: limit, on: connection)
        return rejected + counters + bodies
    }
}
