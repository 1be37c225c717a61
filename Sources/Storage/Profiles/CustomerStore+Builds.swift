import Conditions
import Engine
import Values

extension StoredCustomers {
    public func profiles(in range: BucketRange, after: ProfileKey?, limit: Int) throws -> [ProfileRow] {
        try store.profiles(after: after ?? range.beforeFirst, upTo: range.lastKey, limit: limit, on: connection)
    }

    public func pendingEvent(in range: BucketRange, after id: Int64) throws -> Int64? {
        try connection.first(
            CustomerStore.pendingEvent,
            [
                .int(Int64(range.index)), .int(WorkItem.firstInLine.milliseconds),
                .int(Int64(WorkItem.Kind.event.rawValue)), .int(id),
            ]
        ) { $0.int(0) }
    }

    public func timelines(_ requests: [TimelineRequest], named names: Set<String>) throws -> [HistoryEvent] {
        try store.timelines(requests, named: names, on: connection)
    }
}

extension BucketRange {
    /// Nil at the lowest of all keys.
    fileprivate var beforeFirst: ProfileKey? {
        firstKey.rawValue == .min ? nil : IdentityKey(rawValue: firstKey.rawValue - 1)
    }
}

extension CustomerStore {
    static let pendingEvent = """
        SELECT id FROM work WHERE bucket_range = $1 AND due_at = $2 AND kind = $3 AND id > $4 ORDER BY id LIMIT 1
        """

    static let profilesInOrder = """
        SELECT profile_key, document, moved_to FROM profiles WHERE profile_key > $1 AND profile_key <= $2
        ORDER BY profile_key LIMIT $3
        """

    /// Profiles by their keys, those that moved included. Cost: reads the rows asked for, which lie in this order.
    ///
    /// - Parameter after: nil begins at the lowest key of all.
    public func profiles(
        after: ProfileKey?, upTo last: ProfileKey, limit: Int, on connection: any Connection
    ) throws -> [ProfileRow] {
        try connection.all(
            CustomerStore.profilesInOrder,
            [.int(after?.rawValue ?? .min), .int(last.rawValue), .int(Int64(limit))]
        ) { row in
            ProfileRow(
                key: ProfileKey(rawValue: row.int(0)), document: row.text(1),
                movedTo: row.optionalInt(2).map(ProfileKey.init(rawValue:)))
        }
    }

    static let wantedNamed = BulkQuery(
        [.int("identity_key"), .int("since"), .int("until"), .int("below"), .int("most"), .text("names")],
        """
        SELECT events.sequence, events.occurred_at, events.name_id, events.properties FROM events
        WHERE events.identity_key = rows.identity_key AND events.sequence < rows.below
            AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
            AND events.name_id IN (list(rows.names))
        ORDER BY events.occurred_at DESC, events.sequence DESC LIMIT rows.most
        """)

    /// Events so called, of each interval the newest `maximumTimeline`.
    public func timelines(
        _ requests: [TimelineRequest], named wanted: Set<String>, on connection: any Connection
    ) throws -> [HistoryEvent] {
        let ids = try names.stored(wanted, on: connection)
        guard !ids.isEmpty else { return [] }
        let spans = requests.flatMap { request in request.intervals.map { (request: request, interval: $0) } }
        var events: [HistoryEvent] = []
        var names = names.reader
        try connection.queryEach(CustomerStore.wantedNamed, count: spans.count) { row, index in
            let (request, interval) = spans[index]
            row.int(request.identity.rawValue)
            row.int(interval.from.milliseconds)
            row.int(interval.until?.milliseconds ?? .max)
            row.int(request.below ?? .max)
            row.int(CustomerStore.maximumTimeline)
            try row.list(ids)
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
