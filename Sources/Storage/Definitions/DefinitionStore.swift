import Engine
import Values

/// Flows and settings; every change counts the workspace's definitions version up by one.
public struct DefinitionStore: Sendable {
    public init() {}

    /// The newest definitions' number; 0 before anything was defined. Cost: one row by key.
    public func currentVersion(in scope: WorkspaceScope, on connection: any Connection) throws -> Int64 {
        try connection.first("SELECT version FROM definitions WHERE workspace = $1", [.int(scope.id)]) { $0.int(0) }
            ?? 0
    }

    /// - Returns: the new version's number.
    @discardableResult
    func countUp(in scope: WorkspaceScope, on connection: any Connection) throws -> Int64 {
        try connection.first(
            """
            INSERT INTO definitions (workspace, version) VALUES ($1, 1)
            ON CONFLICT (workspace) DO UPDATE SET version = definitions.version + 1 RETURNING version
            """, [.int(scope.id)]
        ) { $0.int(0) } ?? 0
    }

    public func setting(
        _ name: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> String? {
        let sql = "SELECT value FROM settings WHERE workspace = $1 AND name = $2"
        return try connection.first(sql, [.int(scope.id), .text(name)]) { $0.text(0) }
    }

    /// JSON texts by name.
    public func settings(in scope: WorkspaceScope, on connection: any Connection) throws -> [String: String] {
        var settings: [String: String] = [:]
        try connection.query("SELECT name, value FROM settings WHERE workspace = $1", [.int(scope.id)]) {
            settings[$0.text(0)] = $0.text(1)
        }
        return settings
    }

    /// - Parameter value: JSON text.
    public func set(
        _ name: String, to value: String, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO settings (workspace, name, value, changed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """, [.int(scope.id), .text(name), .text(value), .int(now.milliseconds)])
        try countUp(in: scope, on: connection)
    }
}
