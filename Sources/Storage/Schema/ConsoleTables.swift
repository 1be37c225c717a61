/// What the console's lists, the flows' figures, erasure and housekeeping are found by.
enum ConsoleTables {
    static func statements(_ d: Dialect) -> [String] {
        indexes + figures(d) + [
            """
            CREATE TABLE erasure_jobs (
                profile_key \(d.int) PRIMARY KEY, workspace \(d.int) NOT NULL, begun_at \(d.int) NOT NULL,
                subject \(d.text) NOT NULL) \(d.strict)
            """
        ]
    }

    private static let indexes = [
        "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
        // A slot changes every few minutes where the moment itself changes with every event.
        "CREATE INDEX profiles_by_seen ON profiles (workspace, seen_slot) WHERE moved_to IS NULL",
        "CREATE INDEX messages_by_flow ON messages (workspace, flow, created_at, id)",
        "CREATE INDEX messages_by_address ON messages (workspace, address)",
        // What ended in one of these is rare among what was simply sent.
        """
        CREATE INDEX messages_apart ON messages (workspace, state, created_at, id)
        WHERE \(MessageFilter.isApart)
        """,
        "CREATE INDEX rejected_events_by_rule ON rejected_events (workspace, rule, received_at, sequence)",
        "CREATE INDEX coupons_by_profile ON coupons (profile_key) WHERE profile_key IS NOT NULL",
    ]

    private static func figures(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE flow_counts (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, day \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                currency \(d.text) NOT NULL, writer \(d.int) NOT NULL, count \(d.int) NOT NULL,
                PRIMARY KEY (workspace, flow, day, kind, currency, writer)) \(d.narrow)
            """,
            """
            CREATE TABLE conversions (
                workspace \(d.int) NOT NULL, event \(d.int) NOT NULL, flow \(d.int) NOT NULL,
                profile_key \(d.int) NOT NULL, message_id \(d.int), at \(d.int) NOT NULL, amount \(d.int) NOT NULL,
                currency \(d.text) NOT NULL, PRIMARY KEY (workspace, event, flow)) \(d.narrow)
            """,
            "CREATE INDEX conversions_by_profile ON conversions (profile_key)",
        ]
    }
}
