/// The switch of sending: on where messages left through a mail server before there was one.
enum SendingTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            "CREATE INDEX message_bodies_outbox ON message_bodies (stored_at) WHERE provider = 'outbox'",
            // The settings are a JSON object that holds at least its version.
            """
            UPDATE settings SET value = '{"sending":true,' || substr(value, 2)
            WHERE name = 'workspace' AND value LIKE '{"%' AND value NOT LIKE '%"sending":%' AND EXISTS (
                SELECT 1 FROM message_bodies JOIN messages ON messages.id = message_bodies.message_id
                WHERE message_bodies.provider = 'smtp' AND messages.workspace = settings.workspace)
            """,
        ]
    }
}
