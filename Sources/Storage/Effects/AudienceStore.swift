import Engine
import Values

/// Who is shown the ads of which audience.
public struct AudienceStore: Sendable {
    public init() {}

    /// An audience and how many are in it.
    public struct Line: Sendable, Hashable {
        public var name: String
        public var size: Int
    }

    /// Somebody of an audience, with what ad networks know people by.
    public struct Member: Sendable, Hashable {
        public var profile: ProfileKey
        public var document: String
    }

    /// Puts somebody in or out; what was asked for later stands, whichever comes last.
    public func set(
        _ audience: String, _ profile: ProfileKey, isMember: Bool, at moment: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO audience_members (workspace, audience, profile_key, is_member, changed_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (workspace, audience, profile_key)
            DO UPDATE SET is_member = excluded.is_member, changed_at = excluded.changed_at
            WHERE audience_members.changed_at <= excluded.changed_at
            """,
            [
                .int(scope.id), .text(audience), .int(profile.rawValue), .int(isMember ? 1 : 0),
                .int(moment.milliseconds),
            ])
    }

    /// By name.
    public func list(in scope: WorkspaceScope, on connection: any Connection) throws -> [Line] {
        try connection.all(
            """
            SELECT audience, CAST(sum(is_member) AS BIGINT) FROM audience_members WHERE workspace = $1
            GROUP BY audience ORDER BY audience
            """, [.int(scope.id)]
        ) { Line(name: $0.text(0), size: Int($0.int(1))) }
    }

    /// Members in the order of their keys; whoever joined another person is told as that person.
    public func members(
        of audience: String, after: ProfileKey? = nil, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [Member] {
        try connection.all(
            """
            SELECT members.profile_key, COALESCE(joined.document, profiles.document)
            FROM audience_members AS members
            JOIN profiles ON profiles.profile_key = members.profile_key
            LEFT JOIN profiles AS joined ON joined.profile_key = profiles.moved_to
            WHERE members.workspace = $1 AND members.audience = $2 AND members.profile_key > $3
                AND members.is_member = 1
            ORDER BY members.profile_key LIMIT $4
            """,
            [.int(scope.id), .text(audience), .int(after?.rawValue ?? .min), .int(Int64(limit))]
        ) { Member(profile: ProfileKey(rawValue: $0.int(0)), document: $0.text(1)) }
    }
}
