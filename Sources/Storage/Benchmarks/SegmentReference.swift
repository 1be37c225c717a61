import Foundation

/// Questions about customers as plain SQL over plain tables with sensible indexes: what previews of segments are set
/// against, on the same data.
public final class SegmentReference {
    /// One event, its properties as the text of a JSON object.
    public struct Event: Sendable {
        public var profile: Int64
        public var name: String
        /// Milliseconds since 1970.
        public var occurredAt: Int64
        public var properties: String

        public init(profile: Int64, name: String, occurredAt: Int64, properties: String) {
            self.profile = profile
            self.name = name
            self.occurredAt = occurredAt
            self.properties = properties
        }
    }

    private let connection: any Connection
    private let begin: () throws -> Void
    private let cleanUp: () -> Void

    private static let events = BulkStatement.insert(
        into: "reference_events", [.int("profile"), .text("name"), .int("occurred_at"), .text("properties")])

    /// A new file in `directory`; 256 MB of cache.
    public static func sqlite(directory: String) throws -> SegmentReference {
        let path = directory + "/reference-\(getpid()).sqlite"
        let connection = try SQLiteConnection(path: path, number: 0, isReader: false)
        // It is thrown away afterwards, so nothing need be safe while it is loaded.
        try connection.executeScript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;"
                + "PRAGMA temp_store = MEMORY; PRAGMA threads = 2")
        return try SegmentReference(connection, begin: { try connection.executeScript("BEGIN") }) {
            connection.close()
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// A schema of its own in the database at `url`.
    public static func postgres(url: String) throws -> SegmentReference {
        let schema = "reference_\(getpid())"
        try PostgresLink(PostgresAddress(url: url, schema: nil)).run("CREATE SCHEMA \"\(schema)\"")
        let connection = try PostgresConnection(PostgresAddress(url: url, schema: schema), number: 0)
        try connection.executeScript("SET synchronous_commit TO off; SET work_mem TO '256MB'")
        return try SegmentReference(connection, begin: { try connection.executeScript("BEGIN") }) {
            try? connection.executeScript("DROP SCHEMA \"\(schema)\" CASCADE")
        }
    }

    private init(
        _ connection: any Connection, begin: @escaping () throws -> Void, cleanUp: @escaping () -> Void
    ) throws {
        self.connection = connection
        self.begin = begin
        self.cleanUp = cleanUp
        let key = connection.dialect == .sqlite ? "INTEGER PRIMARY KEY" : "int8 PRIMARY KEY"
        try connection.executeScript(
            """
            CREATE TABLE reference_profiles (profile \(key));
            CREATE TABLE reference_events
            (profile int8 NOT NULL, name text NOT NULL, occurred_at int8 NOT NULL, properties text NOT NULL)
            """)
    }

    /// Writes profiles, numbered from `first`, and their events. Cost: about 100,000 events a second.
    public func load(first: Int64, profiles: Int, _ events: [Event]) throws {
        try begin()
        let statement = BulkStatement.insert(into: "reference_profiles", [.int("profile")])
        try connection.run(statement, count: profiles) { binder, row in binder.int(first + Int64(row)) }
        try connection.run(SegmentReference.events, count: events.count) { binder, row in
            let event = events[row]
            binder.int(event.profile)
            try binder.text(event.name)
            binder.int(event.occurredAt)
            try binder.text(event.properties)
        }
        try connection.executeScript("COMMIT")
    }

    /// Makes the indexes that a database's keeper would: by person and by time, within a name.
    public func makeIndexes() throws {
        try connection.executeScript(
            """
            CREATE INDEX reference_by_profile ON reference_events (profile, name, occurred_at);
            CREATE INDEX reference_by_time ON reference_events (name, occurred_at, profile)
            """)
        try connection.executeScript("ANALYZE")
    }

    /// How many profiles a question holds for; `now` in milliseconds.
    public func count(_ question: SegmentQuestion, now: Int64) throws -> Int {
        let sql = question.sql(connection.dialect, now: now)
        return Int(try connection.first(sql) { $0.int(0) } ?? 0)
    }

    public func remove() { cleanUp() }
}
