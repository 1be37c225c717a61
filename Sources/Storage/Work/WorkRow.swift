import Engine
import Values

/// How a work item lies in its row.
enum WorkRow {
    private static let insertion = BulkStatement.insert(
        into: "work",
        [
            .int("bucket_range"), .int("due_at"), .int("kind"), .int("id"), .int("subject"), .int("workspace"),
            .text("payload"),
        ], conflict: "ON CONFLICT DO NOTHING")

    static let deletion = BulkStatement.delete(
        from: "work", [.int("bucket_range"), .int("due_at"), .int("kind"), .int("id")],
        where: """
            work.bucket_range = rows.bucket_range AND work.due_at = rows.due_at AND work.kind = rows.kind \
            AND work.id = rows.id
            """)

    /// Scheduling what is scheduled already changes nothing.
    static func insert(_ work: [WorkItem], in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.run(insertion, count: work.count) { row, index in
            let item = work[index]
            row.int(item.range.index)
            row.int(item.dueAt.milliseconds)
            row.int(item.kind.rawValue)
            row.int(item.id)
            row.int(item.subject.rawValue)
            row.int(scope.id)
            try row.text(item.payload)
        }
    }

    /// - Returns: how many of them were there.
    static func delete(_ work: [WorkItem], on connection: any Connection) throws -> Int {
        try connection.run(deletion, count: work.count) { row, index in
            let item = work[index]
            row.int(item.range.index)
            row.int(item.dueAt.milliseconds)
            row.int(item.kind.rawValue)
            row.int(item.id)
        }
    }
}
