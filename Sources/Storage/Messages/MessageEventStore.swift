import Engine
import Values

/// What happened to a message after it was handed over.
public struct MessageEvent: Sendable, Hashable {
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        case delivered = 1
        case opened = 2
        case clicked = 3
        case bounced = 4
        case complained = 5
        case unsubscribed = 6

        /// The state a message has at least, once this is known.
        var state: Message.State? {
            switch self {
            case .delivered: .delivered
            case .opened: .opened
            case .clicked: .clicked
            case .bounced: .bounced
            case .complained: .complained
            case .unsubscribed: nil
            }
        }
    }

    public var message: Int64
    public var at: Instant
    public var kind: Kind
    /// The number of the link that was clicked; 0 where none was.
    public var link: Int64
    /// What else is known: the user agent, the provider's words.
    public var detail: String

    public init(message: Int64, at: Instant, kind: Kind, link: Int64 = 0, detail: String = "") {
        self.message = message
        self.at = at
        self.kind = kind
        self.link = link
        self.detail = detail
    }
}

extension MessageStore {
    private static let insertEvents = BulkStatement.insert(
        into: "message_events",
        [.int("message_id"), .int("at"), .int("kind"), .int("link"), .text("detail")],
        conflict: "ON CONFLICT DO NOTHING")

    /// A receipt only moves a message forward; one for a message of which nothing was known settles it.
    private static let advance = BulkStatement.update(
        "messages", [.int("id"), .int("state")], set: "state = rows.state",
        where: """
            messages.id = rows.id
            AND (messages.state = 12 OR (messages.state BETWEEN 3 AND 9 AND messages.state < rows.state))
            """)

    /// Records opens, clicks and receipts; the same one told twice changes nothing.
    public func record(_ events: [MessageEvent], on connection: any Connection) throws {
        try connection.run(MessageStore.insertEvents, count: events.count) { row, index in
            row.int(events[index].message)
            row.int(events[index].at.milliseconds)
            row.int(events[index].kind.rawValue)
            row.int(events[index].link)
            try row.text(events[index].detail.withoutNUL)
        }
        let states = events.compactMap { event in event.kind.state.map { (event.message, $0.rawValue) } }
        let furthest = Dictionary(states, uniquingKeysWith: { max($0, $1) }).sorted { $0.key < $1.key }
        try connection.run(MessageStore.advance, count: furthest.count) { row, index in
            row.int(furthest[index].key)
            row.int(furthest[index].value)
        }
    }

    public func events(of message: Int64, on connection: any Connection) throws -> [MessageEvent] {
        let sql = "SELECT at, kind, link, detail FROM message_events WHERE message_id = $1 ORDER BY at, kind, link"
        return try connection.all(sql, [.int(message)]) { row in
            guard let kind = MessageEvent.Kind(rawValue: Int(row.int(1))) else {
                throw StoredFormError(what: "an event of message \(message)", reason: "it is of a newer release")
            }
            return MessageEvent(
                message: message, at: Instant(milliseconds: row.int(0)), kind: kind, link: row.int(2),
                detail: row.text(3))
        }
    }
}
