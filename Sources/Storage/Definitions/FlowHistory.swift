import Engine
import Values

/// One change of what a flow does, and who made it.
public struct StoredFlowChange: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A version went live.
        case published
        case paused, resumed
        /// An earlier version was made live again.
        case rolledBack = "rolled back"
        case archived
    }

    public var kind: Kind
    /// The version that was live then; nil where none was.
    public var version: Int64?
    public var author: String
    public var at: Instant

    public init(_ kind: Kind, version: Int64?, author: String, at: Instant) {
        self.kind = kind
        self.version = version
        self.author = author
        self.at = at
    }
}

extension DefinitionStore {
    /// Changes that are shown of one flow at most.
    public static let mostChanges = 50

    /// Puts down who changed what, in the transaction that changes it.
    public func note(
        _ change: StoredFlowChange, of flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO flow_changes (workspace, flow, at, kind, version, author) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """,
            [
                .int(scope.id), .int(flow), .int(change.at.milliseconds), .text(change.kind.rawValue),
                .optional(change.version), .text(change.author),
            ])
        guard change.kind == .published || change.kind == .rolledBack, let version = change.version else { return }
        try connection.execute(
            """
            UPDATE flow_versions SET published_at = $4
            WHERE workspace = $1 AND flow = $2 AND version = $3 AND published_at IS NULL
            """, [.int(scope.id), .int(flow), .int(version), .int(change.at.milliseconds)])
    }

    /// The newest first.
    public func changes(
        of flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [StoredFlowChange] {
        try connection.all(
            """
            SELECT kind, version, author, at FROM flow_changes WHERE workspace = $1 AND flow = $2
            ORDER BY at DESC, kind LIMIT \(DefinitionStore.mostChanges)
            """, [.int(scope.id), .int(flow)]
        ) { row in
            guard let kind = StoredFlowChange.Kind(rawValue: row.text(0)) else {
                throw StoredFormError(what: "a change of a flow", reason: "it is of a newer release")
            }
            return StoredFlowChange(
                kind, version: row.optionalInt(1), author: row.text(2), at: Instant(milliseconds: row.int(3)))
        }
    }
}
