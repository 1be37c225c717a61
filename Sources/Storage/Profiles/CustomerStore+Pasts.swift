import Engine
import Values

extension CustomerStore {
    static let pasts = past(EventRow.pastColumns)
    /// What the index holds: no event's own row is read.
    static let moments = past("events.sequence, events.occurred_at, events.name_id")

    private static func past(_ columns: String) -> BulkQuery {
        BulkQuery(
            [.int("identity_key"), .int("since"), .int("until"), .int("most"), .text("names")],
            """
            SELECT \(columns) FROM events
            WHERE events.identity_key = rows.identity_key
                AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
                AND events.name_id IN (list(rows.names))
            ORDER BY events.occurred_at DESC, events.name_id DESC, events.sequence DESC LIMIT rows.most
            """)
    }

    /// For each person, the newest `limit` of the events so called within their spans, oldest first, without envelopes.
    ///
    /// Cost: less than that of whole events, since of a name there is one text, and no envelope is parsed; that of moments
    /// a third of it.
    ///
    /// - Parameters:
    ///   - bodies: only of events so called the properties are read; those of others are an empty object.
    ///   - moments: of events so called nothing is read but when they happened: they are taken for calls of the kind track
    ///     with a server key that were not imported. None of them may be among the bodies.
    public func pasts(
        of people: [[TimelineSpan]], names: Set<String>, bodies: Set<String>, moments: Set<String> = [], limit: Int,
        on connection: any Connection
    ) throws -> [[Event]] {
        var events = [[Event]](repeating: [], count: people.count)
        let spans = people.enumerated().flatMap { person, spans in spans.map { (person: person, span: $0) } }
        try readMemberships(of: spans, named: names, limit: limit, on: connection) { events[$0].append($1) }
        let known = try asked(names.subtracting(moments), bodies, on: connection)
        try read(CustomerStore.pasts, spans, known.keys, limit, on: connection) { row, place in
            guard let name = known[row.int(EventRow.pastName)] else { return }
            let span = spans[place]
            if events[span.person].isEmpty { events[span.person].reserveCapacity(CustomerStore.usualEvents) }
            events[span.person].append(
                try EventRow.readPast(row, of: span.span.identity, named: name.text, body: name.body))
        }
        let momentary = try asked(names.intersection(moments), [], on: connection)
        guard !momentary.isEmpty else { return events.map { CustomerStore.inOrder($0, newest: limit) } }
        var others = [[Event]](repeating: [], count: people.count)
        try read(CustomerStore.moments, spans, momentary.keys, limit, on: connection) { row, place in
            guard let name = momentary[row.int(EventRow.pastName)] else { return }
            let span = spans[place]
            if others[span.person].isEmpty { others[span.person].reserveCapacity(CustomerStore.usualEvents) }
            let moment = Instant(milliseconds: row.int(1))
            others[span.person].append(
                Event(
                    sequence: row.int(0), identity: span.span.identity, call: .track, name: name.text,
                    occurredAt: moment, receivedAt: moment, authority: .server, properties: name.body ?? []))
        }
        return zip(events, others).map { CustomerStore.merged($0, $1, newest: limit) }
    }

    private func read(
        _ query: BulkQuery, _ spans: [(person: Int, span: TimelineSpan)], _ names: some Sequence<Int64>, _ limit: Int,
        on connection: any Connection, _ found: (Row, Int) throws -> Void
    ) throws {
        let keys = names.sorted()
        guard !keys.isEmpty else { return }
        let ids = KeyList(keys)
        try connection.queryEach(query, count: spans.count) { row, index in
            row.int(spans[index].span.identity.rawValue)
            row.int(spans[index].span.from.milliseconds)
            row.int(spans[index].span.until.milliseconds)
            row.int(limit)
            try row.list(ids)
        } row: {
            try found($0, $1)
        }
    }

    /// Room for as many of a person is made at once: few have more that a flow asks for.
    private static let usualEvents = 24

    /// The names that any event bears, by their numbers: the texts of all events of a name are one, and so are the
    /// bodies where they are not read. The caller's own: threads that count references to the same texts slow each other.
    private func asked(
        _ names: Set<String>, _ bodies: Set<String>, on connection: any Connection
    ) throws -> [Int64: (text: String, body: [UInt8]?)] {
        var reader = self.names.reader
        let noBody = Array("{}".utf8)
        var asked: [Int64: (text: String, body: [UInt8]?)] = [:]
        for id in try self.names.stored(names, on: connection) {
            let text = String(decoding: Array(try reader.name(id, on: connection).utf8), as: UTF8.self)
            asked[id] = (text, bodies.contains(text) ? nil : noBody)
        }
        return asked
    }
}
