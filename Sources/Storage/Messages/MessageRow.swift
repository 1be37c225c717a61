import Engine
import Values

/// How a message lies in its row, and which changes of state its person's step may make.
enum MessageRow {
    static let columns = """
        messages.id, messages.profile_key, messages.flow, messages.flow_version, messages.step, messages.journey, \
        messages.channel, messages.purpose, messages.address, messages.state, messages.reason, \
        messages.created_at, messages.due_at, messages.expires_at, messages.context
        """

    static let columnCount = 15

    private static let insertion = BulkStatement.insert(
        into: "messages",
        [
            .int("id"), .int("workspace"), .int("bucket_range"), .int("profile_key"), .int("flow"),
            .int("flow_version"), .text("step"), .int("journey"), .int("channel"), .int("purpose"), .text("address"),
            .int("address_key"), .int("state"), .text("reason"), .int("created_at"), .int("due_at"),
            .int("expires_at"), .int("attempts"), .text("context"),
        ], conflict: "ON CONFLICT DO NOTHING")

    /// A message that exists already is left alone.
    static func insert(_ messages: [Message], in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.run(insertion, count: messages.count) { row, index in
            let message = messages[index]
            row.int(message.id)
            row.int(scope.id)
            row.int(message.profile.bucket.range.index)
            row.int(message.profile.rawValue)
            row.int(message.flow)
            row.int(message.flowVersion)
            try row.text(message.step)
            row.int(message.journey)
            row.int(message.channel.rawValue)
            row.int(message.purpose.rawValue)
            try row.text(message.address)
            row.int(LedgerEntry.addressKey(message.address, channel: message.channel))
            row.int(message.state.rawValue)
            try row.text(message.reason.withoutNUL)
            row.int(message.createdAt.milliseconds)
            row.int(message.dueAt.milliseconds)
            row.int(message.expiresAt.milliseconds)
            row.int(0)
            try row.text(message.context)
        }
    }

    /// What waits may be held, cleared, refused or given up; what is on its way or gone only moves forward.
    ///
    /// States by number: 1 held, 2 ready, 3 sending, 4 sent … 9 complained, 10 failed, 11 refused, 12 unknown.
    static let changing = BulkStatement.update(
        "messages",
        [
            .int("id"), .int("profile_key"), .int("state"), .text("reason"), .int("due_at"), .int("bucket_range"),
            .text("context"),
        ],
        set: """
            state = rows.state, reason = rows.reason, due_at = rows.due_at, profile_key = rows.profile_key, \
            bucket_range = rows.bucket_range, context = COALESCE(rows.context, messages.context)
            """,
        where: """
            messages.id = rows.id AND (
                (rows.state IN (1, 2, 10, 11) AND messages.state IN (1, 2))
                OR (rows.state BETWEEN 4 AND 9
                    AND (messages.state = 12 OR (messages.state BETWEEN 3 AND 9 AND messages.state < rows.state))))
            """)

    static func change(_ changes: [MessageChange], on connection: any Connection) throws {
        let last = Dictionary(changes.map { ($0.id, $0) }, uniquingKeysWith: { $1 }).values.sorted { $0.id < $1.id }
        try connection.run(changing, count: last.count) { row, index in
            row.int(last[index].id)
            row.int(last[index].profile.rawValue)
            row.int(last[index].state.rawValue)
            try row.text(last[index].reason.withoutNUL)
            row.int(last[index].dueAt.milliseconds)
            row.int(last[index].profile.bucket.range.index)
            try row.text(last[index].context)
        }
        try MessageSecrets.forget(of: last.filter { $0.state.rawValue >= 4 }.map(\.id), on: connection)
    }

    static func read(_ row: Row) throws -> Message {
        let id = row.int(0)
        guard let channel = Channel(rawValue: Int(row.int(6))),
            let purpose = Message.Purpose(rawValue: Int(row.int(7))),
            let state = Message.State(rawValue: Int(row.int(9)))
        else { throw StoredFormError(what: "message \(id)", reason: "it is of a newer release") }
        return Message(
            id: id, profile: ProfileKey(rawValue: row.int(1)), flow: row.int(2), flowVersion: row.int(3),
            step: row.text(4), journey: row.int(5), channel: channel, purpose: purpose, address: row.text(8),
            state: state, reason: row.text(10), createdAt: Instant(milliseconds: row.int(11)),
            dueAt: Instant(milliseconds: row.int(12)), expiresAt: Instant(milliseconds: row.int(13)),
            context: row.text(14))
    }
}
