/// How often somebody tried to sign in lately: shared by every process, so that more processes give no more tries.
enum SignInTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE sign_in_tries (
                name_key \(d.int) PRIMARY KEY, count \(d.int) NOT NULL, last_at \(d.int) NOT NULL) \(d.narrow)
            """,
            "CREATE INDEX sign_in_tries_by_time ON sign_in_tries (last_at)",
        ]
    }
}
