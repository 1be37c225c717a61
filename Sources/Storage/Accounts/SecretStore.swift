import Engine
import Values

/// Passwords of providers and the like, sealed by a key that the database never sees; left out of backups.
public struct SecretStore: Sendable {
    public init() {}

    /// Stores what is sealed under a name, in place of what was there.
    public func set(
        _ name: String, to sealed: [UInt8], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO secrets (workspace, name, sealed, changed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (workspace, name) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at
            """, [.int(scope.id), .text(name), .blob(sealed), .int(now.milliseconds)])
    }

    /// Stores what is sealed only where the name has nothing yet: of two processes that start at once, one wins.
    /// - Returns: what is stored now.
    public func setIfMissing(
        _ name: String, to sealed: [UInt8], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [UInt8] {
        try connection.execute(
            """
            INSERT INTO secrets (workspace, name, sealed, changed_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
            """, [.int(scope.id), .text(name), .blob(sealed), .int(now.milliseconds)])
        return try secret(name, in: scope, on: connection) ?? sealed
    }

    public func secret(_ name: String, in scope: WorkspaceScope, on connection: any Connection) throws -> [UInt8]? {
        let sql = "SELECT sealed FROM secrets WHERE workspace = $1 AND name = $2"
        return try connection.first(sql, [.int(scope.id), .text(name)]) { $0.bytes(0) }
    }

    public func names(in scope: WorkspaceScope, on connection: any Connection) throws -> [String] {
        try connection.all("SELECT name FROM secrets WHERE workspace = $1 ORDER BY name", [.int(scope.id)]) {
            $0.text(0)
        }
    }

    public func delete(_ name: String, in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.execute(
            "DELETE FROM secrets WHERE workspace = $1 AND name = $2", [.int(scope.id), .text(name)])
    }
}
