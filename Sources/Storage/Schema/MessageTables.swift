/// What goes out to people, and what they said about being written to.
enum MessageTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE messages (
                id \(d.scatteredKey), workspace \(d.int) NOT NULL, bucket_range \(d.small) NOT NULL,
                profile_key \(d.int) NOT NULL, flow \(d.int) NOT NULL, flow_version \(d.int) NOT NULL,
                step \(d.text) NOT NULL, journey \(d.int) NOT NULL, channel \(d.small) NOT NULL,
                purpose \(d.small) NOT NULL, address \(d.text) NOT NULL, address_key \(d.int) NOT NULL,
                state \(d.small) NOT NULL, reason \(d.text) NOT NULL, created_at \(d.int) NOT NULL,
                due_at \(d.int) NOT NULL, expires_at \(d.int) NOT NULL, sent_at \(d.int), attempts \(d.int) NOT NULL,
                context \(d.text) NOT NULL) \(d.strict)
            """,
            // The queue of delivery: 2 is ready, 3 is sending.
            "CREATE INDEX messages_ready ON messages (bucket_range, due_at, id) WHERE state = 2",
            "CREATE INDEX messages_sending ON messages (bucket_range) WHERE state = 3",
            "CREATE INDEX messages_by_profile ON messages (profile_key, created_at)",
            "CREATE INDEX messages_by_time ON messages (workspace, created_at, id)",
            """
            CREATE TABLE message_bodies (
                message_id \(d.scatteredKey), stored_at \(d.int) NOT NULL, provider \(d.text) NOT NULL,
                response \(d.text) NOT NULL, subject \(d.text) NOT NULL, html \(d.text) NOT NULL,
                plain \(d.text) NOT NULL, mime \(d.blob), links \(d.text) NOT NULL) \(d.strict)
            """,
            "CREATE INDEX message_bodies_by_age ON message_bodies (stored_at)",
            """
            CREATE TABLE message_events (
                message_id \(d.int) NOT NULL, at \(d.int) NOT NULL, kind \(d.small) NOT NULL, link \(d.int) NOT NULL,
                detail \(d.text) NOT NULL, PRIMARY KEY (message_id, at, kind, link)) \(d.narrow)
            """,
            """
            CREATE TABLE ledger (
                address_key \(d.int) NOT NULL, channel \(d.small) NOT NULL, at \(d.int) NOT NULL,
                statement \(d.small) NOT NULL, workspace \(d.int) NOT NULL, source \(d.text) NOT NULL,
                PRIMARY KEY (workspace, address_key, channel, at, statement)) \(d.narrow)
            """,
        ]
    }
}
