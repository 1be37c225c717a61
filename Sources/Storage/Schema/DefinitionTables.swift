/// What the engine goes by: flows, watched conditions, settings, and the number of their newest edition.
enum DefinitionTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            "CREATE TABLE workspaces (workspace \(d.int) PRIMARY KEY, name \(d.text) NOT NULL, created_at \(d.int) NOT NULL) \(d.strict)",
            "CREATE TABLE definitions (workspace \(d.int) PRIMARY KEY, version \(d.int) NOT NULL) \(d.strict)",
            """
            CREATE TABLE flows (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, name \(d.text) NOT NULL, state \(d.text) NOT NULL,
                live_version \(d.int), created_at \(d.int) NOT NULL, PRIMARY KEY (workspace, flow)) \(d.strict)
            """,
            """
            CREATE TABLE flow_versions (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, version \(d.int) NOT NULL, text \(d.text) NOT NULL,
                author \(d.text) NOT NULL, created_at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, flow, version)) \(d.strict)
            """,
            """
            CREATE TABLE watched_conditions (
                workspace \(d.int) NOT NULL, condition_key \(d.int) NOT NULL, name \(d.text) NOT NULL,
                text \(d.text) NOT NULL, created_at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, condition_key)) \(d.strict)
            """,
            """
            CREATE TABLE settings (
                workspace \(d.int) NOT NULL, name \(d.text) NOT NULL, value \(d.text) NOT NULL,
                changed_at \(d.int) NOT NULL, PRIMARY KEY (workspace, name)) \(d.strict)
            """,
        ]
    }
}
