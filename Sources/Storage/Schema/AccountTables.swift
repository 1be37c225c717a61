/// Who may come in: keys of programs, accounts of people, and what must stay secret.
enum AccountTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE api_keys (
                key_hash \(d.blob) PRIMARY KEY, workspace \(d.int) NOT NULL, name \(d.text) NOT NULL,
                authority \(d.small) NOT NULL, hint \(d.text) NOT NULL, created_at \(d.int) NOT NULL,
                revoked_at \(d.int)) \(d.strict)
            """,
            """
            CREATE TABLE accounts (
                account \(d.serial), email \(d.text) NOT NULL UNIQUE, name \(d.text) NOT NULL,
                password \(d.text) NOT NULL, role \(d.text) NOT NULL, created_at \(d.int) NOT NULL,
                last_sign_in_at \(d.int)) \(d.strict)
            """,
            """
            CREATE TABLE sessions (
                token_hash \(d.blob) PRIMARY KEY, account \(d.int) NOT NULL, created_at \(d.int) NOT NULL,
                expires_at \(d.int) NOT NULL, detail \(d.text) NOT NULL) \(d.strict)
            """,
            "CREATE INDEX sessions_by_account ON sessions (account)",
            """
            CREATE TABLE secrets (
                workspace \(d.int) NOT NULL, name \(d.text) NOT NULL, sealed \(d.blob) NOT NULL,
                changed_at \(d.int) NOT NULL, PRIMARY KEY (workspace, name)) \(d.strict)
            """,
        ]
    }
}
