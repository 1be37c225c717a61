import Engine
import Values

extension PeopleList {
    /// A search looks at no more people than this for each of address and name; who searches types one more letter.
    public static let mostFound = 500

    static let byEmail = """
        SELECT \(columns) FROM profiles
        WHERE workspace = $1 AND email IS NOT NULL AND email >= $2 AND email < $3 ORDER BY email LIMIT $4
        """

    static let byName = """
        SELECT \(columns) FROM profiles
        WHERE workspace = $1 AND name IS NOT NULL AND lower(name) >= $2 AND lower(name) < $3
        ORDER BY lower(name) LIMIT $4
        """

    static let byIdentity = """
        SELECT \(columns) FROM profiles
        WHERE moved_to IS NULL AND profile_key IN (
            SELECT profile_key FROM identities WHERE identity_key IN (list($1)) AND value = $2)
        """

    /// People whose e-mail address or name begins with the text, or of whom it is an identifier, newest seen first.
    ///
    /// Letters of ASCII match in any case. Of a text that begins more than ``mostFound`` addresses or names, some
    /// matches are left out.
    public func search(
        _ text: String, at position: PagePosition = .first, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Page<PersonRow> {
        var found: [ProfileKey: PersonRow] = [:]
        for person in try matches(text, in: scope, on: connection) { found[person.key] = person }
        let cursor = position.cursor
        let ordered = found.values.sorted {
            ($0.lastSeenAt, $0.key) > ($1.lastSeenAt, $1.key)
        }
        let beyond =
            position.isTowardsNewer
            ? ordered.reversed().filter { ($0.lastSeenAt, $0.key.rawValue) > (cursor.at, cursor.id) }
            : ordered.filter { ($0.lastSeenAt, $0.key.rawValue) < (cursor.at, cursor.id) }
        return position.page(of: beyond, limit: limit, \.cursor)
    }

    /// Under which keys anything is noted of the people whom a search finds: their own, and those of profiles that joined
    /// them.
    public func keys(
        matching text: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [ProfileKey] {
        let found = Set(try matches(text, in: scope, on: connection).map(\.key.rawValue))
        var keys = found
        try connection.query(
            "SELECT identity_key FROM identities WHERE profile_key IN (list($1)) AND profile_key <> identity_key",
            [.list(found.sorted())]
        ) { keys.insert($0.int(0)) }
        return keys.sorted().map(ProfileKey.init(rawValue:))
    }

    private func matches(
        _ text: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [PersonRow] {
        // As both databases lower names: ASCII only.
        let lowered = String(
            decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
        guard !lowered.isEmpty, !lowered.utf8.contains(0) else { return [] }
        let most = SQLValue.int(Int64(PeopleList.mostFound))
        let range: [SQLValue] = [.int(scope.id), .text(lowered), .text(endOfPrefix(lowered)), most]
        var people = try connection.all(PeopleList.byEmail, range, PersonRow.init)
        people += try connection.all(PeopleList.byName, range, PersonRow.init)
        for kind in Identity.Kind.allCases {
            guard let identity = Identity(kind, text) else { continue }
            let keys = (0...3).map { IdentityKey(identity, workspace: scope.workspace, salt: $0).rawValue }
            people += try connection.all(
                PeopleList.byIdentity, [.list(keys), .text(identity.value)], PersonRow.init)
        }
        return people
    }
}
