import Engine
import Values

/// One identity's events within a half-open interval of time.
public struct TimelineSpan: Sendable, Hashable {
    public var identity: IdentityKey
    public var from: Instant
    /// Not included.
    public var until: Instant

    public init(identity: IdentityKey, from: Instant = .distantPast, until: Instant = .distantFuture) {
        self.identity = identity
        self.from = from
        self.until = until
    }
}

extension CustomerStore {
    static let newest = BulkQuery(
        [.int("identity_key"), .int("since"), .int("until"), .int("most")],
        """
        SELECT \(EventRow.columns) FROM events JOIN names ON names.name_id = events.name_id
        WHERE events.identity_key = rows.identity_key
            AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
        ORDER BY events.occurred_at DESC, events.name_id DESC, events.sequence DESC LIMIT rows.most
        """)

    static let newestNamed = BulkQuery(
        [.int("identity_key"), .int("since"), .int("until"), .int("most"), .text("names")],
        """
        SELECT \(EventRow.columns) FROM events JOIN names ON names.name_id = events.name_id
        WHERE events.identity_key = rows.identity_key
            AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
            AND events.name_id IN (list(rows.names))
        ORDER BY events.occurred_at DESC, events.name_id DESC, events.sequence DESC LIMIT rows.most
        """)

    /// For each person, the newest `limit` events of their spans, oldest first.
    ///
    /// - Parameter names: only events so called; nil for all.
    public func timelines(
        of people: [[TimelineSpan]], names: Set<String>? = nil, limit: Int, on connection: any Connection
    ) throws -> [[Event]] {
        var events = [[Event]](repeating: [], count: people.count)
        func newest(_ events: [Event]) -> [Event] {
            Array(events.sorted { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) }.suffix(limit))
        }
        let spans = people.enumerated().flatMap { person, spans in spans.map { (person: person, span: $0) } }
        if names.map({ !$0.isDisjoint(with: SegmentEvent.names) }) ?? true {
            try MembershipStore().events(spans.map(\.span), limit: limit, on: connection) { event, index in
                guard names?.contains(SegmentEvent.name(isMember: event.isMember)) ?? true else { return }
                events[spans[index].person].append(Event(event))
            }
        }
        let nameIDs = try names.map { try self.names.stored($0, on: connection) }
        if let nameIDs, nameIDs.isEmpty { return events.map(newest) }
        let query = nameIDs == nil ? CustomerStore.newest : CustomerStore.newestNamed
        try connection.queryEach(query, count: spans.count) { row, index in
            row.int(spans[index].span.identity.rawValue)
            row.int(spans[index].span.from.milliseconds)
            row.int(spans[index].span.until.milliseconds)
            row.int(limit)
            if let nameIDs { try row.list(nameIDs) }
        } row: { row, index in
            events[spans[index].person].append(try EventRow.read(row).event)
        }
        return events.map(newest)
    }

    /// The events with these numbers, in their order; those that were erased are missing.
    public func events(_ sequences: [Int64], on connection: any Connection) throws -> [Event] {
        let sql = """
            SELECT \(EventRow.columns) FROM events JOIN names ON names.name_id = events.name_id
            WHERE events.sequence IN (list($1)) ORDER BY events.sequence
            """
        return try connection.all(sql, [.list(sequences)]) { try EventRow.read($0).event }
    }
}

extension Event {
    fileprivate init(_ change: MembershipEvent) {
        self.init(
            sequence: change.order, identity: change.profile, call: .derived,
            name: SegmentEvent.name(isMember: change.isMember), occurredAt: change.at, receivedAt: change.at,
            authority: .engine, properties: change.properties,
            envelope: Envelope(messageID: String(change.order)))
    }
}
