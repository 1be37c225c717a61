import Engine
import Values

/// The newest backtest of each flow; nothing else of it is stored.
public struct BacktestStore: Sendable {
    public init() {}

    /// A report as it is stored.
    public struct Stored: Sendable {
        /// The version that was played.
        public var version: Int64
        public var days: Int
        public var ranAt: Instant
        public var took: TimeSpan
        /// JSON text.
        public var report: String

        public init(version: Int64, days: Int, ranAt: Instant, took: TimeSpan, report: String) {
            self.version = version
            self.days = days
            self.ranAt = ranAt
            self.took = took
            self.report = report
        }
    }

    public func set(
        _ stored: Stored, ofFlow flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO backtests (workspace, flow, version, days, ran_at, took, report)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (workspace, flow) DO UPDATE SET version = excluded.version, days = excluded.days,
                ran_at = excluded.ran_at, took = excluded.took, report = excluded.report
            """,
            [
                .int(scope.id), .int(flow), .int(stored.version), .int(Int64(stored.days)),
                .int(stored.ranAt.milliseconds), .int(stored.took.milliseconds), .text(stored.report),
            ])
    }

    public func newest(
        ofFlow flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Stored? {
        try connection.first(
            "SELECT version, days, ran_at, took, report FROM backtests WHERE workspace = $1 AND flow = $2",
            [.int(scope.id), .int(flow)]
        ) {
            Stored(
                version: $0.int(0), days: Int($0.int(1)), ranAt: Instant(milliseconds: $0.int(2)),
                took: TimeSpan(milliseconds: $0.int(3)), report: $0.text(4))
        }
    }
}
