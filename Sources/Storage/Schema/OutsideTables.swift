/// What flows ask of the outside, what staff have to do, who is in which audience; and what is given to many at once.
enum OutsideTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE effects (
                effect_id \(d.scatteredKey), workspace \(d.int) NOT NULL, profile_key \(d.int) NOT NULL,
                journey \(d.int) NOT NULL, flow \(d.int) NOT NULL, flow_version \(d.int) NOT NULL,
                step \(d.text) NOT NULL, kind \(d.small) NOT NULL, state \(d.small) NOT NULL,
                details \(d.text) NOT NULL, context \(d.text) NOT NULL, is_answered \(d.small) NOT NULL,
                requested_at \(d.int) NOT NULL, expires_at \(d.int) NOT NULL, due_at \(d.int) NOT NULL,
                attempts \(d.int) NOT NULL, reason \(d.text) NOT NULL, finished_at \(d.int)) \(d.strict)
            """,
            // The queue: 1 is waiting.
            "CREATE INDEX effects_due ON effects (due_at, effect_id) WHERE state = 1",
            "CREATE INDEX effects_by_flow ON effects (workspace, flow, requested_at, effect_id)",
            "CREATE INDEX effects_by_profile ON effects (profile_key)",
            "CREATE INDEX effects_by_age ON effects (finished_at) WHERE state <> 1",
            """
            CREATE TABLE tasks (
                task \(d.scatteredKey), workspace \(d.int) NOT NULL, profile_key \(d.int) NOT NULL,
                flow \(d.int) NOT NULL, step \(d.text) NOT NULL, title \(d.text) NOT NULL, details \(d.text) NOT NULL,
                assignee \(d.text) NOT NULL, priority \(d.small) NOT NULL, due_at \(d.int),
                created_at \(d.int) NOT NULL, done_at \(d.int), done_by \(d.text) NOT NULL) \(d.strict)
            """,
            "CREATE INDEX tasks_open ON tasks (workspace, created_at, task) WHERE done_at IS NULL",
            "CREATE INDEX tasks_by_time ON tasks (workspace, created_at, task)",
            "CREATE INDEX tasks_by_profile ON tasks (profile_key)",
            """
            CREATE TABLE audience_members (
                workspace \(d.int) NOT NULL, audience \(d.text) NOT NULL, profile_key \(d.int) NOT NULL,
                is_member \(d.small) NOT NULL, changed_at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, audience, profile_key)) \(d.narrow)
            """,
            "CREATE INDEX audience_members_by_profile ON audience_members (profile_key)",
            // What is watched of everybody on behalf of live flows, and the build that puts down who meets it already.
            """
            CREATE TABLE flow_watches (
                workspace \(d.int) NOT NULL, watch \(d.int) NOT NULL, text \(d.text) NOT NULL, build \(d.int),
                created_at \(d.int) NOT NULL, PRIMARY KEY (workspace, watch)) \(d.strict)
            """,
            """
            CREATE TABLE flow_schedules (
                workspace \(d.int) NOT NULL, schedule \(d.int) NOT NULL, last_at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, schedule)) \(d.strict)
            """,
            """
            CREATE TABLE bulk_commands (
                workspace \(d.int) NOT NULL, bulk \(d.int) NOT NULL, flow \(d.int) NOT NULL, name \(d.text) NOT NULL,
                selection \(d.text) NOT NULL, payload \(d.text) NOT NULL, author \(d.text) NOT NULL,
                created_at \(d.int) NOT NULL, cursor_key \(d.int) NOT NULL, given \(d.int) NOT NULL,
                finished_at \(d.int), PRIMARY KEY (workspace, bulk)) \(d.strict)
            """,
            "CREATE INDEX bulk_commands_open ON bulk_commands (created_at, bulk) WHERE finished_at IS NULL",
        ]
    }
}
