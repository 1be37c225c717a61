import Engine
import Values

/// One person's log for the console, newest first.
public struct LogList: Sendable {
    public init() {}

    static func pageQuery(_ position: PagePosition) -> String {
        """
        SELECT \(NumberedLogEntry.columns) FROM log
        WHERE profile_key = $1 AND kind IN (list($2)) AND (at, sequence) \(position.comparison) ($3, $4)
        ORDER BY at \(position.direction), sequence \(position.direction) LIMIT $5
        """
    }

    /// Cost: reads all lines of the person, some hundreds.
    public func page(
        of profile: ProfileKey, kinds: Set<LogEntry.Kind>, at position: PagePosition = .first, limit: Int,
        on connection: any Connection
    ) throws -> Page<NumberedLogEntry> {
        let cursor = position.cursor
        let arguments: [SQLValue] = [
            .int(profile.rawValue), .list(kinds.map { Int64($0.rawValue) }.sorted()), .int(cursor.at.milliseconds),
            .int(cursor.id), .int(Int64(limit) + 1),
        ]
        let rows = try connection.all(LogList.pageQuery(position), arguments) {
            try NumberedLogEntry($0, of: profile)
        }
        return position.page(of: rows, limit: limit) { PageCursor(at: $0.entry.at, id: $0.sequence) }
    }
}
