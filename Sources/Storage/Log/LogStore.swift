import Engine
import Values

/// What was decided about each person and why; lines are only added.
public struct LogStore: Sendable {
    public init() {}

    private static let insert = BulkStatement.insert(
        into: "log",
        [
            .int("profile_key"), .int("at"), .int("kind"), .int("subject"), .int("definitions_version"),
            .text("cause"), .text("text"),
        ])

    func append(_ entries: [LogEntry], on connection: any Connection) throws {
        try connection.run(LogStore.insert, count: entries.count) { row, index in
            let entry = entries[index]
            row.int(entry.profile.rawValue)
            row.int(entry.at.milliseconds)
            row.int(entry.kind.rawValue)
            row.int(entry.subject)
            row.int(entry.definitionsVersion)
            try row.text(entry.cause)
            try row.text(entry.text.withoutNUL)
        }
    }

    static let page = """
        SELECT sequence, at, kind, subject, cause, definitions_version, text FROM log
        WHERE profile_key = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3
        """

    /// A profile's newest lines, newest first; `before` is the sequence of the last line of the page before.
    public func entries(
        of profile: ProfileKey, before sequence: Int64 = .max, limit: Int, on connection: any Connection
    ) throws -> [NumberedLogEntry] {
        try connection.all(LogStore.page, [.int(profile.rawValue), .int(sequence), .int(Int64(limit))]) { row in
            guard let kind = LogEntry.Kind(rawValue: Int(row.int(2))) else {
                throw StoredFormError(what: "log line \(row.int(0))", reason: "it is of a newer release")
            }
            let entry = LogEntry(
                profile: profile, at: Instant(milliseconds: row.int(1)), kind: kind, subject: row.int(3),
                cause: row.text(4), definitionsVersion: row.int(5), text: row.text(6))
            return NumberedLogEntry(sequence: row.int(0), entry: entry)
        }
    }
}

public struct NumberedLogEntry: Sendable, Hashable {
    public let sequence: Int64
    public let entry: LogEntry
}
