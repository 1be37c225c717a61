import Engine
import Values

/// How far an erasure has come, in rows.
public struct ErasureProgress: Sendable, Hashable {
    public let rowsDone: Int
    public let rowsTotal: Int
}

extension Erasure {
    /// How many rows the erasure that was begun has to go through, those that are read to be searched included.
    ///
    /// Cost: counts the person's events, messages and decisions in their indexes, and all rejected events.
    func extent(_ profile: ProfileKey, on connection: any Connection) throws -> Int {
        let stored = try connection.first(
            "SELECT subject FROM erasure_jobs WHERE profile_key = $1", [.int(profile.rawValue)]
        ) { $0.text(0) }
        guard let subject = stored.flatMap({ ErasureSubject(document: $0) }) else { return 0 }
        func count(_ sql: String, _ values: [SQLValue]) throws -> Int {
            try connection.first(sql, values) { Int($0.int(0)) } ?? 0
        }
        let spans = try subject.identities.flatMap(\.spans).reduce(0) { total, span in
            try total
                + count(
                    """
                    SELECT count(*) FROM events
                    WHERE identity_key = $1 AND occurred_at >= $2 AND occurred_at < $3
                    """,
                    [.int(span.identity.rawValue), .int(span.from.milliseconds), .int(span.until.milliseconds)])
        }
        return try spans
            + count("SELECT count(*) FROM messages WHERE profile_key IN (list($1))", [subject.profileKeys])
            + count("SELECT count(*) FROM log WHERE profile_key IN (list($1))", [subject.profileKeys])
            + count("SELECT count(*) FROM rejected_events", [])
    }

    /// The rows of one stretch of a phase, at most.
    func stretch(of phase: ErasureSubject.Phase) -> Int {
        switch phase {
        case .events, .log: Erasure.rowsAtOnce
        case .messages: Erasure.messagesAtOnce
        case .rejected: Erasure.rejectedAtOnce
        // What is remembered against resends goes with the events, and is not counted beside them.
        case .dedupe, .last: 0
        }
    }
}
