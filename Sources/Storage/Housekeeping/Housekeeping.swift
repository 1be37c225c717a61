import Engine
import Values

/// Lets go of what has done its duty, in transactions under 10 ms that the rest of the program runs between.
public struct Housekeeping: Sendable {
    /// A resend comes within hours; 30 days is what the documentation promises.
    public static let dedupeKept = TimeSpan.days(30)
    /// What was sent is shown for so long.
    public static let bodiesKept = TimeSpan.days(30)
    /// What flows asked of the outside is shown for so long after it was settled.
    public static let effectsKept = TimeSpan.days(90)
    /// Refused events hold whatever was sent: long enough to mend a shop's code by them.
    public static let rejectedKept = TimeSpan.days(30)
    /// Guessing that paused for so long begins anew.
    public static let signInTriesKept = TimeSpan.hours(1)
    /// After this, counts by the minute become counts by the hour.
    public static let minutesKept = TimeSpan.days(8)
    /// After this, counts by the hour are let go of.
    public static let hoursKept = TimeSpan.days(400)
    /// Prices and stock of the past are shown for so long.
    public static let catalogChangesKept = TimeSpan.days(90)

    /// Rows of a narrow table looked at in one transaction: 2 ms.
    static let narrowRowsAtOnce = 4_000
    /// Rows with texts deleted in one transaction.
    static let wideRowsAtOnce = 100

    public init() {}

    /// What one round let go of.
    public struct Report: Sendable, Hashable {
        public var dedupe = 0
        public var bodies = 0
        public var rejected = 0
        public var sessions = 0
        public var signInTries = 0
        /// Rows of counts that were joined with others or deleted.
        public var counters = 0
        public var effects = 0
        /// Members of segments that were archived.
        public var memberships = 0
        /// Lines of the history of prices and stock.
        public var catalogChanges = 0

        public init() {}
    }

    /// Does all of it once; to be run every few hours. Cut short, the next round does what is left.
    public func run(now: Instant, on database: any Database) async throws -> Report {
        var report = Report()
        report.dedupe = try await purgeDedupe(now: now, on: database)
        report.bodies = try await repeated(on: database) {
            try MessageStore().forgetBodies(
                before: now - Housekeeping.bodiesKept, limit: Housekeeping.wideRowsAtOnce, on: $0)
        }
        report.effects = try await repeated(on: database) {
            try EffectStore().forget(
                before: now - Housekeeping.effectsKept, limit: Housekeeping.wideRowsAtOnce, on: $0)
                + BulkStore().forget(
                    before: now - Housekeeping.effectsKept, limit: Housekeeping.wideRowsAtOnce, on: $0)
        }
        report.rejected = try await purgeRejected(now: now, on: database)
        report.sessions = try await repeated(on: database) {
            try SessionStore().purge(before: now, limit: Housekeeping.narrowRowsAtOnce, on: $0)
        }
        report.signInTries = try await repeated(on: database) {
            try SignInTryStore().purge(
                before: now - Housekeeping.signInTriesKept, limit: Housekeeping.narrowRowsAtOnce, on: $0)
        }
        report.counters = try await CounterRollUp().run(now: now, on: database)
        report.memberships = try await repeated(on: database) {
            try MembershipStore().emptyArchived(limit: Housekeeping.narrowRowsAtOnce / 4, now: now, on: $0)
        }
        report.catalogChanges = try await repeated(on: database) {
            try CatalogStore().forgetChanges(
                before: now - Housekeeping.catalogChangesKept, limit: Housekeeping.narrowRowsAtOnce / 4, on: $0)
        }
        try await forgetInterests(now: now, on: database)
        return report
    }

    private func forgetInterests(now: Instant, on database: any Database) async throws {
        var place: InterestStore.Place? = .start
        while let start = place {
            place = try await database.write(lane: .jobs) {
                try InterestStore.forget(after: start, now: now, limit: Housekeeping.narrowRowsAtOnce, on: $0)
            }
        }
        try await database.write(lane: .jobs) { try InterestStore.recount(on: $0) }
    }

    private func repeated(
        on database: any Database, _ chunk: @escaping @Sendable (any Connection) throws -> Int
    ) async throws -> Int {
        var total = 0
        while true {
            let done = try await database.write(lane: .jobs, chunk)
            if done == 0 { return total }
            total += done
        }
    }

    private struct DedupeKey { var identity, hash: Int64 }

    /// Walks the table by its key: an index by day would cost every event of the hot path a write.
    private func purgeDedupe(now: Instant, on database: any Database) async throws -> Int {
        let oldest = (now - Housekeeping.dedupeKept).milliseconds / TimeSpan.days(1).milliseconds
        var total = 0
        var cursor: DedupeKey? = DedupeKey(identity: .min, hash: .min)
        while let start = cursor {
            let (end, deleted) = try await database.write(lane: .jobs) { connection in
                let end = try connection.first(
                    """
                    SELECT identity_key, message_hash FROM event_dedupe WHERE (identity_key, message_hash) > ($1, $2)
                    ORDER BY identity_key, message_hash LIMIT 1 OFFSET \(Housekeeping.narrowRowsAtOnce)
                    """, [.int(start.identity), .int(start.hash)]
                ) { DedupeKey(identity: $0.int(0), hash: $0.int(1)) }
                let last = end ?? DedupeKey(identity: .max, hash: .max)
                let deleted = try connection.execute(
                    """
                    DELETE FROM event_dedupe WHERE (identity_key, message_hash) >= ($1, $2)
                        AND (identity_key, message_hash) <= ($3, $4) AND day < $5
                    """,
                    [.int(start.identity), .int(start.hash), .int(last.identity), .int(last.hash), .int(oldest)])
                return (end, deleted)
            }
            total += deleted
            cursor = end
        }
        return total
    }

    private func purgeRejected(now: Instant, on database: any Database) async throws -> Int {
        let oldest = (now - Housekeeping.rejectedKept).milliseconds
        let workspaces = try await database.read { connection in
            try connection.all("SELECT workspace FROM workspaces", []) { $0.int(0) }
        }
        var total = 0
        for workspace in Set(workspaces + [WorkspaceID.first.rawValue]).sorted() {
            total += try await repeated(on: database) { connection in
                try connection.execute(
                    """
                    DELETE FROM rejected_events WHERE sequence IN (
                        SELECT sequence FROM rejected_events WHERE workspace = $1 AND received_at < $2
                        ORDER BY received_at, sequence LIMIT $3)
                    """, [.int(workspace), .int(oldest), .int(Int64(Housekeeping.wideRowsAtOnce))])
            }
        }
        return total
    }
}
