import Engine
import Values

/// Who entered a flow, newest first.
public struct FlowEntryList: Sendable {
    public init() {}

    static func pageQuery(_ position: PagePosition) -> String {
        """
        SELECT sequence, profile_key, at, text FROM log
        WHERE subject = $1 AND kind = 4 AND (at, sequence) \(position.comparison) ($2, $3)
        ORDER BY at \(position.direction), sequence \(position.direction) LIMIT $4
        """
    }

    /// One entry into the flow.
    public struct Row: Sendable, Hashable {
        public var sequence: Int64
        /// Under which it was noted; they may have joined another since.
        public var profile: ProfileKey
        public var at: Instant
        public var text: String
    }

    public func page(
        ofFlow flow: Int64, at position: PagePosition = .first, limit: Int, on connection: any Connection
    ) throws -> Page<Row> {
        let cursor = position.cursor
        let rows = try connection.all(
            FlowEntryList.pageQuery(position),
            [.int(flow), .int(cursor.at.milliseconds), .int(cursor.id), .int(Int64(limit) + 1)]
        ) {
            Row(
                sequence: $0.int(0), profile: ProfileKey(rawValue: $0.int(1)), at: Instant(milliseconds: $0.int(2)),
                text: $0.text(3))
        }
        return position.page(of: rows, limit: limit) { PageCursor(at: $0.at, id: $0.sequence) }
    }

    /// How journeys of these people through a flow ended, in the order of time. Cost: reads the people's logs.
    public func ends(
        ofFlow flow: Int64, of people: [ProfileKey], on connection: any Connection
    ) throws -> [ProfileKey: [(at: Instant, kind: LogEntry.Kind, text: String)]] {
        var ends: [ProfileKey: [(at: Instant, kind: LogEntry.Kind, text: String)]] = [:]
        // 7 is the goal, 8 an exit, 9 the end.
        try connection.query(
            """
            SELECT profile_key, at, kind, text FROM log
            WHERE profile_key IN (list($1)) AND subject = $2 AND kind IN (7, 8, 9) ORDER BY at, sequence
            """, [.list(Set(people.map(\.rawValue)).sorted()), .int(flow)]
        ) { row in
            guard let kind = LogEntry.Kind(rawValue: Int(row.int(2))) else { return }
            ends[ProfileKey(rawValue: row.int(0)), default: []].append(
                (Instant(milliseconds: row.int(1)), kind, row.text(3)))
        }
        return ends
    }
}
