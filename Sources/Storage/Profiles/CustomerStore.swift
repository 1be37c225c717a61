import Engine
import Values

/// What a step needs to know of a person, for many people in a round trip each.
public struct CustomerStore: Sendable {
    let names: NameRegistry

    /// - Parameter intake: whose memory of event names is shared.
    public init(sharing intake: IntakeStore) { names = intake.names }

    static let identitiesByKey = """
        SELECT identity_key, kind, value, profile_key, first_seen_at FROM identities WHERE identity_key IN (list($1))
        """

    static let identitiesByProfile = """
        SELECT identity_key, kind, value, profile_key, first_seen_at FROM identities
        WHERE identity_key = $1 AND profile_key = $1
        UNION ALL
        SELECT identity_key, kind, value, profile_key, first_seen_at FROM identities
        WHERE profile_key = $1 AND profile_key <> identity_key
        """

    /// The stored identities among these keys, by key.
    public func identities(
        _ keys: [IdentityKey], on connection: any Connection
    ) throws -> [IdentityKey: IdentityRow] {
        try identities(CustomerStore.identitiesByKey, [.list(keys.map(\.rawValue))], on: connection)
    }

    /// The identities that belong to one profile.
    public func identities(
        of profile: ProfileKey, on connection: any Connection
    ) throws -> [IdentityKey: IdentityRow] {
        try identities(CustomerStore.identitiesByProfile, [.int(profile.rawValue)], on: connection)
    }

    private func identities(
        _ sql: String, _ arguments: [SQLValue], on connection: any Connection
    ) throws -> [IdentityKey: IdentityRow] {
        var found: [IdentityKey: IdentityRow] = [:]
        try connection.query(sql, arguments) { row in
            guard let kind = Identity.Kind(rawValue: Int(row.int(1))) else { return }
            let key = IdentityKey(rawValue: row.int(0))
            found[key] = IdentityRow(
                identity: LinkedIdentity(key: key, kind: kind, value: row.text(2)),
                owner: ProfileKey(rawValue: row.int(3)), firstSeenAt: Instant(milliseconds: row.int(4)))
        }
        return found
    }

    /// The stored profiles among these keys, by key; one that moved says where to and has no document.
    public func profiles(
        _ keys: [ProfileKey], on connection: any Connection
    ) throws -> [ProfileKey: ProfileRow] {
        var found: [ProfileKey: ProfileRow] = [:]
        let sql = "SELECT profile_key, document, moved_to FROM profiles WHERE profile_key IN (list($1))"
        try connection.query(sql, [.list(keys.map(\.rawValue))]) { row in
            let key = ProfileKey(rawValue: row.int(0))
            found[key] = ProfileRow(
                key: key, document: row.text(1), movedTo: row.optionalInt(2).map(ProfileKey.init(rawValue:)))
        }
        return found
    }

    /// The objects among these keys that have been counted, by key.
    public func claims(_ keys: [Int64], on connection: any Connection) throws -> [Int64: ObjectClaim] {
        var found: [Int64: ObjectClaim] = [:]
        let sql =
            "SELECT object_key, identity_key, kind, value, event FROM object_claims WHERE object_key IN (list($1))"
        try connection.query(sql, [.list(keys)]) { row in
            guard let kind = Identity.Kind(rawValue: Int(row.int(2))) else { return }
            found[row.int(0)] = ObjectClaim(
                key: row.int(0),
                identity: LinkedIdentity(
                    key: IdentityKey(rawValue: row.int(1)), kind: kind, value: row.text(3)),
                event: row.int(4))
        }
        return found
    }
}
