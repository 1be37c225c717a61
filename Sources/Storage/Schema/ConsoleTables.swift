/// What the console's lists and the housekeeping are found by.
enum ConsoleTables {
    static func statements(_ d: Dialect) -> [String] {
        ["CREATE INDEX sessions_by_expiry ON sessions (expires_at)"]
    }
}
