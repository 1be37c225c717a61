import Engine
import Values

/// The last moment of each schedule that was given out.
public struct ScheduleStore: Sendable {
    public init() {}

    /// The last moment that was given out of a schedule; of one that is new, `now`, from which on it counts.
    public func last(
        _ schedule: Int64, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Instant {
        try connection.execute(
            """
            INSERT INTO flow_schedules (workspace, schedule, last_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
            """, [.int(scope.id), .int(schedule), .int(now.milliseconds)])
        return try connection.first(
            """
            SELECT last_at FROM flow_schedules WHERE workspace = $1 AND schedule = $2 \(connection.dialect.claimingRows)
            """, [.int(scope.id), .int(schedule)]
        ) { Instant(milliseconds: $0.int(0)) } ?? now
    }

    public func set(
        _ schedule: Int64, to moment: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE flow_schedules SET last_at = $3 WHERE workspace = $1 AND schedule = $2",
            [.int(scope.id), .int(schedule), .int(moment.milliseconds)])
    }

    /// Lets go of schedules that no live flow has: one that comes back begins anew.
    public func keep(_ schedules: Set<Int64>, in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM flow_schedules WHERE workspace = $1 AND NOT (schedule IN (list($2)))",
            [.int(scope.id), .list(schedules.sorted())])
    }
}
