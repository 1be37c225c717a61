import Engine
import Values

/// A flow as it is stored: its state, and the text of each version.
public struct StoredFlow: Sendable, Hashable {
    /// What a flow does at present.
    public enum State: String, Sendable, Hashable, CaseIterable {
        case draft, live, paused, archived
    }

    public var id: Int64
    public var name: String
    public var state: State
    /// The version that new journeys take; nil before it was ever live.
    public var liveVersion: Int64?
}

public struct StoredFlowVersion: Sendable, Hashable {
    public var flow: Int64
    public var version: Int64
    /// The YAML text as its author wrote it.
    public var text: String
    public var author: String
    public var createdAt: Instant
    /// When it went live first; nil where it never did.
    public var publishedAt: Instant?
}

extension DefinitionStore {
    public func flows(in scope: WorkspaceScope, on connection: any Connection) throws -> [StoredFlow] {
        let sql = "SELECT flow, name, state, live_version FROM flows WHERE workspace = $1 ORDER BY name, flow"
        return try connection.all(sql, [.int(scope.id)]) { row in
            guard let state = StoredFlow.State(rawValue: row.text(2)) else {
                throw StoredFormError(what: "flow \(row.text(1))", reason: "its state is of a newer release")
            }
            return StoredFlow(id: row.int(0), name: row.text(1), state: state, liveVersion: row.optionalInt(3))
        }
    }

    /// Every version of every flow, oldest first: journeys may still be on any.
    public func flowVersions(in scope: WorkspaceScope, on connection: any Connection) throws -> [StoredFlowVersion] {
        let sql = """
            SELECT flow, version, text, author, created_at, published_at FROM flow_versions WHERE workspace = $1
            ORDER BY flow, version
            """
        return try connection.all(sql, [.int(scope.id)]) {
            StoredFlowVersion(
                flow: $0.int(0), version: $0.int(1), text: $0.text(2), author: $0.text(3),
                createdAt: Instant(milliseconds: $0.int(4)),
                publishedAt: $0.optionalInt(5).map(Instant.init(milliseconds:)))
        }
    }

    /// Stores a text as the flow's next version, making the flow as a draft if need be.
    ///
    /// A text that is the newest version's already stores nothing.
    /// - Returns: the version's number.
    @discardableResult
    public func save(
        flow: Int64, name: String, text: String, author: String, now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO flows (workspace, flow, name, state, created_at) VALUES ($1, $2, $3, 'draft', $4)
            ON CONFLICT (workspace, flow) DO UPDATE SET name = excluded.name
            """, [.int(scope.id), .int(flow), .text(name), .int(now.milliseconds)])
        let newest = try connection.first(
            """
            SELECT version, text FROM flow_versions WHERE workspace = $1 AND flow = $2 ORDER BY version DESC LIMIT 1
            """, [.int(scope.id), .int(flow)]
        ) { (version: $0.int(0), text: $0.text(1)) }
        if let newest, newest.text.utf8.elementsEqual(text.utf8) { return newest.version }
        let version = (newest?.version ?? 0) + 1
        try connection.execute(
            """
            INSERT INTO flow_versions (workspace, flow, version, text, author, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [.int(scope.id), .int(flow), .int(version), .text(text), .text(author), .int(now.milliseconds)])
        try countUp(in: scope, on: connection)
        return version
    }

    /// Changes what a flow does; `liveVersion` is the version that new journeys take from now on.
    /// - Returns: whether there is such a flow.
    @discardableResult
    public func set(
        flow: Int64, to state: StoredFlow.State, liveVersion: Int64?, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Bool {
        let changed = try connection.execute(
            """
            UPDATE flows SET state = $3, live_version = COALESCE($4, live_version) WHERE workspace = $1 AND flow = $2
            """, [.int(scope.id), .int(flow), .text(state.rawValue), .optional(liveVersion)])
        guard changed > 0 else { return false }
        try countUp(in: scope, on: connection)
        return true
    }

    /// Deletes the versions that are newer than the live one, and the flow with its last version.
    ///
    /// Versions that went live once stay, as do those of earlier releases that a journey was in or that wrote a message.
    ///
    /// Cost: linear in the messages written since the oldest of these versions was stored.
    ///
    /// - Returns: how many versions are gone.
    public func dropDrafts(
        of flow: Int64, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Int {
        let deleted = try connection.execute(
            """
            DELETE FROM flow_versions WHERE workspace = $1 AND flow = $2 AND published_at IS NULL
                AND version > COALESCE(
                    (SELECT live_version FROM flows WHERE flows.workspace = $1 AND flows.flow = $2), 0)
                AND NOT EXISTS (SELECT 1 FROM journey_places AS places WHERE places.workspace = $1
                    AND places.flow = $2 AND places.version = flow_versions.version)
                AND NOT EXISTS (SELECT 1 FROM messages WHERE messages.workspace = $1
                    AND messages.created_at >= flow_versions.created_at AND messages.flow = $2
                    AND messages.flow_version = flow_versions.version)
            """, [.int(scope.id), .int(flow)])
        guard deleted > 0 else { return 0 }
        try connection.execute(
            """
            DELETE FROM flows WHERE workspace = $1 AND flow = $2 AND NOT EXISTS (
                SELECT 1 FROM flow_versions WHERE flow_versions.workspace = $1 AND flow_versions.flow = $2)
            """, [.int(scope.id), .int(flow)])
        try connection.execute(
            """
            DELETE FROM flow_changes WHERE workspace = $1 AND flow = $2 AND NOT EXISTS (
                SELECT 1 FROM flows WHERE flows.workspace = $1 AND flows.flow = $2)
            """, [.int(scope.id), .int(flow)])
        try countUp(in: scope, on: connection)
        return deleted
    }
}
