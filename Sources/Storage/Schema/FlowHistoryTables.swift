/// Who changed what a flow does, which of its versions ever were live, and how many came by its steps.
enum FlowHistoryTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE flow_changes (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, at \(d.int) NOT NULL, kind \(d.text) NOT NULL,
                version \(d.int), author \(d.text) NOT NULL, PRIMARY KEY (workspace, flow, at, kind)) \(d.strict)
            """,
            """
            CREATE TABLE step_visits (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, version \(d.int) NOT NULL,
                position \(d.int) NOT NULL, writer \(d.int) NOT NULL, count \(d.int) NOT NULL,
                PRIMARY KEY (workspace, flow, version, position, writer)) \(d.narrow)
            """,
            "ALTER TABLE flow_versions ADD COLUMN published_at \(d.int)",
            // Of earlier releases nothing better is known than when a version was stored.
            """
            UPDATE flow_versions SET published_at = created_at
            WHERE version <= (SELECT live_version FROM flows WHERE flows.workspace = flow_versions.workspace
                    AND flows.flow = flow_versions.flow)
                OR EXISTS (SELECT 1 FROM journey_places AS places WHERE places.workspace = flow_versions.workspace
                    AND places.flow = flow_versions.flow AND places.version = flow_versions.version)
            """,
        ]
    }
}
