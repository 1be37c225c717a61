import Engine
import Values

extension MessageStore {
    static let toSending = BulkStatement.update(
        "messages", [.int("id"), .int("now")],
        set: "state = 3, attempts = messages.attempts + 1, sent_at = rows.now",
        where: "messages.id = rows.id AND messages.state = 2", key: ["id"])

    private static let toRefused = BulkStatement.update(
        "messages", [.int("id"), .text("reason")], set: "state = 11, reason = rows.reason",
        where: "messages.id = rows.id AND messages.state = 2", key: ["id"])

    /// Marks messages as `sending`, just before the provider sees them, reading ledger and expiry a last time.
    ///
    /// Call it in a transaction of its own and hand over only what it returns, after the commit: a stop that was
    /// committed before refuses the message, a later one waits.
    /// - Throws: `StepConflict.leasesLost` where another process owns the people by now.
    public func commitSending(
        _ ids: [Int64], under held: [Lease], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> SendingCommit {
        let lost = try leases.lost(held, on: connection)
        guard lost.isEmpty else { throw StepConflict.leasesLost(lost) }
        let waiting = try waiting(ids, on: connection)
        try ledger.hold(waiting.map(\.addressKey), exclusively: false, on: connection)
        let standings = try ledger.latest(of: waiting.map(\.addressKey), in: scope, on: connection)
        var cleared: [Int64] = []
        var refused: [RefusedMessage] = []
        for message in waiting {
            let rule =
                standings[message.addressKey]?.refusal(of: message.purpose)
                ?? (message.expiresAt <= now ? "It was out of date when its turn came" : nil)
            if let rule {
                refused.append(RefusedMessage(id: message.id, profile: message.profile, rule: rule))
            } else {
                cleared.append(message.id)
            }
        }
        let taken = try connection.runReporting(MessageStore.toSending, count: cleared.count) { row, index in
            row.int(cleared[index])
            row.int(now.milliseconds)
        }
        let stopped = try connection.runReporting(MessageStore.toRefused, count: refused.count) { row, index in
            row.int(refused[index].id)
            try row.text(refused[index].rule.withoutNUL)
        }
        try MessageSecrets.forget(of: refused.map(\.id), on: connection)
        let order = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return SendingCommit(
            toHandOver: zip(cleared, taken).filter(\.1).map(\.0).sorted { order[$0] ?? 0 < order[$1] ?? 0 },
            refused: zip(refused, stopped).filter(\.1).map(\.0))
    }

    private struct Waiting {
        let id: Int64
        let profile: ProfileKey
        let addressKey: Int64
        let purpose: Message.Purpose
        let expiresAt: Instant
    }

    private func waiting(_ ids: [Int64], on connection: any Connection) throws -> [Waiting] {
        let sql = """
            SELECT id, profile_key, address_key, purpose, expires_at FROM messages
            WHERE id IN (list($1)) AND state = 2 ORDER BY id
            """
        return try connection.all(sql, [.list(ids)]) { row in
            Waiting(
                id: row.int(0), profile: ProfileKey(rawValue: row.int(1)), addressKey: row.int(2),
                purpose: Message.Purpose(rawValue: Int(row.int(3))) ?? .marketing,
                expiresAt: Instant(milliseconds: row.int(4)))
        }
    }

    /// Settles what an earlier owner of these ranges left in `sending`: marketing becomes `unknown` and is not sent
    /// again, transactional mail is.
    public func recoverSending(
        in ranges: [BucketRange], now: Instant, on connection: any Connection
    ) throws -> RecoveredMessages {
        let numbers = SQLValue.list(ranges.map { Int64($0.index) })
        let unknown = try connection.all(
            """
            UPDATE messages SET state = 12, reason = 'The program stopped while it was being handed over'
            WHERE state = 3 AND bucket_range IN (list($1)) AND purpose = 1 RETURNING id
            """, [numbers]
        ) { $0.int(0) }
        try MessageSecrets.forget(of: unknown, on: connection)
        let again = try connection.all(
            """
            UPDATE messages SET state = 2, due_at = $2
            WHERE state = 3 AND bucket_range IN (list($1)) AND purpose = 2 RETURNING id
            """, [numbers, .int(now.milliseconds)]
        ) { $0.int(0) }
        return RecoveredMessages(unknown: unknown.sorted(), again: again.sorted())
    }
}

/// What a last look decided about messages that were ready.
public struct SendingCommit: Sendable, Hashable {
    /// In the order asked for; those that were taken or changed meanwhile are in neither list.
    public let toHandOver: [Int64]
    public let refused: [RefusedMessage]

    /// None was taken, and all are as they were.
    public static let nothing = SendingCommit(toHandOver: [], refused: [])
}

public struct RefusedMessage: Sendable, Hashable {
    public let id: Int64
    public let profile: ProfileKey
    public let rule: String
}

public struct RecoveredMessages: Sendable, Hashable {
    public let unknown: [Int64]
    public let again: [Int64]
}
