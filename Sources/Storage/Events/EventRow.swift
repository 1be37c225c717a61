import Engine
import Values

/// How an event lies in its row.
enum EventRow {
    static let insert = BulkStatement.insert(
        into: "events",
        [
            .int("sequence"), .int("identity_key"), .int("occurred_at"), .int("received_at"), .int("call"),
            .int("flags"), .int("name_id"), .int("context_id"), .text("properties"), .text("envelope"),
        ])

    /// What `read` expects, in this order, of a query that joins `events` and `names`.
    static let columns = """
        events.sequence, events.identity_key, events.occurred_at, events.received_at, events.call, events.flags, \
        names.name, events.context_id, events.properties, events.envelope
        """

    /// What `readPast` expects, in this order, of a query over `events` alone.
    static let pastColumns = """
        events.sequence, events.occurred_at, events.name_id, events.call, events.flags, events.properties
        """
    /// Where the number of the name stands among them.
    static let pastName = 2

    /// Beside the two low bits, which hold the authority.
    private static let historical: Int64 = 8

    static func flags(_ authority: Event.Authority, isHistorical: Bool) -> Int64 {
        Int64(authority.rawValue) | (isHistorical ? historical : 0)
    }

    /// - Parameter first: the number of the column that holds the sequence.
    static func read(_ row: Row, from first: Int = 0) throws -> (event: Event, salts: [UInt8]) {
        let flags = row.int(first + 5)
        let sequence = row.int(first)
        guard let call = Event.Call(rawValue: Int(row.int(first + 4))),
            let authority = Event.Authority(rawValue: Int(flags & ~historical))
        else { throw StoredFormError(what: "event \(sequence)", reason: "its call or authority is of a newer release") }
        do {
            let (envelope, salts) = try row.withBytes(first + 9) {
                try EnvelopeCoding.decode($0, contextID: row.optionalInt(first + 7))
            }
            let event = Event(
                sequence: sequence, identity: IdentityKey(rawValue: row.int(first + 1)), call: call,
                name: row.text(first + 6), occurredAt: Instant(milliseconds: row.int(first + 2)),
                receivedAt: Instant(milliseconds: row.int(first + 3)), authority: authority,
                isHistorical: flags & historical != 0, properties: row.bytes(first + 8), envelope: envelope)
            return (event, salts)
        } catch let error as JSONError {
            throw StoredFormError(what: "event \(sequence)", reason: "its envelope is damaged: \(error)")
        }
    }
}

extension EventRow {
    /// An event without its envelope, for looking back.
    ///
    /// - Parameter body: in the place of its properties, where nobody asks for them.
    static func readPast(
        _ row: Row, of identity: IdentityKey, named name: String, body: [UInt8]?
    ) throws -> Event {
        let (sequence, flags) = (row.int(0), row.int(4))
        guard let call = Event.Call(rawValue: Int(row.int(3))),
            let authority = Event.Authority(rawValue: Int(flags & ~historical))
        else { throw StoredFormError(what: "event \(sequence)", reason: "its call or authority is of a newer release") }
        let moment = Instant(milliseconds: row.int(1))
        return Event(
            sequence: sequence, identity: identity, call: call, name: name, occurredAt: moment, receivedAt: moment,
            authority: authority, isHistorical: flags & historical != 0,
            properties: body ?? row.bytes(5))
    }
}

/// A row that this release cannot read: written by a newer one, or damaged.
public struct StoredFormError: Error, Sendable, Equatable, CustomStringConvertible {
    public let what: String
    public let reason: String

    public var description: String { "\(what) cannot be read: \(reason); update this program or restore a backup" }
}
