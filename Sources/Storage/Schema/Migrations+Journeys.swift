/// How many journeys stand at which step, and orders that followed a message by their time: what the overview reads.
enum JourneyTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            "CREATE INDEX conversions_by_time ON conversions (workspace, at)",
            """
            CREATE TABLE journey_places (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, version \(d.int) NOT NULL,
                position \(d.int) NOT NULL, writer \(d.int) NOT NULL, count \(d.int) NOT NULL,
                PRIMARY KEY (workspace, flow, version, position, writer)) \(d.narrow)
            """,
            count(d),
        ]
    }

    /// Counts what is stored. Only documents that hold journeys are read as JSON.
    static func count(_ d: Dialect) -> String {
        let document = """
            CASE WHEN profiles.moved_to IS NULL AND profiles.document LIKE '%"journeys":[{%' \
            THEN profiles.document ELSE '{}' END
            """
        let journeys =
            d == .sqlite
            ? "json_each((\(document)) -> 'journeys') AS journeys"
            : "json_array_elements(CAST(\(document) AS json) -> 'journeys') AS journeys (value)"
        func member(_ name: String) -> String { "CAST(journeys.value ->> '\(name)' AS \(d.int))" }
        return """
            INSERT INTO journey_places (workspace, flow, version, position, writer, count)
            SELECT profiles.workspace, \(member("flow")), \(member("version")), \(member("position")), 0, count(*)
            FROM profiles, \(journeys) GROUP BY 1, 2, 3, 4
            """
    }
}
