import Engine
import Storage
import Values

/// Reads a person's events, journeys, messages and consents as one list, newest first.
struct HistoryReading {
    let rooms: Rooms
    let profile: Profile
    let definitions: Definitions
    let connection: any Connection

    private static let journeyKinds: Set<LogEntry.Kind> = [
        .flowEntered, .flowNotEntered, .stepTaken, .goalReached, .exited, .flowEnded, .journeyFailed, .journeyPaused,
    ]

    private static let messageKinds: Set<LogEntry.Kind> = [.messageQueued, .messageHeld, .messageRefused]

    /// What belongs to no flow and to no message.
    private static let otherKinds: Set<LogEntry.Kind> = [.joinedByReview]

    func page(_ filter: HistoryFilter, at position: PagePosition, limit: Int) throws -> Listing<HistoryEntry> {
        // Each source gives one entry more than a page, so that what is cut is known.
        var found: [HistoryEntry] = []
        switch filter {
        case .all:
            found = try events(filter, at: position, limit: limit + 1)
            found += try decisions(
                HistoryReading.journeyKinds.union(HistoryReading.messageKinds).union(HistoryReading.otherKinds),
                at: position, limit: limit + 1)
        case .events, .consents: found = try events(filter, at: position, limit: limit + 1)
        case .journeys: found = try decisions(HistoryReading.journeyKinds, at: position, limit: limit + 1)
        case .messages: found = try decisions(HistoryReading.messageKinds, at: position, limit: limit + 1)
        }
        return HistoryReading.page(of: found, at: position, limit: limit)
    }

    /// Merges what the sources gave, in the direction in which they were read.
    private static func page(
        of found: [HistoryEntry], at position: PagePosition, limit: Int
    ) -> Listing<HistoryEntry> {
        let newestFirst = found.sorted { ($0.at, $0.order) > ($1.at, $1.order) }
        func cursor(_ entry: HistoryEntry?) -> PageCursor? { entry.map { PageCursor(at: $0.at, id: $0.order) } }
        if case .newer = position {
            let rows = Array(newestFirst.suffix(limit))
            return Listing(
                rows: rows, newer: found.count > limit ? cursor(rows.first) : nil, older: cursor(rows.last))
        }
        let rows = Array(newestFirst.prefix(limit))
        return Listing(
            rows: rows, newer: position == .first ? nil : cursor(rows.first),
            older: found.count > limit ? cursor(rows.last) : nil)
    }

    /// Sources are numbered each for itself: at the cursor's own moment everything is read, and cut by order here.
    private func isBeyond(_ entry: HistoryEntry, _ position: PagePosition) -> Bool {
        switch position {
        case .first: true
        case .older(let cursor): (entry.at, entry.order) < (cursor.at, cursor.id)
        case .newer(let cursor): (entry.at, entry.order) > (cursor.at, cursor.id)
        }
    }

    private func widened(_ position: PagePosition) -> PagePosition {
        switch position {
        case .first: .first
        case .older(let cursor): .older(than: PageCursor(at: cursor.at, id: .max))
        case .newer(let cursor): .newer(than: PageCursor(at: cursor.at, id: .min))
        }
    }

    /// Reads until there are enough entries: what says nothing that others do not say is left out.
    private func gather<Row>(
        _ position: PagePosition, limit: Int, read: (PagePosition) throws -> Page<Row>,
        entries: ([Row]) throws -> [HistoryEntry]
    ) throws -> [HistoryEntry] {
        var found: [HistoryEntry] = []
        var next = widened(position)
        for _ in 0..<HistoryReading.mostPages {
            let page = try read(next)
            found += try entries(page.rows).filter { isBeyond($0, position) }
            let further: PagePosition? =
                if case .newer = position { page.newer.map { .newer(than: $0) } } else {
                    page.older.map { .older(than: $0) }
                }
            guard found.count < limit, let further else { break }
            next = further
        }
        return found
    }

    private func events(_ filter: HistoryFilter, at position: PagePosition, limit: Int) throws -> [HistoryEntry] {
        let spans = profile.spans
        return try gather(position, limit: limit) {
            try TimelineList().page(of: spans, at: $0, limit: limit, on: connection)
        } entries: { events in
            events.compactMap { entry($0, filter) }
        }
    }

    /// What the engine decided, from its log: in its order, however much happened in one moment.
    private func decisions(
        _ kinds: Set<LogEntry.Kind>, at position: PagePosition, limit: Int
    ) throws -> [HistoryEntry] {
        return try gather(position, limit: limit) {
            try LogList().page(of: profile.key, kinds: kinds, at: $0, limit: limit, on: connection)
        } entries: { rows in
            let ids = rows.filter { HistoryReading.messageKinds.contains($0.entry.kind) }.map(\.entry.subject)
            let messages = try MessageStore().messages(ids, on: connection)
            let subjects = try MessageSubjects(
                of: Array(messages.values), rooms.templates, definitions, on: connection)
            return rows.compactMap { row in
                let kind: HistoryEntry.Kind?
                if HistoryReading.otherKinds.contains(row.entry.kind) {
                    kind = .decided(row.entry.text)
                } else if !HistoryReading.messageKinds.contains(row.entry.kind) {
                    kind = JourneyWords(row.entry, definitions)?.kind
                } else if let message = messages[row.entry.subject], message.createdAt == row.entry.at {
                    kind = .message(MessageLine(message, subject: subjects[message.id], definitions))
                } else {
                    // Of one message what came later: its state tells.
                    kind = nil
                }
                return kind.map { HistoryEntry(at: row.entry.at, kind: $0, order: row.sequence * 2 + 1) }
            }
        }
    }

    private static let mostPages = 20

    private func entry(_ event: Event, _ filter: HistoryFilter) -> HistoryEntry? {
        let properties = (try? JSON.parse(event.properties))?.object ?? JSONObject()
        if event.call == .derived {
            let status: Consent.Status
            switch event.name {
            case "Consent Granted": status = .granted
            case "Consent Withdrawn": status = .withdrawn
            default: return nil
            }
            guard filter != .events, let channel = properties["channel"]?.string.flatMap({ Channel(name: $0) })
            else { return nil }
            return HistoryEntry(
                at: event.occurredAt,
                kind: .consent(channel, status, source: properties["source"]?.string ?? ""), order: event.sequence * 2)
        }
        guard filter != .consents else { return nil }
        return HistoryEntry(
            at: event.occurredAt,
            kind: .event(name: event.name, details: EventDetails.of(SecretNames.masked(properties))),
            order: event.sequence * 2)
    }
}
