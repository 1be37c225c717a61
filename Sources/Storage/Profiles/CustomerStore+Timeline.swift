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

    /// For each person, the newest `limit` events of their spans, oldest first.
    public func timelines(
        of people: [[TimelineSpan]], limit: Int, on connection: any Connection
    ) throws -> [[Event]] {
        var events = [[Event]](repeating: [], count: people.count)
        let spans = people.enumerated().flatMap { person, spans in spans.map { (person: person, span: $0) } }
        try readMemberships(of: spans, named: nil, limit: limit, on: connection) { events[$0].append($1) }
        try connection.queryEach(CustomerStore.newest, count: spans.count) { row, index in
            row.int(spans[index].span.identity.rawValue)
            row.int(spans[index].span.from.milliseconds)
            row.int(spans[index].span.until.milliseconds)
            row.int(limit)
        } row: { row, index in
            events[spans[index].person].append(try EventRow.read(row).event)
        }
        return events.map { CustomerStore.inOrder($0, newest: limit) }
    }

    /// Oldest first. Cost: linear for the events of one span, which come newest first; else a sort.
    static func inOrder(_ events: [Event], newest limit: Int) -> [Event] {
        var events = events
        // Exchanged in memory: to copy an event costs more than to read it.
        events.withUnsafeMutableBufferPointer { events in
            for place in 0..<events.count / 2 { events.swapAt(place, events.count - 1 - place) }
        }
        if !events.areInOrder { events.sort { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) } }
        return events.count > limit ? Array(events.suffix(limit)) : events
    }

    /// Two runs as one, oldest first. Cost: linear where each comes newest first; else a sort.
    static func merged(_ first: [Event], _ second: [Event], newest limit: Int) -> [Event] {
        guard !second.isEmpty else { return inOrder(first, newest: limit) }
        guard first.areNewestFirst, second.areNewestFirst else { return inOrder(first + second, newest: limit) }
        var (first, second) = (first, second)
        var events: [Event] = []
        events.reserveCapacity(first.count + second.count)
        while !first.isEmpty, !second.isEmpty {
            let isFirst = first[first.count - 1].precedes(second[second.count - 1])
            events.append(isFirst ? first.removeLast() : second.removeLast())
        }
        while !first.isEmpty { events.append(first.removeLast()) }
        while !second.isEmpty { events.append(second.removeLast()) }
        return events.count > limit ? Array(events.suffix(limit)) : events
    }

    /// Segments entered and left within the spans, as events.
    ///
    /// - Parameter names: only those so called; nil for all.
    func readMemberships(
        of spans: [(person: Int, span: TimelineSpan)], named names: Set<String>?, limit: Int,
        on connection: any Connection, _ found: (Int, Event) -> Void
    ) throws {
        if let names, names.isDisjoint(with: SegmentEvent.names) { return }
        try MembershipStore().events(spans.map(\.span), limit: limit, on: connection) { event, index in
            guard names?.contains(SegmentEvent.name(isMember: event.isMember)) ?? true else { return }
            found(spans[index].person, Event(event))
        }
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

extension [Event] {
    /// Whether they are by (occurredAt, sequence).
    fileprivate var areInOrder: Bool {
        indices.dropFirst().allSatisfy { self[$0 - 1].precedes(self[$0]) }
    }

    fileprivate var areNewestFirst: Bool {
        indices.dropFirst().allSatisfy { self[$0].precedes(self[$0 - 1]) }
    }
}

extension Event {
    /// By (occurredAt, sequence).
    fileprivate func precedes(_ other: Event) -> Bool {
        occurredAt == other.occurredAt ? sequence <= other.sequence : occurredAt < other.occurredAt
    }

    fileprivate init(_ change: MembershipEvent) {
        self.init(
            sequence: change.order, identity: change.profile, call: .derived,
            name: SegmentEvent.name(isMember: change.isMember), occurredAt: change.at, receivedAt: change.at,
            authority: .engine, properties: change.properties,
            envelope: Envelope(messageID: String(change.order)))
    }
}
