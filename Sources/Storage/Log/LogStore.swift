import Engine
import Values

/// What was decided about each person and why; lines are only added.
public struct LogStore: Sendable {
    public init() {}

    private static let insert = BulkStatement.insert(
        into: "log",
        [
            .int("profile_key"), .int("at"), .int("kind"), .int("subject"), .int("definitions_version"),
            .text("cause"), .text("text"), .int("flow_version"), .text("step"), .text("inputs"),
        ])

    /// As lines are stored that tell of no step.
    private static let unmarked = StepMark(step: "", version: 0)

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
            let mark = entry.mark ?? LogStore.unmarked
            row.int(mark.version)
            try row.text(mark.step.withoutNUL)
            try row.text(mark.inputs.isEmpty ? "" : JSON.object(mark.inputs).text.withoutNUL)
        }
    }

    static let page = """
        SELECT \(NumberedLogEntry.columns) FROM log
        WHERE profile_key = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3
        """

    /// A profile's newest lines, newest first; `before` is the sequence of the last line of the page before.
    public func entries(
        of profile: ProfileKey, before sequence: Int64 = .max, limit: Int, on connection: any Connection
    ) throws -> [NumberedLogEntry] {
        try connection.all(LogStore.page, [.int(profile.rawValue), .int(sequence), .int(Int64(limit))]) {
            try NumberedLogEntry($0, of: profile)
        }
    }
}

public struct NumberedLogEntry: Sendable, Hashable {
    public let sequence: Int64
    public let entry: LogEntry
}

extension NumberedLogEntry {
    static let columns =
        "sequence, at, kind, subject, cause, definitions_version, text, flow_version, step, inputs"

    /// A row of these columns.
    init(_ row: Row, of profile: ProfileKey) throws {
        guard let kind = LogEntry.Kind(rawValue: Int(row.int(2))) else {
            throw StoredFormError(what: "log line \(row.int(0))", reason: "it is of a newer release")
        }
        sequence = row.int(0)
        entry = LogEntry(
            profile: profile, at: Instant(milliseconds: row.int(1)), kind: kind, subject: row.int(3),
            cause: row.text(4), definitionsVersion: row.int(5), text: row.text(6),
            mark: StepMark(version: row.int(7), step: row.text(8), inputs: row.text(9)))
    }
}

extension StepMark {
    /// Nil where the line tells of no step, or a release wrote it that did not say.
    init?(version: Int64, step: String, inputs: String) {
        guard !step.isEmpty else { return nil }
        self.init(step: step, version: version, inputs: (try? JSON.parse(inputs))?.object ?? JSONObject())
    }
}
