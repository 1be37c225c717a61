import Engine
import Values

/// A static list or a tag.
public struct StoredLabel: Sendable, Hashable {
    public var label: Label
    public var description: String
    public var createdAt: Instant
}

/// The lists and tags there are; who is on them, `MembershipStore` knows.
public struct LabelStore: Sendable {
    public init() {}

    private static let insert = BulkStatement.insert(
        into: "labels",
        [
            .int("workspace"), .int("label"), .int("kind"), .text("name"), .text("description"), .int("created_at"),
        ], conflict: "ON CONFLICT DO NOTHING")

    /// Notes lists and tags that are new; those that are known stay as they are.
    public func note(
        _ labels: Set<Label>, description: String = "", now: Instant, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws {
        let labels = labels.sorted { $0.id < $1.id }
        try connection.run(LabelStore.insert, count: labels.count) { row, index in
            row.int(scope.id)
            row.int(labels[index].id)
            row.int(labels[index].kind.rawValue)
            try row.text(labels[index].name)
            try row.text(description)
            row.int(now.milliseconds)
        }
    }

    /// By name.
    public func all(
        _ kind: Label.Kind, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [StoredLabel] {
        try connection.all(
            "SELECT name, description, created_at FROM labels WHERE workspace = $1 AND kind = $2 ORDER BY name",
            [.int(scope.id), .int(Int64(kind.rawValue))]
        ) {
            StoredLabel(
                label: Label(kind, $0.text(0)), description: $0.text(1), createdAt: Instant(milliseconds: $0.int(2)))
        }
    }

    /// Another sentence about one that is known.
    public func describe(
        _ label: Label, as description: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.execute(
            "UPDATE labels SET description = $3 WHERE workspace = $1 AND label = $2",
            [.int(scope.id), .int(label.id), .text(description)])
    }

    /// Forgets one that nobody has.
    /// - Returns: whether it is gone: where somebody still has it, it stays.
    public func removeEmpty(
        _ label: Label, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM labels WHERE workspace = $1 AND label = $2 AND NOT EXISTS (
                SELECT 1 FROM memberships
                WHERE memberships.workspace = labels.workspace AND memberships.segment = labels.label)
            """, [.int(scope.id), .int(label.id)]) > 0
    }
}
