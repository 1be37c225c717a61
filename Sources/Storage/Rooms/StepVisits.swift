import Engine
import Values

/// How many journeys came by each step of a flow, counted in the transaction in which they begin it.
public struct StepVisits: Sendable {
    /// Rows of one place, so that few connections wait for one another; more would only be more to add up.
    private static let writers: Int64 = 16

    public init() {}

    private static let insert = BulkStatement.insert(
        into: "step_visits",
        [.int("workspace"), .int("flow"), .int("version"), .int("position"), .int("writer"), .int("count")],
        conflict: """
            ON CONFLICT (workspace, flow, version, position, writer)
            DO UPDATE SET count = step_visits.count + excluded.count
            """)

    /// Cost: nothing where no step was begun, else one round trip.
    func add(_ visits: [JourneyPlace: Int], in scope: WorkspaceScope, on connection: any Connection) throws {
        // In one order everywhere, so that no two transactions wait for each other.
        let rows = visits.filter { $0.value != 0 }.sorted {
            ($0.key.flow, $0.key.version, $0.key.position) < ($1.key.flow, $1.key.version, $1.key.position)
        }
        try connection.run(StepVisits.insert, count: rows.count) { row, index in
            row.int(scope.id)
            row.int(rows[index].key.flow)
            row.int(rows[index].key.version)
            row.int(rows[index].key.position)
            row.int(connection.number % StepVisits.writers)
            row.int(rows[index].value)
        }
    }

    static let totalsQuery = """
        SELECT version, position, CAST(sum(count) AS BIGINT) FROM step_visits
        WHERE workspace = $1 AND flow = $2 GROUP BY version, position
        ORDER BY version DESC, position LIMIT \(JourneyPlaces.most)
        """

    /// Of one flow: every version's steps that somebody came by, since they are counted.
    public func totals(
        ofFlow flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [JourneyPlace: Int] {
        var totals: [JourneyPlace: Int] = [:]
        try connection.query(StepVisits.totalsQuery, [.int(scope.id), .int(flow)]) { row in
            totals[JourneyPlace(flow: flow, version: row.int(0), position: Int(row.int(1)))] = Int(row.int(2))
        }
        return totals
    }
}
