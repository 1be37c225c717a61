import Engine
import Values

/// What a store calls things: names of events, and properties with some of their values, from what came in lately.
public struct VocabularyStore: Sendable {
    public init() {}

    /// Names of events, in order; at most `limit` of them. Cost: the table of names, some hundred rows.
    public func eventNames(limit: Int, on connection: any Connection) throws -> [String] {
        try connection.all("SELECT name FROM names ORDER BY name LIMIT $1", [.int(Int64(limit))]) { $0.text(0) }
    }

    /// The profiles seen last, as they are stored; at most `limit` of them.
    public func profiles(
        limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [Profile] {
        try PeopleList().page(limit: limit, in: scope, on: connection).rows.map {
            try Profile(key: $0.key, document: $0.document)
        }
    }

    /// Properties of those of the newest `count` events that are so called. Cost: `count` rows by their number.
    public func properties(
        of event: String, among count: Int, sharing customers: CustomerStore, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [JSONObject] {
        try customers.newestEvents(among: count, named: [event], in: scope, on: connection).map {
            (try? JSON.parse($0.event.properties))?.object ?? JSONObject()
        }
    }
}

extension VocabularyStore {
    /// How often each event came among the newest `count`, and how long those took to come.
    ///
    /// Cost: `count` rows by their number.
    public func rates(among count: Int, on connection: any Connection) throws -> (counts: [String: Int], span: TimeSpan)
    {
        var counts: [String: Int] = [:]
        var (first, last) = (Int64.max, Int64.min)
        try connection.query(
            """
            SELECT names.name, count(*), min(events.received_at), max(events.received_at)
            FROM (SELECT name_id, received_at FROM events ORDER BY sequence DESC LIMIT $1) AS events
            JOIN names ON names.name_id = events.name_id GROUP BY names.name
            """, [.int(Int64(count))]
        ) { row in
            counts[row.text(0)] = Int(row.int(1))
            first = min(first, row.int(2))
            last = max(last, row.int(3))
        }
        return (counts, counts.isEmpty ? .zero : TimeSpan(milliseconds: last - first))
    }
}
