import Engine
import Values

/// What the overview shows beside the flows' figures.
public struct OverviewStore: Sendable {
    public init() {}

    static let totalsQuery = """
        SELECT name, CAST(sum(count) AS BIGINT) FROM counters
        WHERE workspace = $1 AND minute >= $2 AND minute < $3 GROUP BY name
        """

    /// Counts by name over a stretch of time, both its ends cut to the minute. Cost: 3 ms a day.
    public func totals(
        from start: Instant, to end: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [String: Int] {
        var totals: [String: Int] = [:]
        let arguments: [SQLValue] = [
            .int(scope.id), .int(start.milliseconds / 60_000), .int(end.milliseconds / 60_000),
        ]
        try connection.query(OverviewStore.totalsQuery, arguments) { totals[$0.text(0)] = Int($0.int(1)) }
        return totals
    }

    static let oldestInRange = BulkQuery(
        [.int("bucket_range"), .int("now")],
        """
        SELECT work.due_at, events.received_at FROM work
        LEFT JOIN events ON work.kind = 0 AND events.sequence = work.id
        WHERE work.bucket_range = rows.bucket_range AND work.due_at <= rows.now
        ORDER BY work.due_at, work.kind, work.id LIMIT 1
        """)

    /// Since when the oldest work that is due has been waiting; nil where nothing is due.
    ///
    /// An event in line waits since it was received. A command in line tells no time and is left out.
    public func oldestDue(now: Instant, on connection: any Connection) throws -> Instant? {
        var oldest: Int64?
        try connection.queryEach(OverviewStore.oldestInRange, count: BucketRange.count) { row, index in
            row.int(index)
            row.int(now.milliseconds)
        } row: { row, _ in
            let since = row.int(0) == WorkItem.firstInLine.milliseconds ? row.optionalInt(1) : row.int(0)
            if let since { oldest = min(oldest ?? .max, since) }
        }
        return oldest.map(Instant.init(milliseconds:))
    }

    /// The feed looks at so many of the newest log lines: one filled by other workspaces or duller lines is shorter.
    static let mostLogLines = 500

    static let activityQuery = """
        SELECT newest.sequence, newest.profile_key, newest.at, newest.kind, newest.subject, newest.cause,
            newest.definitions_version, newest.text, profiles.name, profiles.email
        FROM (
            SELECT sequence, profile_key, at, kind, subject, cause, definitions_version, text FROM log
            ORDER BY sequence DESC LIMIT \(mostLogLines)) AS newest
        JOIN profiles ON profiles.profile_key = newest.profile_key
        WHERE profiles.workspace = $1 AND newest.kind IN (list($2))
        ORDER BY newest.sequence DESC LIMIT $3
        """

    /// The newest log lines of everybody, newest first, with the person's name.
    ///
    /// - Parameter kinds: only lines of these kinds.
    public func activity(
        _ kinds: Set<LogEntry.Kind> = Set(LogEntry.Kind.allCases), limit: Int = 30, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [ActivityRow] {
        let arguments: [SQLValue] = [
            .int(scope.id), .list(kinds.map { Int64($0.rawValue) }.sorted()), .int(Int64(limit)),
        ]
        return try connection.all(OverviewStore.activityQuery, arguments) { row in
            guard let kind = LogEntry.Kind(rawValue: Int(row.int(3))) else {
                throw StoredFormError(what: "log line \(row.int(0))", reason: "it is of a newer release")
            }
            return ActivityRow(
                sequence: row.int(0),
                entry: LogEntry(
                    profile: ProfileKey(rawValue: row.int(1)), at: Instant(milliseconds: row.int(2)), kind: kind,
                    subject: row.int(4), cause: row.text(5), definitionsVersion: row.int(6), text: row.text(7)),
                name: row.optionalText(8), email: row.optionalText(9))
        }
    }
}

public struct ActivityRow: Sendable, Hashable {
    public let sequence: Int64
    public let entry: LogEntry
    public let name: String?
    public let email: String?
}
