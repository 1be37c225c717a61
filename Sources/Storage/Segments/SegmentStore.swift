import Engine
import Values

/// Segments, stages and rules of scores; every change counts the workspace's definitions version up by one.
public struct SegmentStore: Sendable {
    private let definitions = DefinitionStore()

    public init() {}

    static let columns = """
        segments.segment, segments.name, segments.description, segments.state, segments.origin, segments.version, \
        segments.build, segments.created_at, segments.changed_at, segments.kind, segment_versions.text, \
        segment_versions.rule
        """

    /// Everything but what is archived, by name; a thousand at most.
    public func all(
        archivedToo: Bool = false, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [StoredSegment] {
        let sql = """
            SELECT \(SegmentStore.columns) FROM segments JOIN segment_versions
                ON segment_versions.workspace = segments.workspace AND segment_versions.segment = segments.segment
                AND segment_versions.version = segments.version
            WHERE segments.workspace = $1 AND (segments.state <> 'archived' OR $2 = 1)
            ORDER BY segments.name, segments.segment
            """
        return try connection.all(sql, [.int(scope.id), .int(archivedToo ? 1 : 0)], SegmentStore.read)
    }

    private static func read(_ row: Row) throws -> StoredSegment {
        guard let state = StoredSegment.State(rawValue: row.text(3)),
            let origin = StoredSegment.Origin(rawValue: row.text(4))
        else { throw StoredFormError(what: "segment \(row.text(1))", reason: "its state is of a newer release") }
        return StoredSegment(
            id: row.int(0), name: row.text(1), description: row.text(2), text: row.text(10),
            role: try Segment.Role(storedKind: row.int(9), rule: row.text(11)), state: state, origin: origin,
            version: row.int(5), build: row.optionalInt(6), createdAt: Instant(milliseconds: row.int(7)),
            changedAt: Instant(milliseconds: row.int(8)))
    }

    /// Newest first.
    public func versions(
        of segment: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [StoredSegmentVersion] {
        let sql = """
            SELECT version, text, author, created_at FROM segment_versions
            WHERE workspace = $1 AND segment = $2 ORDER BY version DESC LIMIT 200
            """
        return try connection.all(sql, [.int(scope.id), .int(segment)]) {
            StoredSegmentVersion(
                version: $0.int(0), text: $0.text(1), author: $0.text(2), createdAt: Instant(milliseconds: $0.int(3)))
        }
    }

    /// Stores a segment as it is now: a new one, or the next version where its condition or rule is another.
    ///
    /// - Returns: the version that it has now.
    @discardableResult
    public func save(
        _ segment: StoredSegment, author: String, now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Int64 {
        let newest = try connection.first(
            """
            SELECT version, text, rule FROM segment_versions WHERE workspace = $1 AND segment = $2
            ORDER BY version DESC LIMIT 1
            """, [.int(scope.id), .int(segment.id)]
        ) { (version: $0.int(0), text: $0.text(1), rule: $0.text(2)) }
        let rule = segment.role.storedRule
        let isSame = newest.map { $0.text.utf8.elementsEqual(segment.text.utf8) && $0.rule == rule } ?? false
        let version = isSame ? newest!.version : (newest?.version ?? 0) + 1
        if !isSame {
            try connection.execute(
                """
                INSERT INTO segment_versions (workspace, segment, version, text, rule, author, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    .int(scope.id), .int(segment.id), .int(version), .text(segment.text), .text(rule), .text(author),
                    .int(now.milliseconds),
                ])
        }
        try connection.execute(
            """
            INSERT INTO segments (
                workspace, segment, kind, name, description, state, origin, version, build, created_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
            ON CONFLICT (workspace, segment) DO UPDATE SET kind = excluded.kind, name = excluded.name,
                description = excluded.description, state = excluded.state, origin = excluded.origin,
                version = excluded.version, build = excluded.build, changed_at = excluded.changed_at
            """,
            [
                .int(scope.id), .int(segment.id), .int(segment.role.storedKind), .text(segment.name),
                .text(segment.description), .text(segment.state.rawValue), .text(segment.origin.rawValue),
                .int(version), .optional(segment.build), .int(now.milliseconds),
            ])
        try definitions.countUp(in: scope, on: connection)
        return version
    }

    /// Puts a segment aside: nobody is in it any more. Its versions and history stay.
    public func archive(
        _ segment: Int64, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE segments SET state = 'archived', build = NULL, changed_at = $3
            WHERE workspace = $1 AND segment = $2
            """, [.int(scope.id), .int(segment), .int(now.milliseconds)])
        try definitions.countUp(in: scope, on: connection)
    }
}
