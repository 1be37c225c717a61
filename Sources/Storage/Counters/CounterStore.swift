import Engine
import Values

/// Counts by the minute, for the overview's live numbers.
public struct CounterStore: Sendable {
    public init() {}

    private static let add = BulkStatement.insert(
        into: "counters", [.int("workspace"), .int("minute"), .text("name"), .int("writer"), .int("count")],
        conflict: """
            ON CONFLICT (workspace, minute, name, writer) DO UPDATE SET count = counters.count + excluded.count
            """)

    /// Adds to the counts of the minute of `now`. Each connection has rows of its own, so that none waits for another.
    public func add(
        _ counts: [String: Int], at now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        let counts = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        try connection.run(CounterStore.add, count: counts.count) { row, index in
            row.int(scope.id)
            row.int(CounterStore.minute(of: now))
            try row.text(counts[index].key)
            row.int(connection.number)
            row.int(counts[index].value)
        }
    }

    /// Counts by name and minute (minutes since 1970), of minutes from `start` up to but not with `end`.
    public func counts(
        from start: Instant, to end: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [MinuteCount] {
        let sql = """
            SELECT minute, name, CAST(sum(count) AS BIGINT) FROM counters
            WHERE workspace = $1 AND minute >= $2 AND minute < $3 GROUP BY minute, name ORDER BY minute, name
            """
        let arguments: [SQLValue] = [
            .int(scope.id), .int(CounterStore.minute(of: start)), .int(CounterStore.minute(of: end)),
        ]
        return try connection.all(sql, arguments) {
            MinuteCount(minute: $0.int(0), name: $0.text(1), count: Int($0.int(2)))
        }
    }

    private static func minute(of instant: Instant) -> Int64 { instant.milliseconds / 60_000 }
}

public struct MinuteCount: Sendable, Hashable {
    /// Minutes since 1970.
    public let minute: Int64
    public let name: String
    public let count: Int

    public var startsAt: Instant { Instant(milliseconds: minute * 60_000) }
}
