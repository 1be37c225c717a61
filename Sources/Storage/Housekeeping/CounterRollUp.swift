import Engine
import Values

/// Joins counts that nobody reads by the minute any more: of minutes to hours, of several writers to one.
struct CounterRollUp {
    /// Of rows that were joined: no connection has this number.
    private static let joined: Int64 = -1
    private static let hour: Int64 = 60

    /// - Returns: how many rows were deleted or joined.
    func run(now: Instant, on database: any Database) async throws -> Int {
        let minutes = (now - Housekeeping.minutesKept).milliseconds / 60_000 / CounterRollUp.hour * CounterRollUp.hour
        let oldest = (now - Housekeeping.hoursKept).milliseconds / 60_000
        let workspaces = try await database.read { connection in
            try CounterRollUp.workspaces(on: connection)
        }
        var total = 0
        for workspace in workspaces {
            total += try await database.write(lane: .jobs) { connection in
                try connection.execute(
                    "DELETE FROM counters WHERE workspace = $1 AND minute < $2", [.int(workspace), .int(oldest)])
            }
            var next: Int64? = .min
            while let start = next {
                let (joined, last) = try await database.write(lane: .jobs) { connection in
                    try CounterRollUp.joinHour(after: start, before: minutes, of: workspace, on: connection)
                }
                total += joined
                next = last
            }
            total += try await joinFlowCounts(of: workspace, before: FlowCounts.day(of: now), on: database)
        }
        return total
    }

    private static func workspaces(on connection: any Connection) throws -> [Int64] {
        var found: [Int64] = []
        var last = Int64.min
        while let next = try connection.first(
            "SELECT min(workspace) FROM counters WHERE workspace > $1", [.int(last)], { $0.optionalInt(0) }) ?? nil
        {
            found.append(next)
            last = next
        }
        return found
    }

    /// Joins the first hour after a minute that has anything to join.
    /// - Returns: the rows joined, and the hour's last minute; nil where there is none.
    private static func joinHour(
        after start: Int64, before end: Int64, of workspace: Int64, on connection: any Connection
    ) throws -> (Int, Int64?) {
        let first = try connection.first(
            """
            SELECT min(minute) FROM counters WHERE workspace = $1 AND minute > $2 AND minute < $3
            """, [.int(workspace), .int(start), .int(end)]
        ) { $0.optionalInt(0) }
        guard let minute = first ?? nil else { return (0, nil) }
        let hour = minute / CounterRollUp.hour * CounterRollUp.hour
        let range: [SQLValue] = [.int(workspace), .int(hour), .int(hour + CounterRollUp.hour), .int(joined)]
        let counts = try connection.all(
            """
            SELECT name, CAST(sum(count) AS BIGINT) FROM counters
            WHERE workspace = $1 AND minute >= $2 AND minute < $3 AND writer <> $4 GROUP BY name
            """, range
        ) { (name: $0.text(0), count: $0.int(1)) }
        guard !counts.isEmpty else { return (0, hour + CounterRollUp.hour - 1) }
        let deleted = try connection.execute(
            "DELETE FROM counters WHERE workspace = $1 AND minute >= $2 AND minute < $3 AND writer <> $4", range)
        for (name, count) in counts {
            try connection.execute(
                """
                INSERT INTO counters (workspace, minute, name, writer, count) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (workspace, minute, name, writer) DO UPDATE SET count = counters.count + excluded.count
                """, [.int(workspace), .int(hour), .text(name), .int(joined), .int(count)])
        }
        return (deleted, hour + CounterRollUp.hour - 1)
    }

    /// Joins what several connections counted of one flow's day that is over.
    private func joinFlowCounts(
        of workspace: Int64, before day: Int64, on database: any Database
    ) async throws -> Int {
        var total = 0
        while true {
            let joined = try await database.write(lane: .jobs) { connection in
                let found = try connection.all(
                    """
                    SELECT flow, day, kind, currency, CAST(sum(count) AS BIGINT) FROM flow_counts
                    WHERE workspace = $1 AND day < $2 AND day >= $2 - 40
                    GROUP BY flow, day, kind, currency HAVING count(*) > 1 LIMIT 100
                    """, [.int(workspace), .int(day)]
                ) { (flow: $0.int(0), day: $0.int(1), kind: $0.int(2), currency: $0.text(3), count: $0.int(4)) }
                for row in found {
                    let key: [SQLValue] = [
                        .int(workspace), .int(row.flow), .int(row.day), .int(row.kind), .text(row.currency),
                    ]
                    try connection.execute(
                        """
                        DELETE FROM flow_counts
                        WHERE workspace = $1 AND flow = $2 AND day = $3 AND kind = $4 AND currency = $5
                        """, key)
                    try connection.execute(
                        """
                        INSERT INTO flow_counts (workspace, flow, day, kind, currency, writer, count)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """, key + [.int(CounterRollUp.joined), .int(row.count)])
                }
                return found.count
            }
            if joined == 0 { return total }
            total += joined
        }
    }
}
