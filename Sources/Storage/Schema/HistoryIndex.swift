/// A person's events by time, with their names: what a step reads of most of them, without the events themselves.
enum HistoryIndex {
    static func statements(_ d: Dialect) -> [String] {
        // SQLite appends the sequence to every index by itself.
        let columns =
            d == .sqlite ? "identity_key, occurred_at, name_id" : "identity_key, occurred_at, name_id, sequence"
        return ["DROP INDEX events_by_identity", "CREATE INDEX events_by_identity ON events (\(columns))"]
    }
}
