/// The raw limit of one run: the rows that it has left in its database, written once more into the same tables and
/// indexes, in the same order, through SQLite's plain C interface.
///
/// What a run writes and removes again is written and removed too: work, and the states a message passes through.
public enum RowReplay {
    public struct Plan: Sendable {
        /// The finished run's database file; nobody writes to it any more.
        public var source: String
        /// Where the new database is made, and removed afterwards.
        public var directory: String
        public var rows: SchemaBenchmark.Rows
        /// Events in one transaction.
        public var batch: Int

        public init(source: String, directory: String, rows: SchemaBenchmark.Rows, batch: Int) {
            self.source = source
            self.directory = directory
            self.rows = rows
            self.batch = batch
        }
    }

    /// - Returns: events a second; a run's rows count as those of its events.
    public static func sqlite(_ plan: Plan) throws -> Double {
        let source = try SQLiteConnection(path: plan.source, number: 0, isReader: true)
        defer { source.close() }
        try source.executeScript(SQLiteDatabase.readerSettings)
        let target = try SQLiteLimitFile(directory: plan.directory, name: "replay-\(plan.rows.rawValue)")
        defer { target.remove() }
        let counts = try RunReader(source).tally()
        let intake = try tables(intakeRows(counts), source, target)
        defer { for table in intake { table.close() } }
        let engine = plan.rows == .intake ? [] : try tables(engineRows(counts), source, target)
        defer { for table in engine { table.close() } }
        let clock = ContinuousClock()
        var spent = Duration.zero
        let batches = max(1, (counts.eventsStored + plan.batch - 1) / plan.batch)
        for batch in 1...batches {
            for phase in [intake, engine] where !phase.isEmpty {
                for table in phase { table.readAhead(to: Double(batch) / Double(batches)) }
                spent += try clock.measure {
                    try target.transaction { for table in phase { try table.writeWhatWasRead() } }
                }
                for table in phase { table.forget() }
            }
        }
        return Double(counts.eventsStored) / (spent / .seconds(1))
    }

    private typealias Statements = (read: String, write: String)

    private static func tables(
        _ statements: [Statements], _ source: SQLiteConnection, _ target: SQLiteLimitFile
    ) throws -> [ReplayedTable] {
        try statements.map { try ReplayedTable(from: source, $0.read, to: target, $0.write) }
    }

    private static func intakeRows(_ counts: RunReader.Tally) -> [Statements] {
        let limit = "ORDER BY sequence LIMIT \(counts.eventsStored)"
        return [
            (
                """
                SELECT identity_key, workspace, kind, value, identity_key, first_seen_at FROM identities
                ORDER BY first_seen_at, identity_key
                """,
                """
                INSERT INTO identities (identity_key, workspace, kind, value, profile_key, first_seen_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """
            ),
            // The hash of a message's id is not kept with its event: any number is as scattered.
            (
                "SELECT identity_key, random(), received_at / 86400000 FROM events \(limit)",
                "INSERT INTO event_dedupe VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
            ),
            (
                "SELECT * FROM events ORDER BY sequence",
                "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
            ),
            (
                "SELECT (identity_key >> 58) & 63, 0, 0, sequence, identity_key, 1, '' FROM events \(limit)",
                "INSERT INTO work VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
            ),
        ]
    }

    private static func engineRows(_ counts: RunReader.Tally) -> [Statements] {
        let stepped = min(counts.workFinished, counts.eventsStored)
        let removal = "DELETE FROM work WHERE bucket_range = ?1 AND due_at = ?2 AND kind = ?3 AND id = ?4"
        let insertion = "INSERT INTO work VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        let other = """
            FROM events ORDER BY sequence LIMIT \(max(0, counts.workFinished - stepped))
            """
        return [
            (
                "SELECT (identity_key >> 58) & 63, 0, 0, sequence FROM events ORDER BY sequence LIMIT \(stepped)",
                removal
            ),
            ("SELECT (identity_key >> 58) & 63, received_at, 1, sequence, identity_key, 1, '' \(other)", insertion),
            ("SELECT (identity_key >> 58) & 63, received_at, 1, sequence \(other)", removal),
            ("SELECT * FROM work WHERE due_at > 0 AND kind <> 0", "\(insertion) ON CONFLICT DO NOTHING"),
            (
                """
                SELECT p.profile_key, p.workspace, p.document, p.email, p.name, p.created_at, p.last_seen_at, p.seen_slot
                FROM events AS e JOIN identities AS i ON i.identity_key = e.identity_key
                JOIN profiles AS p ON p.profile_key = i.profile_key ORDER BY e.sequence LIMIT \(stepped)
                """,
                """
                INSERT INTO profiles
                (profile_key, workspace, document, email, name, created_at, last_seen_at, seen_slot)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (profile_key)
                DO UPDATE SET document = excluded.document, last_seen_at = excluded.last_seen_at
                """
            ),
            ("SELECT * FROM links ORDER BY occurred_at", "INSERT INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
            ("SELECT * FROM object_claims ORDER BY event", "INSERT INTO object_claims VALUES (?1, ?2, ?3, ?4, ?5)"),
            (
                "SELECT * FROM log ORDER BY sequence",
                "INSERT INTO log VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
            ),
        ] + segmentRows + messageRows
    }

    /// Of watched conditions. Who has left again has a line of entering that was a member's row before.
    private static let segmentRows: [Statements] = [
        (
            """
            SELECT workspace, segment, since, profile_key, cause FROM memberships ORDER BY since, profile_key, segment
            """,
            "INSERT INTO memberships (workspace, segment, since, profile_key, cause) VALUES (?1, ?2, ?3, ?4, ?5)"
        ),
        (
            """
            SELECT workspace, segment, at, profile_key, is_member, cause FROM membership_changes
            ORDER BY at, profile_key, segment
            """,
            """
            INSERT INTO membership_changes (workspace, segment, at, profile_key, is_member, cause)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """
        ),
    ]

    private static let messageRows: [Statements] = [
        (
            """
            SELECT id, workspace, bucket_range, profile_key, flow, flow_version, step, journey, channel, purpose, address,
            address_key, 2, reason, created_at, due_at, expires_at, 0, context FROM messages ORDER BY rowid
            """,
            """
            INSERT INTO messages (id, workspace, bucket_range, profile_key, flow, flow_version, step, journey, channel,
            purpose, address, address_key, state, reason, created_at, due_at, expires_at, attempts, context)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
            """
        ),
        (
            "SELECT id, sent_at FROM messages WHERE state IN (3, 4) ORDER BY rowid",
            "UPDATE messages SET state = 3, attempts = 1, sent_at = ?2 WHERE id = ?1"
        ),
        (
            "SELECT * FROM message_bodies ORDER BY rowid",
            "INSERT INTO message_bodies VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        ),
        (
            "SELECT id FROM messages WHERE state = 4 ORDER BY rowid",
            "UPDATE messages SET state = 4 WHERE id = ?1"
        ),
    ]
}
