import Engine
import Values

/// The write keys that programs and pages send events with; only their hashes are stored.
public struct APIKeyStore: Sendable {
    public init() {}

    /// - Throws: `DatabaseError.constraint` where the key exists.
    public func create(_ key: APIKey, in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO api_keys (key_hash, workspace, name, authority, hint, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .blob(key.hash), .int(scope.id), .text(key.name), .int(Int64(key.authority.rawValue)),
                .text(key.hint), .int(key.createdAt.milliseconds),
            ])
    }

    /// What a request's key is called and may do; nil where it is unknown or revoked.
    ///
    /// The key itself tells the workspace, so none is asked for. Cost: one row by key, nothing written; remember the
    /// answer for some seconds on a busy path.
    public func source(_ hash: [UInt8], on connection: any Connection) throws -> SourceKey? {
        let sql = "SELECT name, workspace, authority FROM api_keys WHERE key_hash = $1 AND revoked_at IS NULL"
        return try connection.first(sql, [.blob(hash)]) { row in
            SourceKey(
                name: row.text(0), workspace: WorkspaceID(rawValue: row.int(1)),
                authority: try APIKeyStore.authority(row.int(2), of: row.text(0)))
        }
    }

    /// Every key of the workspace, the revoked ones too, oldest first.
    public func keys(in scope: WorkspaceScope, on connection: any Connection) throws -> [APIKey] {
        let sql = """
            SELECT key_hash, name, authority, hint, created_at, revoked_at FROM api_keys WHERE workspace = $1
            ORDER BY created_at, key_hash
            """
        return try connection.all(sql, [.int(scope.id)]) { row in
            APIKey(
                hash: row.bytes(0), name: row.text(1),
                authority: try APIKeyStore.authority(row.int(2), of: row.text(1)), hint: row.text(3),
                createdAt: Instant(milliseconds: row.int(4)),
                revokedAt: row.optionalInt(5).map(Instant.init(milliseconds:)))
        }
    }

    /// Refuses the key from now on; the moment of a first revocation stays.
    /// - Returns: whether the key was in use.
    @discardableResult
    public func revoke(
        _ hash: [UInt8], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE api_keys SET revoked_at = $3 WHERE key_hash = $1 AND workspace = $2 AND revoked_at IS NULL",
            [.blob(hash), .int(scope.id), .int(now.milliseconds)]) > 0
    }

    private static func authority(_ stored: Int64, of name: String) throws -> Event.Authority {
        guard let authority = Event.Authority(rawValue: Int(stored)) else {
            throw StoredFormError(what: "the key “\(name)”", reason: "what it may do is of a newer release")
        }
        return authority
    }
}

/// A key as it is stored and listed.
public struct APIKey: Sendable, Hashable {
    public var hash: [UInt8]
    /// What people call it.
    public var name: String
    public var authority: Event.Authority
    /// The few characters of the key by which its owner recognises it.
    public var hint: String
    public var createdAt: Instant
    public var revokedAt: Instant?

    public init(
        hash: [UInt8], name: String, authority: Event.Authority, hint: String, createdAt: Instant,
        revokedAt: Instant? = nil
    ) {
        self.hash = hash
        self.name = name
        self.authority = authority
        self.hint = hint
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}
