import Engine
import Values

/// One change of settings: what was and what is, by the names of the settings.
public struct StoredSettingChange: Sendable, Hashable {
    public var author: String
    public var at: Instant
    /// By a setting's name a list of two: what it was and what it became; `null` is what stands in no file.
    public var changes: JSONObject

    public init(author: String, at: Instant, changes: JSONObject) {
        self.author = author
        self.at = at
        self.changes = changes
    }
}

extension DefinitionStore {
    /// Changes of settings that are shown at most.
    public static let mostSettingChanges = 30

    /// Puts down who changed which settings, in the transaction that changes them.
    ///
    /// Two changes of one person within a millisecond become one.
    public func note(
        _ change: StoredSettingChange, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO setting_changes (workspace, at, author, changes) VALUES ($1, $2, $3, $4)
            ON CONFLICT (workspace, at, author) DO UPDATE SET changes = excluded.changes
            """,
            [
                .int(scope.id), .int(change.at.milliseconds), .text(change.author),
                .text(JSON.object(change.changes).text),
            ])
    }

    /// The newest first; at most `mostSettingChanges`. Cost: so many rows by key.
    public func settingChanges(in scope: WorkspaceScope, on connection: any Connection) throws -> [StoredSettingChange]
    {
        try connection.all(
            """
            SELECT author, at, changes FROM setting_changes WHERE workspace = $1
            ORDER BY at DESC, author LIMIT \(DefinitionStore.mostSettingChanges)
            """, [.int(scope.id)]
        ) { row in
            StoredSettingChange(
                author: row.text(0), at: Instant(milliseconds: row.int(1)),
                changes: (try? JSON.parse(row.text(2)))?.object ?? JSONObject())
        }
    }
}
