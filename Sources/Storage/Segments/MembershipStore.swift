import Engine
import Values

/// Who is in which segment, on which list and has which tag, and how many there were when.
public struct MembershipStore: Sendable {
    /// Rows of one hour's count, so that few connections wait for one another.
    static let writers: Int64 = 16
    static let hour: Int64 = 3_600_000

    public init() {}

    private static let insertMembers = BulkStatement.insert(
        into: "memberships",
        [.int("workspace"), .int("segment"), .int("since"), .int("profile_key"), .int("cause")],
        conflict: "ON CONFLICT DO NOTHING")

    private static let deleteMembers = BulkStatement.delete(
        from: "memberships", [.int("workspace"), .int("segment"), .int("since"), .int("profile_key")],
        where: """
            memberships.workspace = rows.workspace AND memberships.segment = rows.segment \
            AND memberships.since = rows.since AND memberships.profile_key = rows.profile_key
            """)

    static let stayQuery = BulkQuery(
        [.int("segment"), .int("profile_key")],
        """
        SELECT since, cause FROM memberships
        WHERE memberships.profile_key = rows.profile_key AND memberships.segment = rows.segment
        """)

    private static let insertChanges = BulkStatement.insert(
        into: "membership_changes",
        [
            .int("workspace"), .int("segment"), .int("at"), .int("profile_key"), .int("is_member"), .int("cause"),
        ], conflict: "ON CONFLICT DO NOTHING")

    private static let count = BulkStatement.insert(
        into: "membership_counts",
        [
            .int("workspace"), .int("segment"), .int("hour"), .int("writer"), .int("entered"), .int("left_count"),
        ],
        conflict: """
            ON CONFLICT (workspace, segment, hour, writer) DO UPDATE SET \
            entered = membership_counts.entered + excluded.entered, \
            left_count = membership_counts.left_count + excluded.left_count
            """)

    private struct HourKey: Hashable { var segment: Int64, hour: Int64 }

    /// Writes who entered and left, in the order in which they did.
    ///
    /// A member's row is the line of their entering; when they leave it joins the history, with the line of leaving: also
    /// of who entered by a build, which makes no row for all those who stay. Cost: nothing where nobody came or went, else five round trips at most.
    func apply(_ changes: [SegmentChange], in scope: WorkspaceScope, on connection: any Connection) throws {
        guard !changes.isEmpty else { return }
        var counts: [HourKey: (entered: Int, left: Int)] = [:]
        for change in changes {
            let key = HourKey(segment: change.segment, hour: change.at.milliseconds / MembershipStore.hour)
            counts[key, default: (0, 0)].entered += change.isMember ? 1 : 0
            counts[key, default: (0, 0)].left += change.isMember ? 0 : 1
        }
        var stays = Stays(of: try stored(of: changes, on: connection))
        for change in changes { stays.apply(change) }
        try remove(stays.ended, scope.id, on: connection)
        let entered = stays.begun
        try connection.run(MembershipStore.insertMembers, count: entered.count) { row, index in
            row.int(scope.id)
            row.int(entered[index].segment)
            row.int(entered[index].at.milliseconds)
            row.int(entered[index].profile.rawValue)
            row.int(entered[index].cause.rawValue)
        }
        try write(history: stays.history, scope.id, on: connection)
        try add(counts.map { ($0.key.segment, $0.key.hour, $0.value.entered, $0.value.left) }, scope.id, on: connection)
    }

    private func remove(_ members: [SegmentChange], _ workspace: Int64, on connection: any Connection) throws {
        try connection.run(MembershipStore.deleteMembers, count: members.count) { row, index in
            row.int(workspace)
            row.int(members[index].segment)
            row.int(members[index].at.milliseconds)
            row.int(members[index].profile.rawValue)
        }
    }

    private func write(
        history: [SegmentChange], _ workspace: Int64, on connection: any Connection
    ) throws {
        try connection.run(MembershipStore.insertChanges, count: history.count) { row, index in
            row.int(workspace)
            row.int(history[index].segment)
            row.int(history[index].at.milliseconds)
            row.int(history[index].profile.rawValue)
            row.int(history[index].isMember ? 1 : 0)
            row.int(history[index].cause.rawValue)
        }
    }

    /// The lines of entering of those who leave. Who only enters is not asked for.
    private func stored(of changes: [SegmentChange], on connection: any Connection) throws -> [SegmentChange] {
        let leaving = Set(changes.filter { !$0.isMember }.map(Stays.Place.init)).sorted()
        var found: [SegmentChange] = []
        try connection.queryEach(MembershipStore.stayQuery, count: leaving.count) { row, index in
            row.int(leaving[index].segment)
            row.int(leaving[index].profile.rawValue)
        } row: { row, index in
            found.append(
                try MembershipStore.line(
                    of: leaving[index].segment, leaving[index].profile, isMember: true, at: row.int(0),
                    cause: row.int(1)))
        }
        return found
    }

    /// In one order everywhere, so that no two transactions wait for each other.
    private func add(
        _ rows: [(segment: Int64, hour: Int64, entered: Int, left: Int)], _ workspace: Int64,
        on connection: any Connection
    ) throws {
        let rows = rows.sorted { ($0.segment, $0.hour) < ($1.segment, $1.hour) }
        try connection.run(MembershipStore.count, count: rows.count) { row, index in
            row.int(workspace)
            row.int(rows[index].segment)
            row.int(rows[index].hour)
            row.int(connection.number % MembershipStore.writers)
            row.int(rows[index].entered)
            row.int(rows[index].left)
        }
    }

    /// Takes people who are erased out of everything, and out of its history.
    func forget(_ profiles: [ProfileKey], at now: Instant, on connection: any Connection) throws {
        let keys = SQLValue.list(profiles.map(\.rawValue))
        let groups = try connection.all(
            """
            SELECT workspace, segment, count(*) FROM memberships WHERE profile_key IN (list($1))
            GROUP BY workspace, segment
            """, [keys]
        ) { (workspace: $0.int(0), segment: $0.int(1), members: Int($0.int(2))) }
        try connection.execute("DELETE FROM memberships WHERE profile_key IN (list($1))", [keys])
        let hour = now.milliseconds / MembershipStore.hour
        for (workspace, groups) in Dictionary(grouping: groups, by: \.workspace).sorted(by: { $0.key < $1.key }) {
            try add(groups.map { ($0.segment, hour, 0, $0.members) }, workspace, on: connection)
        }
        try connection.execute("DELETE FROM membership_changes WHERE profile_key IN (list($1))", [keys])
    }

    /// Members of segments that were archived; up to `limit` rows.
    /// - Returns: how many were taken away; below `limit` there is no more.
    public func emptyArchived(limit: Int, now: Instant, on connection: any Connection) throws -> Int {
        let archived = try connection.all(
            """
            SELECT workspace, segment FROM segments WHERE state = 'archived' AND EXISTS (
                SELECT 1 FROM memberships
                WHERE memberships.workspace = segments.workspace AND memberships.segment = segments.segment)
            ORDER BY workspace, segment LIMIT 1
            """
        ) { (workspace: $0.int(0), segment: $0.int(1)) }
        guard let group = archived.first else { return 0 }
        let page = try connection.all(
            """
            SELECT since, profile_key, cause FROM memberships WHERE workspace = $1 AND segment = $2
            ORDER BY since, profile_key LIMIT $3
            """, [.int(group.workspace), .int(group.segment), .int(Int64(limit))]
        ) { row in
            try MembershipStore.line(
                of: group.segment, ProfileKey(rawValue: row.int(1)), isMember: true, at: row.int(0), cause: row.int(2))
        }
        try remove(page, group.workspace, on: connection)
        // Nobody leaves here: those of a build would be a row for each member.
        let lines = page.filter { $0.cause != .build }
        try write(history: lines, group.workspace, on: connection)
        let gone = page.count
        try add([(group.segment, now.milliseconds / MembershipStore.hour, 0, gone)], group.workspace, on: connection)
        return gone
    }
}
