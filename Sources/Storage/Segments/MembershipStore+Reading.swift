import Engine
import Values

/// A member of a segment, a list, or those with a tag.
public struct Member: Sendable, Hashable {
    public var profile: ProfileKey
    public var since: Instant
    public var email: String?
    public var name: String?

    /// Where in the order of members it stands: the cursor of the page that follows.
    public var place: MemberPlace { MemberPlace(since: since, profile: profile) }
}

/// A place in the order of members, whether or not somebody still stands there.
public struct MemberPlace: Sendable, Hashable {
    public var since: Instant
    public var profile: ProfileKey

    public init(since: Instant, profile: ProfileKey) {
        self.since = since
        self.profile = profile
    }
}

/// How many entered and left within an hour.
public struct MembershipHour: Sendable, Hashable {
    public var start: Instant
    public var entered: Int
    public var left: Int
}

extension MembershipStore {
    static let sizesQuery = """
        SELECT segment, CAST(sum(entered) - sum(left_count) AS BIGINT) FROM membership_counts
        WHERE workspace = $1 GROUP BY segment
        """

    /// How many are in each segment, list and tag. Cost: reads a row for each hour in which somebody came or went.
    public func sizes(in scope: WorkspaceScope, on connection: any Connection) throws -> [Int64: Int] {
        var sizes: [Int64: Int] = [:]
        try connection.query(MembershipStore.sizesQuery, [.int(scope.id)]) { sizes[$0.int(0)] = Int($0.int(1)) }
        return sizes
    }

    /// How many are in one, counted. Cost: some 30 ms a million.
    public func count(of segment: Int64, in scope: WorkspaceScope, on connection: any Connection) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM memberships WHERE workspace = $1 AND segment = $2", [.int(scope.id), .int(segment)]
        ) { Int($0.int(0)) } ?? 0
    }

    static let membersQuery = """
        SELECT memberships.profile_key, memberships.since, profiles.email, profiles.name FROM memberships
        LEFT JOIN profiles ON profiles.profile_key = memberships.profile_key
        WHERE memberships.workspace = $1 AND memberships.segment = $2
            AND (memberships.since, memberships.profile_key) < ($3, $4)
        ORDER BY memberships.since DESC, memberships.profile_key DESC LIMIT $5
        """

    /// Members, who entered last first.
    public func members(
        of segment: Int64, after place: MemberPlace? = nil, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> [Member] {
        try connection.all(
            MembershipStore.membersQuery,
            [
                .int(scope.id), .int(segment), .int(place?.since.milliseconds ?? .max),
                .int(place?.profile.rawValue ?? .max), .int(Int64(limit)),
            ]
        ) {
            Member(
                profile: ProfileKey(rawValue: $0.int(0)), since: Instant(milliseconds: $0.int(1)),
                email: $0.optionalText(2), name: $0.optionalText(3))
        }
    }

    static let hoursQuery = """
        SELECT hour, CAST(sum(entered) AS BIGINT), CAST(sum(left_count) AS BIGINT) FROM membership_counts
        WHERE workspace = $1 AND segment = $2 AND hour >= $3 GROUP BY hour ORDER BY hour
        """

    /// Hours in which somebody came or went, oldest first.
    public func hours(
        of segment: Int64, since: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [MembershipHour] {
        try connection.all(
            MembershipStore.hoursQuery,
            [.int(scope.id), .int(segment), .int(since.milliseconds / MembershipStore.hour)]
        ) {
            MembershipHour(
                start: Instant(milliseconds: $0.int(0) * MembershipStore.hour), entered: Int($0.int(1)),
                left: Int($0.int(2)))
        }
    }

    static let changesQuery = """
        SELECT segment, at, profile_key, is_member, cause FROM membership_changes
        WHERE workspace = $1 AND segment = $2 ORDER BY at DESC, profile_key DESC, is_member DESC LIMIT $3
        """

    static let enteredQuery = """
        SELECT segment, since, profile_key, 1, cause FROM memberships
        WHERE workspace = $1 AND segment = $2 AND cause <> \(SegmentChange.Cause.build.rawValue)
        ORDER BY since DESC, profile_key DESC LIMIT $3
        """

    /// Who came and went lately, newest first. Cost: reads past whoever entered by a build since the oldest of them.
    public func changes(
        of segment: Int64, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [SegmentChange] {
        try newest(
            [MembershipStore.changesQuery, MembershipStore.enteredQuery],
            [.int(scope.id), .int(segment), .int(Int64(limit))], limit: limit, on: connection)
    }

    static let personQuery = """
        SELECT segment, at, profile_key, is_member, cause FROM membership_changes
        WHERE profile_key = $1 AND workspace = $2 ORDER BY at DESC LIMIT $3
        """

    /// All that a person is in: as many as there are segments at most.
    static let personIsInQuery = """
        SELECT segment, since, profile_key, 1, cause FROM memberships
        WHERE profile_key = $1 AND workspace = $2 AND cause <> \(SegmentChange.Cause.build.rawValue) AND $3 > 0
        """

    /// What a person entered and left, newest first.
    public func changes(
        by profile: ProfileKey, limit: Int, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [SegmentChange] {
        try newest(
            [MembershipStore.personQuery, MembershipStore.personIsInQuery],
            [.int(profile.rawValue), .int(scope.id), .int(Int64(limit))], limit: limit, on: connection)
    }

    /// The newest lines that any of the queries answers.
    private func newest(
        _ queries: [String], _ arguments: [SQLValue], limit: Int, on connection: any Connection
    ) throws -> [SegmentChange] {
        let lines = try queries.flatMap { try connection.all($0, arguments, MembershipStore.change) }
        let newestFirst = lines.sorted {
            ($1.at, $1.profile, $1.isMember ? 1 : 0) < ($0.at, $0.profile, $0.isMember ? 1 : 0)
        }
        return Array(newestFirst.prefix(limit))
    }

    private static func change(_ row: Row) throws -> SegmentChange {
        try line(
            of: row.int(0), ProfileKey(rawValue: row.int(2)), isMember: row.int(3) == 1, at: row.int(1),
            cause: row.int(4))
    }

    /// A stored line of history.
    static func line(
        of segment: Int64, _ profile: ProfileKey, isMember: Bool, at moment: Int64, cause: Int64
    ) throws -> SegmentChange {
        guard let cause = SegmentChange.Cause(rawValue: Int(cause)) else {
            throw StoredFormError(what: "a change of a segment", reason: "its cause is of a newer release")
        }
        return SegmentChange(
            segment: segment, profile: profile, isMember: isMember, at: Instant(milliseconds: moment), cause: cause)
    }

    /// Where in all of these people are at once: of each combination the count. Cost: reads the members of the smallest.
    public func overlap(
        of segments: [Int64], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        guard let first = segments.first else { return 0 }
        let joins = segments.dropFirst().enumerated().map { index, _ in
            " JOIN memberships AS m\(index) ON m\(index).profile_key = m.profile_key"
                + " AND m\(index).segment = $\(index + 3)"
        }.joined()
        return try connection.first(
            "SELECT count(*) FROM memberships AS m\(joins) WHERE m.workspace = $1 AND m.segment = $2",
            [.int(scope.id), .int(first)] + segments.dropFirst().map(SQLValue.int)
        ) { Int($0.int(0)) } ?? 0
    }
}
