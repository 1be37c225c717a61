import Engine
import Values

/// Who is signed in; a browser holds a token, the database only its hash.
public struct SessionStore: Sendable {
    public init() {}

    /// - Parameter session: `tokenHash` is of a random token, so that a stolen database opens no session.
    public func create(_ session: Session, on connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO sessions (token_hash, account, created_at, expires_at, detail) VALUES ($1, $2, $3, $4, $5)",
            [
                .blob(session.tokenHash), .int(session.account), .int(session.createdAt.milliseconds),
                .int(session.expiresAt.milliseconds), .text(session.detail),
            ])
    }

    /// The session with this token; nil where it expired, ended or never was. Cost: one row by key.
    public func session(_ tokenHash: [UInt8], now: Instant, on connection: any Connection) throws -> Session? {
        let sql = """
            SELECT account, created_at, expires_at, detail FROM sessions WHERE token_hash = $1 AND expires_at > $2
            """
        return try connection.first(sql, [.blob(tokenHash), .int(now.milliseconds)]) { row in
            Session(
                tokenHash: tokenHash, account: row.int(0), createdAt: Instant(milliseconds: row.int(1)),
                expiresAt: Instant(milliseconds: row.int(2)), detail: row.text(3))
        }
    }

    /// Lets a session last longer; one that expired stays expired.
    /// - Returns: whether there is such a session.
    @discardableResult
    public func extend(
        _ tokenHash: [UInt8], until expiry: Instant, now: Instant, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE sessions SET expires_at = $2 WHERE token_hash = $1 AND expires_at > $3",
            [.blob(tokenHash), .int(expiry.milliseconds), .int(now.milliseconds)]) > 0
    }

    /// Signs out; ending a session that is over changes nothing.
    public func delete(_ tokenHash: [UInt8], on connection: any Connection) throws {
        try connection.execute("DELETE FROM sessions WHERE token_hash = $1", [.blob(tokenHash)])
    }

    public func deleteAll(of account: Int64, on connection: any Connection) throws {
        try connection.execute("DELETE FROM sessions WHERE account = $1", [.int(account)])
    }

    /// How many browsers each account is signed in on. Cost: the sessions that there are.
    public func counts(now: Instant, on connection: any Connection) throws -> [Int64: Int] {
        var counts: [Int64: Int] = [:]
        try connection.query(
            "SELECT account, count(*) FROM sessions WHERE expires_at > $1 GROUP BY account", [.int(now.milliseconds)]
        ) { counts[$0.int(0)] = Int($0.int(1)) }
        return counts
    }

    /// Forgets sessions that expired before `now`, at most `limit` of them.
    /// - Returns: how many.
    @discardableResult
    public func purge(before now: Instant, limit: Int, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            DELETE FROM sessions WHERE token_hash IN (
                SELECT token_hash FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)
            """, [.int(now.milliseconds), .int(Int64(limit))])
    }
}

/// One browser that is signed in.
public struct Session: Sendable, Hashable {
    public var tokenHash: [UInt8]
    public var account: Int64
    public var createdAt: Instant
    public var expiresAt: Instant
    /// JSON text of what else the console keeps with it.
    public var detail: String

    public init(tokenHash: [UInt8], account: Int64, createdAt: Instant, expiresAt: Instant, detail: String = "{}") {
        self.tokenHash = tokenHash
        self.account = account
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.detail = detail
    }
}
