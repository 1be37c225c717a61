/// What happened: events, what recognises a resend, and what was refused.
enum EventTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            "CREATE TABLE names (name_id \(d.int) PRIMARY KEY, name \(d.text) NOT NULL) \(d.strict)",
            "CREATE TABLE contexts (context_id \(d.int) PRIMARY KEY, context \(d.text) NOT NULL) \(d.strict)",
            """
            CREATE TABLE events (
                sequence \(d.int) PRIMARY KEY, identity_key \(d.int) NOT NULL, occurred_at \(d.int) NOT NULL,
                received_at \(d.int) NOT NULL, call \(d.small) NOT NULL, flags \(d.small) NOT NULL,
                name_id \(d.int) NOT NULL, context_id \(d.int), properties \(d.text) NOT NULL,
                envelope \(d.text) NOT NULL) \(d.strict)
            """,
            // SQLite appends the sequence to every index by itself.
            d == .sqlite
                ? "CREATE INDEX events_by_identity ON events (identity_key, occurred_at)"
                : "CREATE INDEX events_by_identity ON events (identity_key, occurred_at, sequence)",
            """
            CREATE TABLE event_dedupe (
                identity_key \(d.int) NOT NULL, message_hash \(d.int) NOT NULL, day \(d.int) NOT NULL,
                PRIMARY KEY (identity_key, message_hash)) \(d.narrow)
            """,
            """
            CREATE TABLE rejected_events (
                sequence \(d.serial), workspace \(d.int) NOT NULL, received_at \(d.int) NOT NULL,
                rule \(d.text) NOT NULL, reason \(d.text) NOT NULL, source \(d.text) NOT NULL, body \(d.text) NOT NULL
            ) \(d.strict)
            """,
            "CREATE INDEX rejected_events_by_time ON rejected_events (workspace, received_at, sequence)",
            """
            CREATE TABLE counters (
                workspace \(d.int) NOT NULL, minute \(d.int) NOT NULL, name \(d.text) NOT NULL,
                writer \(d.int) NOT NULL, count \(d.int) NOT NULL,
                PRIMARY KEY (workspace, minute, name, writer)) \(d.narrow)
            """,
            "CREATE TABLE sequences (name \(d.text) PRIMARY KEY, last \(d.int) NOT NULL) \(d.strict)",
            "INSERT INTO sequences (name, last) VALUES ('events', 0), ('connections', 0)",
        ] + (d == .postgres ? ["CREATE SEQUENCE event_sequence"] : [])
    }
}
