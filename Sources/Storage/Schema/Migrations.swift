/// The steps that bring any earlier schema to this release's; each runs once, in order, and never changes later.
enum Migrations {
    /// Of `pg_advisory_xact_lock`: two processes starting at once take turns. "cartwhee" in ASCII.
    static let lockKey: Int64 = 0x6361_7274_7768_6565

    static let all: [Migration] = [
        Migration(version: 1, name: "the first release") { dialect in
            PeopleTables.statements(dialect) + EventTables.statements(dialect) + WorkTables.statements(dialect)
                + MessageTables.statements(dialect) + DefinitionTables.statements(dialect)
                + AccountTables.statements(dialect) + ConsoleTables.statements(dialect)
        },
        Migration(version: 2, name: "journeys by step, conversions by time", statements: JourneyTables.statements),
        Migration(version: 3, name: "segments, lists, tags", statements: SegmentTables.statements),
        Migration(version: 4, name: "tries to sign in", statements: SignInTables.statements),
        Migration(version: 5, name: "histories read from their index", statements: HistoryIndex.statements),
        Migration(version: 6, name: "changes of segments are their own events") { _ in
            SegmentTables.forgettingSegmentEvents
        },
        Migration(version: 7, name: "what flows ask of the outside", statements: OutsideTables.statements),
        Migration(version: 8, name: "journeys of a flow, held messages", statements: FlowIndexes.statements),
        Migration(version: 9, name: "the catalog", statements: CatalogTables.statements),
        Migration(version: 10, name: "coupons that end, limits of offers, changes of flows") { dialect in
            CouponTables.statements(dialect) + FlowHistoryTables.statements(dialect)
        },
        Migration(version: 11, name: "members by the moment they entered", statements: MembershipTables.statements),
        Migration(version: 12, name: "changes of settings", statements: SettingTables.statements),
        Migration(version: 13, name: "sending is switched on", statements: SendingTables.statements),
        Migration(version: 14, name: "steps in the log by their ids", statements: StepMarkColumns.statements),
    ]

    static var latest: Int { all.last?.version ?? 0 }

    /// - Parameter transaction: runs its body in one transaction that keeps other processes out.
    static func apply(to connection: some Connection, in transaction: (() throws -> Void) throws -> Void) throws {
        try transaction {
            try connection.executeScript(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version \(connection.dialect.int) PRIMARY KEY, name \(connection.dialect.text) NOT NULL)
                """)
            let found = try connection.first("SELECT max(version) FROM schema_migrations") { $0.optionalInt(0) ?? 0 }
            let version = Int(found ?? 0)
            guard version <= latest else { throw DatabaseError.schemaTooNew(found: version, known: latest) }
            for migration in all where migration.version > version {
                for statement in migration.statements(connection.dialect) { try connection.executeScript(statement) }
                try connection.execute(
                    "INSERT INTO schema_migrations (version, name) VALUES ($1, $2)",
                    [.int(Int64(migration.version)), .text(migration.name)])
            }
        }
    }
}

struct Migration: Sendable {
    let version: Int
    let name: String
    let statements: @Sendable (Dialect) -> [String]
}

/// Words of table definitions, which differ by database.
extension Dialect {
    var int: String { self == .sqlite ? "INTEGER" : "BIGINT" }
    /// For closed enums and flags.
    var small: String { self == .sqlite ? "INTEGER" : "SMALLINT" }
    /// Compared bytewise on both.
    var text: String { self == .sqlite ? "TEXT" : "TEXT COLLATE \"C\"" }
    var blob: String { self == .sqlite ? "BLOB" : "BYTEA" }
    /// Types are enforced, as PostgreSQL does by itself.
    var strict: String { self == .sqlite ? "STRICT" : "" }
    /// The row lies in the primary key itself: for narrow rows.
    var narrow: String { self == .sqlite ? "WITHOUT ROWID, STRICT" : "" }
    /// A number the database gives.
    var serial: String {
        self == .sqlite ? "INTEGER PRIMARY KEY" : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    }
    /// A key that is a hash, of a wide row: SQLite keeps rows in the order they came and only the narrow index scattered.
    var scatteredKey: String { self == .sqlite ? "INTEGER NOT NULL UNIQUE" : "BIGINT PRIMARY KEY" }
    /// The bucket of a key's column: its top ten bits.
    func bucket(of column: String) -> String {
        let bits = "((\(column) >> 54) & 1023)"
        return self == .sqlite
            ? "bucket INTEGER GENERATED ALWAYS AS \(bits) VIRTUAL"
            : "bucket SMALLINT GENERATED ALWAYS AS (CAST(\(bits) AS SMALLINT)) STORED"
    }
}
