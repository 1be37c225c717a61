/// Who somebody is: identities, what joins them, and the profiles they make.
enum PeopleTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE identities (
                identity_key \(d.int) PRIMARY KEY, workspace \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                value \(d.text) NOT NULL, profile_key \(d.int) NOT NULL, first_seen_at \(d.int) NOT NULL,
                \(d.bucket(of: "identity_key"))) \(d.strict)
            """,
            // Most identities are their own profile's only one, and are found by their key.
            "CREATE INDEX identities_joined ON identities (profile_key) WHERE profile_key <> identity_key",
            """
            CREATE TABLE profiles (
                profile_key \(d.int) PRIMARY KEY, workspace \(d.int) NOT NULL, document \(d.text) NOT NULL,
                email \(d.text), name \(d.text), created_at \(d.int) NOT NULL, last_seen_at \(d.int) NOT NULL,
                seen_slot \(d.int) NOT NULL DEFAULT 0, moved_to \(d.int), \(d.bucket(of: "profile_key"))) \(d.strict)
            """,
            "CREATE INDEX profiles_by_email ON profiles (workspace, email) WHERE email IS NOT NULL",
            "CREATE INDEX profiles_by_name ON profiles (workspace, lower(name)) WHERE name IS NOT NULL",
            "CREATE INDEX profiles_moved ON profiles (moved_to) WHERE moved_to IS NOT NULL",
            """
            CREATE TABLE links (
                identity_key \(d.int) NOT NULL, other_key \(d.int) NOT NULL, occurred_at \(d.int) NOT NULL,
                message_hash \(d.int) NOT NULL, other_kind \(d.small) NOT NULL, other_value \(d.text) NOT NULL,
                authority \(d.small) NOT NULL, relation \(d.small) NOT NULL,
                PRIMARY KEY (identity_key, other_key, occurred_at, message_hash)) \(d.narrow)
            """,
            """
            CREATE TABLE object_claims (
                object_key \(d.int) PRIMARY KEY, identity_key \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                value \(d.text) NOT NULL, event \(d.int) NOT NULL) \(d.strict)
            """,
            "CREATE INDEX object_claims_by_identity ON object_claims (identity_key)",
            """
            CREATE TABLE erasures (
                tombstone \(d.blob) PRIMARY KEY, workspace \(d.int) NOT NULL, erased_at \(d.int) NOT NULL) \(d.narrow)
            """,
        ]
    }
}
