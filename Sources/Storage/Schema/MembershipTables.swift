/// Members by the moment they entered: the line of entering is the member's own row until they leave.
enum MembershipTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE members (
                workspace \(d.int) NOT NULL, segment \(d.int) NOT NULL, since \(d.int) NOT NULL,
                profile_key \(d.int) NOT NULL, cause \(d.small) NOT NULL DEFAULT 2,
                PRIMARY KEY (workspace, segment, since, profile_key)) \(d.narrow)
            """,
            """
            INSERT INTO members (workspace, segment, since, profile_key)
            SELECT workspace, segment, since, profile_key FROM memberships
            """,
            "DROP TABLE memberships",
            "ALTER TABLE members RENAME TO memberships",
            // A person enters many at once: their rows lie together.
            "CREATE UNIQUE INDEX memberships_by_profile ON memberships (profile_key, segment)",
            "ALTER TABLE bulk_commands ADD COLUMN cursor_since \(d.int) NOT NULL DEFAULT 0",
        ] + adoptingLines
    }

    /// Lines of entering that earlier releases kept apart become their members'.
    static let adoptingLines = [
        """
        UPDATE memberships SET cause = (
            SELECT cause FROM membership_changes AS lines
            WHERE \(line) AND lines.is_member = 1)
        WHERE EXISTS (SELECT 1 FROM membership_changes AS lines WHERE \(line) AND lines.is_member = 1)
        """,
        """
        DELETE FROM membership_changes WHERE is_member = 1 AND EXISTS (
            SELECT 1 FROM memberships WHERE memberships.workspace = membership_changes.workspace
                AND memberships.segment = membership_changes.segment
                AND memberships.since = membership_changes.at
                AND memberships.profile_key = membership_changes.profile_key)
        """,
    ]

    private static let line = """
        lines.workspace = memberships.workspace AND lines.segment = memberships.segment \
        AND lines.at = memberships.since AND lines.profile_key = memberships.profile_key
        """
}
