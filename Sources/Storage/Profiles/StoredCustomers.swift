import Conditions
import Engine
import Values

/// What the engine reads of the people it steps, from one connection's view of the database.
public struct StoredCustomers: CustomerReader {
    let store: CustomerStore
    let connection: any Connection

    public func identities(_ keys: [IdentityKey]) throws -> [IdentityRow] {
        Array(try store.identities(keys, on: connection).values)
    }

    public func facts(of identities: [LinkedIdentity]) throws -> [LinkFact] {
        try store.facts(of: identities, on: connection)
    }

    public func profiles(_ keys: [ProfileKey]) throws -> [ProfileRow] {
        Array(try store.profiles(keys, on: connection).values)
    }

    /// Of each interval the newest `CustomerStore.maximumTimeline` events.
    public func timelines(_ requests: [TimelineRequest]) throws -> [HistoryEvent] {
        try store.timelines(requests, on: connection)
    }

    public func claims(_ keys: [Int64]) throws -> [ObjectClaim] {
        Array(try store.claims(keys, on: connection).values)
    }

    public func messages(_ ids: [Int64]) throws -> [Message] {
        Array(try MessageStore().messages(ids, on: connection).values)
    }

    public func messages(ofJourney journey: Int64, under keys: [ProfileKey], limit: Int) throws -> [Message] {
        try MessageStore().messages(ofJourney: journey, under: keys, limit: limit, on: connection)
    }
}

extension CustomerStore {
    /// A person has hundreds; a test script or a bot has millions, of which the newest are stepped with.
    public static let maximumTimeline = 10_000

    /// The engine's view, valid within the closure that the connection was handed to.
    public func reader(on connection: any Connection) -> StoredCustomers {
        StoredCustomers(store: self, connection: connection)
    }

    static let wanted = BulkQuery(
        [.int("identity_key"), .int("since"), .int("until"), .int("below"), .int("most")],
        """
        SELECT events.sequence, events.occurred_at, events.name_id, events.properties FROM events
        WHERE events.identity_key = rows.identity_key AND events.sequence < rows.below
            AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
        ORDER BY events.occurred_at DESC, events.sequence DESC LIMIT rows.most
        """)

    func timelines(_ requests: [TimelineRequest], on connection: any Connection) throws -> [HistoryEvent] {
        let spans = requests.flatMap { request in request.intervals.map { (request: request, interval: $0) } }
        var events: [HistoryEvent] = []
        var names = names.reader
        try connection.queryEach(CustomerStore.wanted, count: spans.count) { row, index in
            let (request, interval) = spans[index]
            row.int(request.identity.rawValue)
            row.int(interval.from.milliseconds)
            row.int(interval.until?.milliseconds ?? .max)
            row.int(request.below ?? .max)
            row.int(CustomerStore.maximumTimeline)
        } row: { row, index in
            let name = try names.name(row.int(2), on: connection)
            events.append(
                HistoryEvent(
                    identity: spans[index].request.identity,
                    event: TimelineEvent(
                        name: name, occurredAt: Instant(milliseconds: row.int(1)), order: row.int(0),
                        body: .bytes(row.bytes(3)))))
        }
        return events
    }
}
