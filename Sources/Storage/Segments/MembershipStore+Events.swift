import Engine
import Values

/// A line in the history of memberships, as the event that it is.
struct MembershipEvent: Sendable {
    var segment: Int64
    var name: String
    var profile: ProfileKey
    var isMember: Bool
    var at: Instant

    var order: Int64 { SegmentEvent.order(segment: segment, profile: profile, isMember: isMember, at: at) }
    var properties: [UInt8] {
        Array(JSON.object(SegmentEvent.properties(segment: segment, name: name)).text.utf8)
    }
}

extension MembershipStore {
    static let eventsQuery = BulkQuery(
        [.int("profile_key"), .int("since"), .int("until"), .int("most")],
        """
        SELECT lines.segment, segments.name, lines.is_member, lines.at FROM (
            SELECT workspace, segment, is_member, at, cause FROM membership_changes
            WHERE profile_key = rows.profile_key AND at >= rows.since AND at < rows.until
            UNION ALL
            SELECT workspace, segment, 1, memberships.since, cause FROM memberships
            WHERE profile_key = rows.profile_key AND memberships.since >= rows.since
                AND memberships.since < rows.until
        ) AS lines
        JOIN segments ON segments.workspace = lines.workspace AND segments.segment = lines.segment
        WHERE lines.cause = \(SegmentChange.Cause.live.rawValue) AND segments.kind = 1
        ORDER BY lines.at DESC LIMIT rows.most
        """)

    /// What people entered and left by themselves: of each span its newest `limit`.
    ///
    /// - Parameter found: is given the span's place.
    func events(
        _ spans: [TimelineSpan], limit: Int, on connection: any Connection, found: (MembershipEvent, Int) -> Void
    ) throws {
        try connection.queryEach(MembershipStore.eventsQuery, count: spans.count) { row, index in
            row.int(spans[index].identity.rawValue)
            row.int(spans[index].from.milliseconds)
            row.int(spans[index].until.milliseconds)
            row.int(limit)
        } row: { row, index in
            found(
                MembershipEvent(
                    segment: row.int(0), name: row.text(1), profile: spans[index].identity,
                    isMember: row.int(2) == 1, at: Instant(milliseconds: row.int(3))), index)
        }
    }
}
