/// By what the journeys of a flow, held messages and the codes of a pool are found; and the newest backtest of each flow.
enum FlowIndexes {
    static func statements(_ d: Dialect) -> [String] {
        [
            // 4 is an entry into a flow.
            "CREATE INDEX log_entries ON log (subject, at, sequence) WHERE kind = 4",
            // 1 is held.
            "CREATE INDEX messages_held ON messages (workspace, due_at, id) WHERE state = 1",
            """
            CREATE TABLE backtests (
                workspace \(d.int) NOT NULL, flow \(d.int) NOT NULL, version \(d.int) NOT NULL, days \(d.int) NOT NULL,
                ran_at \(d.int) NOT NULL, took \(d.int) NOT NULL, report \(d.text) NOT NULL,
                PRIMARY KEY (workspace, flow)) \(d.strict)
            """,
            "CREATE INDEX coupons_given ON coupons (workspace, pool, assigned_at) WHERE assigned_at IS NOT NULL",
        ]
    }
}
