import Values

/// What a backup holds.
///
/// The file is JSON lines, the same whichever database it came from, so that it restores into either: a head
/// (`{"cartwheel_backup": 1, "schema", "made_at", "database", "last_event"}`), then for each table
/// `{"table", "columns"}` and a line with an array for each row (bytes as base64), and at last
/// `{"rows": {table: count}, "checksum"}`. Secrets, sessions and leases are not in it.
public struct BackupManifest: Sendable, Hashable {
    /// The form of the file that this release writes and reads.
    static let format: Int64 = 1

    /// Of the schema it was made under.
    public internal(set) var schema: Int
    public internal(set) var madeAt: Instant
    /// "sqlite" or "postgres".
    public internal(set) var database: String
    /// Rows by table.
    public internal(set) var rows: [String: Int] = [:]
    /// The last number given to an event.
    var lastEvent: Int64

    public var totalRows: Int { rows.values.reduce(0, +) }
}

/// How far a backup or a restore has come.
public struct BackupProgress: Sendable, Hashable {
    public let table: String
    public let rowsDone: Int
    public let rowsTotal: Int
}

/// Why a backup could not be made or restored.
public enum BackupError: Error, Sendable, Equatable, CustomStringConvertible {
    case cannotWrite(path: String, String)
    case cannotRead(path: String, String)
    /// The file is no backup, was cut short or was changed.
    case damaged(path: String, line: Int, String)
    case tooNew(schema: Int, known: Int)
    /// What would be lost by restoring over it.
    case notEmpty(table: String)
    /// A program that serves is at work on the database.
    case inUse(owner: String)

    public var description: String {
        switch self {
        case .cannotWrite(let path, let why): "the backup cannot be written to \(path): \(why)"
        case .cannotRead(let path, let why): "the backup \(path) cannot be read: \(why)"
        case .damaged(let path, let line, let why):
            "the backup \(path) is damaged at line \(line): \(why); nothing was changed, use another copy"
        case .tooNew(let schema, let known):
            "the backup has schema \(schema), this program knows \(known): use the newer program"
        case .notEmpty(let table):
            "the database holds data (\(table)), which a restore would replace; restore into an empty one, or say --force"
        case .inUse(let owner): "the database is in use by \(owner): stop it first"
        }
    }
}
