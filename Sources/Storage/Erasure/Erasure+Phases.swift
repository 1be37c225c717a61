import Engine
import Values

extension Erasure {
    /// Rows deleted in one transaction, so that it stays under 10 ms.
    static let rowsAtOnce = 500
    /// A message lies in a row, a body and six indexes: 1 ms each.
    static let messagesAtOnce = 8
    /// Rejected events are read to be searched.
    static let rejectedAtOnce = 200

    /// Does the next bit of an erasure that was begun.
    /// - Returns: the phase that it belonged to; nil where there is no more to do.
    func advance(
        _ profile: ProfileKey, now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> ErasureSubject.Phase? {
        let stored = try connection.first(
            "SELECT subject FROM erasure_jobs WHERE profile_key = $1", [.int(profile.rawValue)]
        ) { $0.text(0) }
        guard let stored else { return nil }
        guard var subject = ErasureSubject(document: stored) else {
            throw StoredFormError(what: "an erasure under way", reason: "it is of a newer release")
        }
        let phase = subject.phase
        let isDone: Bool
        switch subject.phase {
        case .events: isDone = try deleteEvents(subject, on: connection)
        case .dedupe: isDone = try deleteDedupe(subject, on: connection)
        case .messages: isDone = try deleteMessages(subject, on: connection)
        case .log: isDone = try deleteLog(subject, on: connection)
        case .rejected: isDone = try deleteRejected(&subject, in: scope, on: connection)
        case .last:
            // Whoever was at work on the person meanwhile may have written them anew.
            guard try deleteEvents(subject, on: connection), try deleteMessages(subject, on: connection),
                try deleteLog(subject, on: connection)
            else { return phase }
            try deletePerson(subject, now: now, on: connection)
            try connection.execute("DELETE FROM erasure_jobs WHERE profile_key = $1", [.int(profile.rawValue)])
            return nil
        }
        if isDone {
            subject.phase = ErasureSubject.Phase(rawValue: subject.phase.rawValue + 1) ?? .last
            subject.cursor = 0
        }
        try connection.execute(
            "UPDATE erasure_jobs SET subject = $2 WHERE profile_key = $1",
            [.int(profile.rawValue), .text(subject.document)])
        return phase
    }

    /// Takes away profile, identities, what joins them, work and claims; whoever holds the person in memory loses the
    /// lease, and with it what is remembered.
    func deletePerson(_ subject: ErasureSubject, now: Instant, on connection: any Connection) throws {
        let own = subject.ownKeys
        for sql in [
            "DELETE FROM object_claims WHERE identity_key IN (list($1))",
            "DELETE FROM product_interests WHERE identity_key IN (list($1))",
            "DELETE FROM identities WHERE identity_key IN (list($1))",
        ] {
            try connection.execute(sql, [own])
        }
        // Each fact is stored with both of its sides.
        let others = try connection.all(
            "SELECT DISTINCT other_key FROM links WHERE identity_key IN (list($1))", [own]
        ) { $0.int(0) }
        try connection.execute("DELETE FROM links WHERE identity_key IN (list($1))", [own])
        try connection.execute(
            "DELETE FROM links WHERE identity_key IN (list($1)) AND other_key IN (list($2))", [.list(others), own])
        try JourneyPlaces().forget(subject.profiles, on: connection)
        try MembershipStore().forget(subject.profiles, at: now, on: connection)
        for sql in [
            "UPDATE identities SET profile_key = identity_key WHERE profile_key IN (list($1))",
            "UPDATE coupons SET profile_key = NULL WHERE profile_key IN (list($1))",
            "DELETE FROM conversions WHERE profile_key IN (list($1))",
            "DELETE FROM effects WHERE profile_key IN (list($1))",
            "DELETE FROM tasks WHERE profile_key IN (list($1))",
            "DELETE FROM audience_members WHERE profile_key IN (list($1))",
            "DELETE FROM profiles WHERE profile_key IN (list($1))",
        ] {
            try connection.execute(sql, [subject.profileKeys])
        }
        for profile in subject.profiles {
            try connection.execute(
                "DELETE FROM backtests WHERE report LIKE $1", [.text("%\(profile.rawValue)%")])
        }
        let subjects = subject.profiles + subject.identities.filter { !$0.isShared }.map(\.key)
        for (range, keys) in Dictionary(grouping: subjects, by: \.bucket.range) {
            try connection.execute(
                "DELETE FROM work WHERE bucket_range = $1 AND subject IN (list($2))",
                [.int(Int64(range.index)), .list(keys.map(\.rawValue))])
        }
        try connection.execute(
            "UPDATE leases SET owner = NULL, epoch = epoch + 1, expires_at = 0 WHERE bucket_range IN (list($1))",
            [.list(Set(subject.profiles.map { Int64($0.bucket.range.index) }).sorted())])
    }

    private func deleteEvents(_ subject: ErasureSubject, on connection: any Connection) throws -> Bool {
        var left = Erasure.rowsAtOnce
        for span in subject.identities.flatMap(\.spans) {
            let found = try connection.all(
                """
                SELECT sequence, context_id FROM events
                WHERE identity_key = $1 AND occurred_at >= $2 AND occurred_at < $3 ORDER BY occurred_at LIMIT $4
                """,
                [
                    .int(span.identity.rawValue), .int(span.from.milliseconds), .int(span.until.milliseconds),
                    .int(Int64(left)),
                ]
            ) { (sequence: $0.int(0), context: $0.optionalInt(1)) }
            try connection.execute(
                "DELETE FROM events WHERE sequence IN (list($1))", [.list(found.map(\.sequence))])
            // Other people's events may share a context; only one that tells where somebody was is blanked.
            try connection.execute(
                """
                UPDATE contexts SET context = '{}'
                WHERE context_id IN (list($1)) AND replace(context, '"ip":', '') <> context
                """, [.list(Set(found.compactMap(\.context)).sorted())])
            left -= found.count
            if left <= 0 { return false }
        }
        return true
    }

    private func deleteDedupe(_ subject: ErasureSubject, on connection: any Connection) throws -> Bool {
        for owned in subject.identities where !owned.isShared {
            let deleted = try connection.execute(
                """
                DELETE FROM event_dedupe WHERE identity_key = $1 AND message_hash IN (
                    SELECT message_hash FROM event_dedupe WHERE identity_key = $1 LIMIT $2)
                """, [.int(owned.key.rawValue), .int(Int64(Erasure.rowsAtOnce))])
            if deleted > 0 { return false }
        }
        return true
    }

    private func deleteMessages(_ subject: ErasureSubject, on connection: any Connection) throws -> Bool {
        let ids = try connection.all(
            "SELECT id FROM messages WHERE profile_key IN (list($1)) LIMIT $2",
            [subject.profileKeys, .int(Int64(Erasure.messagesAtOnce))]
        ) { $0.int(0) }
        guard !ids.isEmpty else { return true }
        for sql in [
            "DELETE FROM message_bodies WHERE message_id IN (list($1))",
            "DELETE FROM message_events WHERE message_id IN (list($1))",
            "DELETE FROM messages WHERE id IN (list($1))",
        ] {
            try connection.execute(sql, [.list(ids)])
        }
        return false
    }

    private func deleteLog(_ subject: ErasureSubject, on connection: any Connection) throws -> Bool {
        try connection.execute(
            """
            DELETE FROM log WHERE sequence IN (
                SELECT sequence FROM log WHERE profile_key IN (list($1)) LIMIT $2)
            """, [subject.profileKeys, .int(Int64(Erasure.rowsAtOnce))]) == 0
    }

    /// Refused events are filed under nobody: each is searched for the person's identifiers.
    private func deleteRejected(
        _ subject: inout ErasureSubject, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Bool {
        let needles = subject.identities.filter { !$0.isShared }.map { Mention(of: $0.identity) }
        var naming: [Int64] = []
        var count = 0
        try connection.query(
            """
            SELECT sequence, workspace, body, reason FROM rejected_events WHERE sequence > $1
            ORDER BY sequence LIMIT $2
            """, [.int(subject.cursor), .int(Int64(Erasure.rejectedAtOnce))]
        ) { row in
            count += 1
            subject.cursor = row.int(0)
            guard row.int(1) == scope.id else { return }
            let text = row.text(2) + "\n" + row.text(3)
            if needles.contains(where: { $0.isIn(text) }) { naming.append(row.int(0)) }
        }
        try connection.execute("DELETE FROM rejected_events WHERE sequence IN (list($1))", [.list(naming)])
        return count < Erasure.rejectedAtOnce
    }
}

/// How an identifier may stand in an event that was never understood.
struct Mention {
    private let kind: Identity.Kind
    private let needle: String

    init(of identity: Identity) {
        kind = identity.kind
        needle = Mention.reduced(identity.value, identity.kind)
    }

    /// Rather too much than too little is found: what was refused is no loss.
    func isIn(_ text: String) -> Bool {
        !needle.isEmpty && Mention.reduced(text, kind).utf8.contains(needle.utf8)
    }

    /// Letters in one case; of phone numbers the digits alone, for they are written in many ways.
    private static func reduced(_ text: String, _ kind: Identity.Kind) -> String {
        switch kind {
        case .phone: String(decoding: text.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
        case .anonymous, .email, .user: text.lowercased()
        }
    }
}

extension String.UTF8View {
    fileprivate func contains(_ other: String.UTF8View) -> Bool {
        Array(self).firstRange(of: Array(other)) != nil
    }
}
