/// Segments with their versions and members, lists and tags, and how far builds have come.
enum SegmentTables {
    static func statements(_ d: Dialect) -> [String] {
        [
            """
            CREATE TABLE segments (
                workspace \(d.int) NOT NULL, segment \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                name \(d.text) NOT NULL, description \(d.text) NOT NULL, state \(d.text) NOT NULL,
                origin \(d.text) NOT NULL, version \(d.int) NOT NULL, build \(d.int), created_at \(d.int) NOT NULL,
                changed_at \(d.int) NOT NULL, PRIMARY KEY (workspace, segment)) \(d.strict)
            """,
            """
            CREATE TABLE segment_versions (
                workspace \(d.int) NOT NULL, segment \(d.int) NOT NULL, version \(d.int) NOT NULL,
                text \(d.text) NOT NULL, rule \(d.text) NOT NULL, author \(d.text) NOT NULL,
                created_at \(d.int) NOT NULL, PRIMARY KEY (workspace, segment, version)) \(d.strict)
            """,
            """
            CREATE TABLE segment_builds (
                workspace \(d.int) NOT NULL, build \(d.int) NOT NULL, announces \(d.small) NOT NULL,
                total \(d.int) NOT NULL, examined \(d.int) NOT NULL, ranges_left \(d.int) NOT NULL,
                started_at \(d.int) NOT NULL, finished_at \(d.int), PRIMARY KEY (workspace, build)) \(d.strict)
            """,
            """
            CREATE TABLE labels (
                workspace \(d.int) NOT NULL, label \(d.int) NOT NULL, kind \(d.small) NOT NULL,
                name \(d.text) NOT NULL, description \(d.text) NOT NULL, created_at \(d.int) NOT NULL,
                PRIMARY KEY (workspace, label)) \(d.strict)
            """,
            // Of segments, lists and tags alike; whoever is erased is looked for in each of them.
            """
            CREATE TABLE memberships (
                workspace \(d.int) NOT NULL, segment \(d.int) NOT NULL, profile_key \(d.int) NOT NULL,
                since \(d.int) NOT NULL, PRIMARY KEY (workspace, segment, profile_key)) \(d.narrow)
            """,
            """
            CREATE TABLE membership_changes (
                workspace \(d.int) NOT NULL, segment \(d.int) NOT NULL, at \(d.int) NOT NULL,
                profile_key \(d.int) NOT NULL, is_member \(d.small) NOT NULL, cause \(d.small) NOT NULL,
                PRIMARY KEY (workspace, segment, at, profile_key, is_member)) \(d.narrow)
            """,
            "CREATE INDEX membership_changes_by_profile ON membership_changes (profile_key, at)",
            """
            CREATE TABLE membership_counts (
                workspace \(d.int) NOT NULL, segment \(d.int) NOT NULL, hour \(d.int) NOT NULL,
                writer \(d.int) NOT NULL, entered \(d.int) NOT NULL, left_count \(d.int) NOT NULL,
                PRIMARY KEY (workspace, segment, hour, writer)) \(d.narrow)
            """,
        ] + adoptingWatchedConditions(d) + countingMembers(d) + countingSizes
    }

    /// Conditions that earlier releases watched become segments: here, and after an earlier release's backup.
    static func adoptingWatchedConditions(_ d: Dialect) -> [String] {
        [
            """
            INSERT INTO segments (
                workspace, segment, kind, name, description, state, origin, version, created_at, changed_at)
            SELECT workspace, condition_key, 1, name, '', 'live', 'own', 1, created_at, created_at
            FROM watched_conditions WHERE true ON CONFLICT DO NOTHING
            """,
            """
            INSERT INTO segment_versions (workspace, segment, version, text, rule, author, created_at)
            SELECT workspace, condition_key, 1, text, '', 'command line', created_at
            FROM watched_conditions WHERE true ON CONFLICT DO NOTHING
            """,
            "DELETE FROM watched_conditions",
        ]
    }

    /// After a restore: who is in what follows from the profiles, where an earlier release's backup does not say.
    static func restoring(_ d: Dialect) -> [String] {
        adoptingWatchedConditions(d) + forgettingSegmentEvents + countingMembers(d) + MembershipTables.adoptingLines
            + countingSizes
    }

    /// Members as the profiles' documents have them. Only documents that have any are read as JSON.
    static func countingMembers(_ d: Dialect) -> [String] {
        let verdicts = items(of: "watched", d)
        let members = """
            INSERT INTO memberships (workspace, segment, profile_key, since)
            SELECT profiles.workspace, segments.segment, profiles.profile_key, \(number(2, d))
            FROM profiles, \(verdicts), segments
            WHERE segments.workspace = profiles.workspace AND segments.segment = \(number(0, d))
                AND \(number(1, d)) = 1 AND segments.kind = 1 AND segments.state <> 'archived'
            ON CONFLICT DO NOTHING
            """
        let labels = [(1, "lists"), (2, "tags")].map { kind, field in
            """
            INSERT INTO memberships (workspace, segment, profile_key, since)
            SELECT profiles.workspace, labels.label, profiles.profile_key, \(number(1, d))
            FROM profiles, \(items(of: field, d)), labels
            WHERE labels.workspace = profiles.workspace AND labels.kind = \(kind)
                AND labels.name = items.value ->> 0
            ON CONFLICT DO NOTHING
            """
        }
        return [members] + labels
    }

    /// What sizes begin with where none were counted yet: at the hour in which each member entered.
    static let countingSizes = [
        """
        INSERT INTO membership_counts (workspace, segment, hour, writer, entered, left_count)
        SELECT workspace, segment, since / 3600000, 0, count(*), 0 FROM memberships
        WHERE NOT EXISTS (SELECT 1 FROM membership_counts)
        GROUP BY workspace, segment, since / 3600000
        """
    ]

    /// The history of memberships says what these events said.
    static let forgettingSegmentEvents = [
        """
        DELETE FROM events
        WHERE name_id IN (SELECT name_id FROM names WHERE name IN ('Segment Entered', 'Segment Left'))
        """
    ]

    private static func items(of field: String, _ d: Dialect) -> String {
        let document = """
            CASE WHEN profiles.moved_to IS NULL AND profiles.document LIKE '%"\(field)":[[%' \
            THEN profiles.document ELSE '{}' END
            """
        return d == .sqlite
            ? "json_each((\(document)) -> '\(field)') AS items"
            : "json_array_elements(CAST(\(document) AS json) -> '\(field)') AS items (value)"
    }

    private static func number(_ place: Int, _ d: Dialect) -> String { "CAST(items.value ->> \(place) AS \(d.int))" }
}
