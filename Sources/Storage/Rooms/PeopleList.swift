import Engine
import Values

/// The workspace's people for the console, those seen last first.
public struct PeopleList: Sendable {
    public init() {}

    /// People are found by stretches of so long; within one they are sorted when they are read.
    ///
    /// An index over the moment itself would be written anew with every event of everybody.
    static let slotLength = TimeSpan.minutes(5)

    static func slot(of moment: Instant) -> Int64 {
        Int64((Double(moment.milliseconds) / Double(slotLength.milliseconds)).rounded(.down))
    }

    static let columns = "profile_key, email, name, created_at, last_seen_at, document"

    static func pageQuery(_ position: PagePosition) -> String {
        """
        SELECT \(columns) FROM profiles
        WHERE workspace = $1 AND moved_to IS NULL AND seen_slot \(position.comparison)= $2
            AND (last_seen_at, profile_key) \(position.comparison) ($3, $4)
        ORDER BY seen_slot \(position.direction), last_seen_at \(position.direction), \
        profile_key \(position.direction) LIMIT $5
        """
    }

    /// Cost: by index, plus those who were seen within the same five minutes as the last row.
    public func page(
        _ position: PagePosition = .first, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Page<PersonRow> {
        let cursor = position.cursor
        let rows = try connection.all(
            PeopleList.pageQuery(position),
            [
                .int(scope.id), .int(position == .first ? .max : PeopleList.slot(of: cursor.at)),
                .int(cursor.at.milliseconds), .int(cursor.id), .int(Int64(limit) + 1),
            ], PersonRow.init)
        return position.page(of: rows, limit: limit, \.cursor)
    }

    static let countQuery = "SELECT count(*) FROM profiles WHERE workspace = $1 AND moved_to IS NULL"

    /// How many people there are, exactly.
    ///
    /// Counts an index of a few bytes a person: some 100 ms a million. Ask at most once in some seconds.
    public func count(in scope: WorkspaceScope, on connection: any Connection) throws -> Int {
        try connection.first(PeopleList.countQuery, [.int(scope.id)]) { Int($0.int(0)) } ?? 0
    }
}

public struct PersonRow: Sendable, Hashable {
    public let key: ProfileKey
    public let email: String?
    public let name: String?
    public let createdAt: Instant
    public let lastSeenAt: Instant
    /// JSON text, for `Profile(key:document:)`.
    public let document: String

    init(_ row: Row) {
        key = ProfileKey(rawValue: row.int(0))
        email = row.optionalText(1)
        name = row.optionalText(2)
        createdAt = Instant(milliseconds: row.int(3))
        lastSeenAt = Instant(milliseconds: row.int(4))
        document = row.text(5)
    }

    public var cursor: PageCursor { PageCursor(at: lastSeenAt, id: key.rawValue) }
}
