import Engine
import Values

/// Who is in which segment, on which list and has which tag, and how many there were when.
public struct MembershipStore: Sendable {
    /// Rows of one hour's count, so that few connections wait for one another.
    static let writers: Int64 = 16
    static let hour: Int64 = 3_600_000

    public init() {}

    private static let insertMembers = BulkStatement.insert(
        into: "memberships", [.int("workspace"), .int("segment"), .int("profile_key"), .int("since")],
        key: ["segment", "profile_key"], conflict: "ON CONFLICT DO NOTHING")

    private static let deleteMembers = BulkStatement.delete(
        from: "memberships", [.int("workspace"), .int("segment"), .int("profile_key")],
        where: """
            memberships.workspace = rows.workspace AND memberships.segment = rows.segment \
            AND memberships.profile_key = rows.profile_key
            """, key: ["segment", "profile_key"])

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

    private struct Place: Hashable { var segment: Int64, profile: ProfileKey }
    private struct HourKey: Hashable { var segment: Int64, hour: Int64 }

    /// Writes who entered and left, in the order in which they did.
    ///
    /// Cost: nothing where nobody did, else four round trips at most. Who entered by a build is put down as a member,
    /// without a line of history each.
    func apply(_ changes: [SegmentChange], in scope: WorkspaceScope, on connection: any Connection) throws {
        guard !changes.isEmpty else { return }
        var last: [Place: SegmentChange] = [:]
        var counts: [HourKey: (entered: Int, left: Int)] = [:]
        for change in changes {
            last[Place(segment: change.segment, profile: change.profile)] = change
            let key = HourKey(segment: change.segment, hour: change.at.milliseconds / MembershipStore.hour)
            counts[key, default: (0, 0)].entered += change.isMember ? 1 : 0
            counts[key, default: (0, 0)].left += change.isMember ? 0 : 1
        }
        let ordered = last.values.sorted { ($0.segment, $0.profile) < ($1.segment, $1.profile) }
        let entered = ordered.filter(\.isMember)
        let left = ordered.filter { !$0.isMember }
        try connection.run(MembershipStore.insertMembers, count: entered.count) { row, index in
            row.int(scope.id)
            row.int(entered[index].segment)
            row.int(entered[index].profile.rawValue)
            row.int(entered[index].at.milliseconds)
        }
        try connection.run(MembershipStore.deleteMembers, count: left.count) { row, index in
            row.int(scope.id)
            row.int(left[index].segment)
            row.int(left[index].profile.rawValue)
        }
        let history = changes.filter { $0.cause != .build || !$0.isMember }
        try connection.run(MembershipStore.insertChanges, count: history.count) { row, index in
            row.int(scope.id)
            row.int(history[index].segment)
            row.int(history[index].at.milliseconds)
            row.int(history[index].profile.rawValue)
            row.int(history[index].isMember ? 1 : 0)
            row.int(history[index].cause.rawValue)
        }
        try add(counts.map { ($0.key.segment, $0.key.hour, $0.value.entered, $0.value.left) }, scope.id, on: connection)
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
            "SELECT workspace, segment FROM segments UNION ALL SELECT workspace, label FROM labels"
        ) { (workspace: $0.int(0), segment: $0.int(1)) }
        for group in groups {
            let gone = try connection.execute(
                "DELETE FROM memberships WHERE workspace = $1 AND segment = $2 AND profile_key IN (list($3))",
                [.int(group.workspace), .int(group.segment), keys])
            guard gone > 0 else { continue }
            try add(
                [(group.segment, now.milliseconds / MembershipStore.hour, 0, gone)], group.workspace, on: connection)
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
        let gone = try connection.execute(
            """
            DELETE FROM memberships WHERE workspace = $1 AND segment = $2 AND profile_key IN (
                SELECT profile_key FROM memberships WHERE workspace = $1 AND segment = $2
                ORDER BY profile_key LIMIT $3)
            """, [.int(group.workspace), .int(group.segment), .int(Int64(limit))])
        try add([(group.segment, now.milliseconds / MembershipStore.hour, 0, gone)], group.workspace, on: connection)
        return gone
    }
}
