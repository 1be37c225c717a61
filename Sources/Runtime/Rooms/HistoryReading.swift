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
        .flowEntered, .flowNotEntered, .stepTaken, .goalReached, .exited, .flowEnded,
    ]

    func page(_ filter: HistoryFilter, at position: PagePosition, limit: Int) throws -> Listing<HistoryEntry> {
        // Each source gives one entry more than a page, so that what is cut is known.
        var sources: [[HistoryEntry]] = []
        if filter == .all || filter == .events || filter == .consents {
            sources.append(try events(filter, at: position, limit: limit + 1))
        }
        if filter == .all || filter == .journeys { sources.append(try journeys(at: position, limit: limit + 1)) }
        if filter == .all || filter == .messages { sources.append(try messages(at: position, limit: limit + 1)) }
        return HistoryReading.page(of: sources.joined().map { $0 }, at: position, limit: limit)
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

    private func events(_ filter: HistoryFilter, at position: PagePosition, limit: Int) throws -> [HistoryEntry] {
        var entries: [HistoryEntry] = []
        var next = widened(position)
        // What messages and conditions tell of themselves is left out: look further, within reason.
        for _ in 0..<HistoryReading.mostPages {
            let page = try TimelineList().page(of: profile.spans, at: next, limit: limit, on: connection)
            entries += page.rows.compactMap { entry($0, filter) }.filter { isBeyond($0, position) }
            let further: PagePosition? =
                if case .newer = position { page.newer.map { .newer(than: $0) } } else {
                    page.older.map { .older(than: $0) }
                }
            guard entries.count < limit, let further else { break }
            next = further
        }
        return entries
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
                kind: .consent(channel, status, source: properties["source"]?.string ?? ""), order: event.sequence)
        }
        guard filter != .consents else { return nil }
        return HistoryEntry(
            at: event.occurredAt, kind: .event(name: event.name, details: EventDetails.of(properties)),
            order: event.sequence)
    }

    private func messages(at position: PagePosition, limit: Int) throws -> [HistoryEntry] {
        let filter = MessageFilter(profile: profile.key)
        let page = try MessageList().page(
            filter, at: widened(position), limit: limit, in: rooms.scope, on: connection)
        return page.rows.map { row in
            HistoryEntry(at: row.createdAt, kind: .message(MessageLine(row, definitions)), order: row.id)
        }.filter { isBeyond($0, position) }
    }

    private func journeys(at position: PagePosition, limit: Int) throws -> [HistoryEntry] {
        let page = try LogList().page(
            of: profile.key, kinds: HistoryReading.journeyKinds, at: widened(position), limit: limit, on: connection)
        let zone = profile.zone(default: definitions.settings.zone)
        return page.rows.compactMap { row in
            JourneyWords(row.entry, definitions, zone: zone).map {
                HistoryEntry(at: row.entry.at, kind: $0.kind, order: row.sequence)
            }
        }.filter { isBeyond($0, position) }
    }
}
