import Engine
import Values

/// How many journeys stand at which step of a flow, counted in the transaction that moves them.
public struct JourneyPlaces: Sendable {
    /// Rows of one place, so that few connections wait for one another; more would only be more to add up.
    private static let writers: Int64 = 16

    public init() {}

    private static let insert = BulkStatement.insert(
        into: "journey_places",
        [.int("workspace"), .int("flow"), .int("version"), .int("position"), .int("writer"), .int("count")],
        conflict: """
            ON CONFLICT (workspace, flow, version, position, writer)
            DO UPDATE SET count = journey_places.count + excluded.count
            """)

    /// Cost: nothing where no journey moved, else one round trip.
    func add(_ places: [JourneyPlace: Int], workspace: Int64, on connection: any Connection) throws {
        // In one order everywhere, so that no two transactions wait for each other.
        let rows = places.filter { $0.value != 0 }.sorted {
            ($0.key.flow, $0.key.version, $0.key.position) < ($1.key.flow, $1.key.version, $1.key.position)
        }
        try connection.run(JourneyPlaces.insert, count: rows.count) { row, index in
            row.int(workspace)
            row.int(rows[index].key.flow)
            row.int(rows[index].key.version)
            row.int(rows[index].key.position)
            row.int(connection.number % JourneyPlaces.writers)
            row.int(rows[index].value)
        }
    }

    /// Takes away what was counted of profiles that are about to be deleted.
    func forget(_ profiles: [ProfileKey], on connection: any Connection) throws {
        let sql = "SELECT workspace, profile_key, document FROM profiles WHERE profile_key IN (list($1))"
        var places: [Int64: [JourneyPlace: Int]] = [:]
        try connection.query(sql, [.list(profiles.map(\.rawValue))]) { row in
            guard let profile = try? Profile(key: ProfileKey(rawValue: row.int(1)), document: row.text(2)) else {
                return
            }
            for journey in profile.journeys {
                let place = JourneyPlace(flow: journey.flow, version: journey.version, position: journey.position)
                places[row.int(0), default: [:]][place, default: 0] -= 1
            }
        }
        for (workspace, counts) in places { try add(counts, workspace: workspace, on: connection) }
    }

    /// Counts everything anew, from the profiles.
    static func countAnew(on connection: any Connection) throws {
        try connection.execute("DELETE FROM journey_places")
        try connection.execute(JourneyTables.count(connection.dialect))
    }

    static let totalsQuery = """
        SELECT flow, version, position, CAST(sum(count) AS BIGINT) FROM journey_places
        WHERE workspace = $1 GROUP BY flow, version, position HAVING sum(count) > 0
        ORDER BY flow, version, position LIMIT $2
        """

    /// A hundred flows of a hundred steps; what is beyond is not shown.
    public static let most = 10_000

    /// Where journeys stand; places without any are missing.
    public func totals(
        limit: Int = most, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [JourneyPlace: Int] {
        var totals: [JourneyPlace: Int] = [:]
        try connection.query(JourneyPlaces.totalsQuery, [.int(scope.id), .int(Int64(limit))]) { row in
            let place = JourneyPlace(flow: row.int(0), version: row.int(1), position: Int(row.int(2)))
            totals[place] = Int(row.int(3))
        }
        return totals
    }
}
