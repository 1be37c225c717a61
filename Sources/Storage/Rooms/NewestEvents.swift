import Engine
import Values

/// An event that just came in, with whom it belongs to now.
public struct NewestEvent: Sendable, Hashable {
    public let event: Event
    public let profile: ProfileKey
    public let name: String?
    public let email: String?
    /// Whether it is the first that was heard of its identity.
    public let isFirst: Bool
}

extension CustomerStore {
    static let newestEventsQuery = """
        SELECT \(EventRow.columns), identities.profile_key, profiles.name, profiles.email, identities.first_seen_at
        FROM (SELECT * FROM events ORDER BY sequence DESC LIMIT $1) AS events
        JOIN names ON names.name_id = events.name_id
        JOIN identities ON identities.identity_key = events.identity_key
        LEFT JOIN profiles ON profiles.profile_key = identities.profile_key
        WHERE identities.workspace = $2 AND events.name_id IN (list($3))
        ORDER BY events.sequence DESC
        """

    /// Those of the newest `count` events that are so called, newest first.
    ///
    /// Cost: what reading `count` rows by their number takes, about 1 ms for 500.
    public func newestEvents(
        among count: Int, named names: Set<String>, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [NewestEvent] {
        let ids = try self.names.stored(names, on: connection)
        let arguments: [SQLValue] = [.int(Int64(count)), .int(scope.id), .list(ids)]
        return try connection.all(CustomerStore.newestEventsQuery, arguments) { row in
            let event = try EventRow.read(row).event
            return NewestEvent(
                event: event, profile: ProfileKey(rawValue: row.int(10)), name: row.optionalText(11),
                email: row.optionalText(12), isFirst: row.int(13) == event.receivedAt.milliseconds)
        }
    }
}
