import Engine
import Values

/// The events of one person for the console, newest first.
public struct TimelineList: Sendable {
    public init() {}

    static func pageQuery(_ position: PagePosition) -> BulkQuery {
        let comparison = position.comparison
        return BulkQuery(
            [
                .int("identity_key"), .int("since"), .int("until"), .int("at"), .int("sequence"), .int("most"),
            ],
            """
            SELECT \(EventRow.columns) FROM events JOIN names ON names.name_id = events.name_id
            WHERE events.identity_key = rows.identity_key
                AND events.occurred_at >= rows.since AND events.occurred_at < rows.until
                AND events.occurred_at \(comparison)= rows.at
                AND (events.occurred_at \(comparison) rows.at OR events.sequence \(comparison) rows.sequence)
            ORDER BY events.occurred_at \(position.direction), events.sequence \(position.direction) LIMIT rows.most
            """)
    }

    /// - Parameter spans: the identities with the stretches of time in which they are this person's.
    public func page(
        of spans: [TimelineSpan], at position: PagePosition = .first, limit: Int, on connection: any Connection
    ) throws -> Page<Event> {
        let cursor = position.cursor
        var events: [Event] = []
        try connection.queryEach(TimelineList.pageQuery(position), count: spans.count) { row, index in
            row.int(spans[index].identity.rawValue)
            row.int(spans[index].from.milliseconds)
            row.int(spans[index].until.milliseconds)
            row.int(cursor.at.milliseconds)
            row.int(cursor.id)
            row.int(limit + 1)
        } row: { row, _ in
            events.append(try EventRow.read(row).event)
        }
        events.sort {
            position.isTowardsNewer
                ? ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence)
                : ($0.occurredAt, $0.sequence) > ($1.occurredAt, $1.sequence)
        }
        return position.page(of: events, limit: limit) { PageCursor(at: $0.occurredAt, id: $0.sequence) }
    }
}
