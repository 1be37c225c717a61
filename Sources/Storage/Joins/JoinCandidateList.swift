import Engine
import Values

/// Pairs of people who may be one: found by walking along indexes, a bounded stretch at a time.
public struct JoinCandidateList: Sendable {
    public init() {}

    /// Rows that one look reads at most of each index.
    public static let stretch = 20_000
    /// Pairs that one look finds at most; what is beyond them in its stretch is told by the next one.
    public static let most = 500

    // The key at which a stretch of whole identities ends.
    static let endQuery = """
        SELECT identity_key FROM links WHERE identity_key > $1 ORDER BY identity_key LIMIT 1 OFFSET $2
        """

    // 1 is an anonymous id: a shared browser says nothing of who somebody is.
    static let linksQuery = """
        SELECT newest.identity_key, mine.kind, mine.value, mine.profile_key, newest.other_kind, newest.other_value,
            theirs.profile_key, newest.occurred_at, newest.relation, newest.authority
        FROM links AS newest
        JOIN identities AS mine ON mine.identity_key = newest.identity_key
        JOIN identities AS theirs ON theirs.identity_key = newest.other_key
        WHERE newest.identity_key > $1 AND newest.identity_key <= $2 AND newest.other_key > newest.identity_key
            AND newest.other_kind <> 1 AND mine.kind <> 1 AND mine.profile_key <> theirs.profile_key
            AND mine.workspace = $3
        ORDER BY newest.identity_key LIMIT $4
        """

    /// Links that were stated and that joined nobody, of the identities after a key.
    ///
    /// Cost: at most ``stretch`` links along their key, each with its two owners.
    /// - Returns: the links, and the key up to which was looked; nil where nothing is left.
    public func refusedLinks(
        after key: Int64?, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> (links: [RefusedLink], next: Int64?) {
        let start = key ?? .min
        var end = try connection.first(
            JoinCandidateList.endQuery, [.int(start), .int(Int64(JoinCandidateList.stretch))]
        ) { $0.int(0) }
        let links = try connection.all(
            JoinCandidateList.linksQuery,
            [.int(start), .int(end ?? .max), .int(scope.id), .int(Int64(JoinCandidateList.most))], RefusedLink.init)
        if links.count == JoinCandidateList.most, let last = links.last?.first.key.rawValue { end = last }
        return (links, end)
    }

    static let emailsQuery = """
        SELECT email, profile_key FROM profiles
        WHERE workspace = $1 AND email > $2 AND moved_to IS NULL ORDER BY email LIMIT $3
        """

    static let namesQuery = """
        SELECT lower(name), profile_key FROM profiles
        WHERE workspace = $1 AND lower(name) > $2 AND name IS NOT NULL AND moved_to IS NULL
        ORDER BY lower(name) LIMIT $3
        """

    /// Profiles that state one e-mail address, after an address in the order of the alphabet.
    public func sameEmails(
        after text: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> (groups: [SameText], next: String?) {
        try groups(JoinCandidateList.emailsQuery, after: text, in: scope, on: connection)
    }

    /// Profiles of one name, letters in lower case, after a name in the order of the alphabet.
    public func sameNames(
        after text: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> (groups: [SameText], next: String?) {
        try groups(JoinCandidateList.namesQuery, after: text, in: scope, on: connection)
    }

    private func groups(
        _ sql: String, after text: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> (groups: [SameText], next: String?) {
        let limit = JoinCandidateList.stretch
        var groups: [SameText] = []
        var rows = 0
        try connection.query(sql, [.int(scope.id), .text(text), .int(Int64(limit))]) { row in
            rows += 1
            let value = row.text(0)
            let key = ProfileKey(rawValue: row.int(1))
            if groups.last?.text == value {
                groups[groups.count - 1].profiles.append(key)
            } else {
                groups.append(SameText(text: value, profiles: [key]))
            }
        }
        var next: String?
        if rows == limit, let last = groups.last {
            // The last may be cut: it is looked at whole by the next look, unless it fills one by itself.
            if groups.count > 1 { groups.removeLast() }
            next = groups.last?.text ?? last.text
        }
        let several = groups.filter { $0.profiles.count > 1 }
        if several.count > JoinCandidateList.most {
            let kept = Array(several.prefix(JoinCandidateList.most))
            return (kept, kept.last?.text)
        }
        return (several, next)
    }
}

/// A link between two people's identities that joins nobody: two user ids would have met, or a page stated it.
public struct RefusedLink: Sendable, Hashable {
    public let first: LinkedIdentity
    public let firstOwner: ProfileKey
    public let second: Identity
    public let secondOwner: ProfileKey
    public let at: Instant
    public let relation: LinkFact.Relation
    public let authority: Event.Authority

    init(_ row: Row) throws {
        guard let kind = Identity.Kind(rawValue: Int(row.int(1))),
            let otherKind = Identity.Kind(rawValue: Int(row.int(4))),
            let relation = LinkFact.Relation(rawValue: Int(row.int(8))),
            let authority = Event.Authority(rawValue: Int(row.int(9)))
        else { throw StoredFormError(what: "a link of identity \(row.int(0))", reason: "it is of a newer release") }
        first = LinkedIdentity(key: IdentityKey(rawValue: row.int(0)), kind: kind, value: row.text(2))
        firstOwner = ProfileKey(rawValue: row.int(3))
        second = Identity(stored: otherKind, value: row.text(5))
        secondOwner = ProfileKey(rawValue: row.int(6))
        at = Instant(milliseconds: row.int(7))
        self.relation = relation
        self.authority = authority
    }
}

/// Profiles that state the same text.
public struct SameText: Sendable, Hashable {
    public var text: String
    public var profiles: [ProfileKey]
}
