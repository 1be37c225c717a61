import Engine
import Values

/// Stores what intake accepted: events, what recognises their resends, and the work they cause.
///
/// Keeps what it has seen (identities, names, contexts) in memory, about 20 MB at most; one for a process.
public final class IntakeStore: Sendable {
    let identities = IdentityRegistry()
    let names = NameRegistry()
    private let contexts = ContextRegistry()
    private let counters = CounterStore()

    public init() {}

    private static let insertDedupe = BulkStatement.insert(
        into: "event_dedupe", [.int("identity_key"), .int("message_hash"), .int("day")],
        key: ["identity_key", "message_hash"], conflict: "ON CONFLICT DO NOTHING")

    private static let insertRejected = BulkStatement.insert(
        into: "rejected_events",
        [.int("workspace"), .int("received_at"), .text("rule"), .text("reason"), .text("source"), .text("body")])

    /// Stores a batch within the transaction at hand, one round trip a table; resends are recognised, in the batch too.
    ///
    /// - Throws: `DatabaseError`; where `isFaultOfData`, the caller splits the batch and tries each half.
    public func append(
        _ events: [IncomingEvent], rejected: [RejectedEvent] = [], in scope: WorkspaceScope, now: Instant,
        on connection: any Connection
    ) throws -> IntakeReceipt {
        var rows = try resolve(events, in: scope, on: connection)
        // Neighbours in the indexes are written together; one identity's events keep their order.
        rows.sort { ($0.order, $0.place) < ($1.order, $1.place) }
        let isNew = try connection.runReporting(IntakeStore.insertDedupe, count: rows.count) { row, index in
            row.int(rows[index].key.rawValue)
            row.int(events[rows[index].place].messageHash)
            row.int(now.milliseconds / TimeSpan.days(1).milliseconds)
        }
        var fresh = zip(rows, isNew).filter(\.1).map(\.0)
        let sequences = try SequenceAllocator.take(fresh.count, on: connection)
        for index in fresh.indices { fresh[index].sequence = sequences[index] }
        try insert(fresh, of: events, on: connection)
        try schedule(fresh, of: events, in: scope, on: connection)
        try record(rejected, in: scope, on: connection)
        try counters.add(
            [
                "events.stored": fresh.count, "events.duplicate": events.count - fresh.count,
                "events.rejected": rejected.count,
            ], at: now, in: scope, on: connection)
        var outcomes = [IntakeReceipt.Outcome](repeating: .duplicate, count: events.count)
        for row in fresh { outcomes[row.place] = .stored(sequence: row.sequence) }
        return IntakeReceipt(outcomes: outcomes)
    }

    /// Forgets which identities are stored; to be called where rows were deleted.
    public func forgetIdentities() { identities.forget() }

    private struct EventPlace {
        let place: Int
        let key: IdentityKey
        let salts: [UInt8]
        var sequence: Int64 = 0
        /// By bucket first, as work is.
        var order: UInt64 { UInt64(bitPattern: key.rawValue) }
    }

    private func resolve(
        _ events: [IncomingEvent], in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [EventPlace] {
        var all: [Identity] = []
        var seenAt: [Instant] = []
        all.reserveCapacity(events.count * 2)
        for event in events {
            all.append(event.identity)
            all.append(contentsOf: event.envelope.identities)
            seenAt.append(contentsOf: repeatElement(event.receivedAt, count: 1 + event.envelope.identities.count))
        }
        let keys = try identities.keys(of: all, seenAt: seenAt, in: scope, on: connection)
        var next = 0
        return events.indices.map { place in
            let count = events[place].envelope.identities.count
            defer { next += 1 + count }
            let salts = keys[(next + 1)..<(next + 1 + count)].map(\.salt)
            return EventPlace(place: place, key: keys[next].key, salts: salts)
        }
    }

    private func insert(_ rows: [EventPlace], of events: [IncomingEvent], on connection: any Connection) throws {
        let nameIDs = try names.ids(of: Set(rows.map { events[$0.place].name }), on: connection)
        var shared: [Int64: [UInt8]] = [:]
        for row in rows {
            if let id = events[row.place].envelope.contextID { shared[id] = events[row.place].context }
        }
        try contexts.store(shared, on: connection)
        try connection.run(EventRow.insert, count: rows.count) { row, index in
            let event = events[rows[index].place]
            row.int(rows[index].sequence)
            row.int(rows[index].key.rawValue)
            row.int(event.occurredAt.milliseconds)
            row.int(event.receivedAt.milliseconds)
            row.int(event.call.rawValue)
            row.int(EventRow.flags(event.authority, isHistorical: event.isHistorical))
            row.int(nameIDs[event.name])
            row.int(event.envelope.contextID)
            try row.text(utf8: event.properties)
            try row.text(utf8: EnvelopeCoding.encode(event.envelope, salts: rows[index].salts))
        }
    }

    private func schedule(
        _ rows: [EventPlace], of events: [IncomingEvent], in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        let work = rows.map { row in
            let event = events[row.place]
            // History waits behind what happens now, in the order it came.
            return WorkItem(
                dueAt: event.isHistorical ? event.receivedAt : WorkItem.firstInLine, kind: .event, id: row.sequence,
                subject: row.key)
        }
        try WorkRow.insert(work, in: scope, on: connection)
    }

    private func record(
        _ rejected: [RejectedEvent], in scope: WorkspaceScope, on connection: any Connection
    ) throws {
        try connection.run(IntakeStore.insertRejected, count: rejected.count) { row, index in
            let event = rejected[index]
            row.int(scope.id)
            row.int(event.receivedAt.milliseconds)
            try row.text(event.rule)
            // What was refused may hold what no text column takes.
            try row.text(event.reason.withoutNUL)
            try row.text(event.source.withoutNUL)
            try row.text(event.body.withoutNUL)
        }
    }
}

/// What became of each event of a batch, in its order.
public struct IntakeReceipt: Sendable, Equatable {
    public enum Outcome: Sendable, Equatable {
        case stored(sequence: Int64)
        /// A resend: the first copy is stored.
        case duplicate
    }

    public let outcomes: [Outcome]

    public var storedCount: Int { outcomes.count { $0 != .duplicate } }
}

extension String {
    /// Visible in place of NUL, which no text column takes.
    var withoutNUL: String { hasNUL ? replacing("\0", with: "\u{FFFD}") : self }

    private var hasNUL: Bool {
        utf8.withContiguousStorageIfAvailable { TextCheck.hasNUL($0) } ?? utf8.contains(0)
    }
}
