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

/// A row that this release cannot read: written by a newer one, or damaged.
public struct StoredFormError: Error, Sendable, Equatable, CustomStringConvertible {
    public let what: String
    public let reason: String

    public var description: String { "\(what) cannot be read: \(reason); update this program or restore a backup" }
}
