import Conditions
import Engine
import Values

extension CustomerStore {
    /// A person has hundreds; a test script or a bot has millions, of which the newest are stepped with.
    public static let maximumTimeline = 10_000

    /// All of it stands in the index: a person's history lies on a page or two, where their events lie on many.
    static let history = BulkQuery(
        [.int("identity_key"), .int("since"), .int("until"), .int("below"), .int("most")],
        """
        SELECT events.sequence, events.occurred_at, events.name_id FROM events
        WHERE events.identity_key = rows.identity_key AND events.sequence < rows.below
            AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
        ORDER BY events.occurred_at DESC, events.name_id DESC, events.sequence DESC LIMIT rows.most
        """)

    static let bodies = "SELECT sequence, properties FROM events WHERE sequence IN (list($1)) ORDER BY sequence"

    /// Read in one statement.
    private static let bodiesAtOnce = 2_000

    /// The needed events of the requests, of each interval the newest `maximumTimeline`.
    public func timelines(
        _ requests: [TimelineRequest], _ needs: HistoryNeeds, on connection: any Connection
    ) throws -> [HistoryEvent] {
        let spans = requests.flatMap { request in request.intervals.map { (request: request, interval: $0) } }
        var events: [HistoryEvent] = []
        var lacking: [(sequence: Int64, place: Int)] = []
        var names = NeededNames(names: names.reader, needs: needs)
        try connection.queryEach(CustomerStore.history, count: spans.count) { row, index in
            let (request, interval) = spans[index]
            row.int(request.identity.rawValue)
            row.int(interval.from.milliseconds)
            row.int(interval.until?.milliseconds ?? .max)
            row.int(request.below ?? .max)
            row.int(CustomerStore.maximumTimeline)
        } row: { row, index in
            guard let name = try names.needed(row.int(2), on: connection) else { return }
            if name.withBody { lacking.append((row.int(0), events.count)) }
            events.append(
                HistoryEvent(
                    identity: spans[index].request.identity,
                    event: TimelineEvent(
                        name: name.text, occurredAt: Instant(milliseconds: row.int(1)), order: row.int(0),
                        body: .absent)))
        }
        // By their numbers: those of neighbours lie on the same pages.
        lacking.sort { $0.sequence < $1.sequence }
        for start in stride(from: 0, to: lacking.count, by: CustomerStore.bodiesAtOnce) {
            try read(lacking[start..<min(start + CustomerStore.bodiesAtOnce, lacking.count)], into: &events, connection)
        }
        try readMemberships(spans, needs, into: &events, connection)
        return events
    }

    /// Segments entered and left, where some condition looks back at that.
    private func readMemberships(
        _ spans: [(request: TimelineRequest, interval: Interval)], _ needs: HistoryNeeds,
        into events: inout [HistoryEvent], _ connection: any Connection
    ) throws {
        guard !needs.names.isDisjoint(with: SegmentEvent.names) else { return }
        let owned = spans.map {
            TimelineSpan(
                identity: $0.request.identity, from: $0.interval.from, until: $0.interval.until ?? .distantFuture)
        }
        try MembershipStore().events(owned, limit: CustomerStore.maximumTimeline, on: connection) { change, index in
            let name = SegmentEvent.name(isMember: change.isMember)
            guard needs.names.contains(name) else { return }
            events.append(
                HistoryEvent(
                    identity: spans[index].request.identity,
                    event: TimelineEvent(
                        name: name, occurredAt: change.at, order: change.order,
                        body: needs.bodies.contains(name) ? .bytes(change.properties) : .absent)))
        }
    }

    private func read(
        _ lacking: ArraySlice<(sequence: Int64, place: Int)>, into events: inout [HistoryEvent],
        _ connection: any Connection
    ) throws {
        var next = lacking.startIndex
        try connection.query(CustomerStore.bodies, [.list(lacking.map(\.sequence))]) { row in
            let sequence = row.int(0)
            while next < lacking.endIndex, lacking[next].sequence < sequence { next += 1 }
            // An event of a shared browser may stand in the histories of several people.
            while next < lacking.endIndex, lacking[next].sequence == sequence {
                events[lacking[next].place].event.body = .bytes(row.bytes(1))
                next += 1
            }
        }
    }
}

/// Which of the events met are needed, by the numbers of their names.
private struct NeededNames {
    struct Name {
        var text: String
        var withBody: Bool
    }

    var names: NameRegistry.Reader
    let needs: HistoryNeeds
    private var known: [Int64: Name?] = [:]

    init(names: NameRegistry.Reader, needs: HistoryNeeds) {
        self.names = names
        self.needs = needs
    }

    mutating func needed(_ id: Int64, on connection: any Connection) throws -> Name? {
        if let name = known[id] { return name }
        let text = try names.name(id, on: connection)
        let name = needs.names.contains(text) ? Name(text: text, withBody: needs.bodies.contains(text)) : nil
        known[id] = .some(name)
        return name
    }
}
