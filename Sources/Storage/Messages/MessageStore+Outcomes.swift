import Engine
import Values

/// What a provider said, or failed to say, about a message that was handed over.
public struct DeliveryOutcome: Sendable, Hashable {
    public enum Result: Sendable, Hashable {
        case sent
        /// Refused for good; the address is suppressed by whoever reads this.
        case bounced(String)
        /// Not now: it is ready again at that moment.
        case retry(at: Instant, String)
        /// Held until then, when policy is asked again.
        case hold(until: Instant, String)
        case failed(String)
        /// The connection broke after the last byte.
        case unknown(String)
    }

    public var message: Int64
    public var result: Result

    public init(message: Int64, result: Result) {
        self.message = message
        self.result = result
    }

    var state: Message.State {
        switch result {
        case .sent: .sent
        case .bounced: .bounced
        case .retry: .ready
        case .hold: .held
        case .failed: .failed
        case .unknown: .unknown
        }
    }

    var reason: String {
        switch result {
        case .sent: ""
        case .bounced(let reason), .retry(_, let reason), .hold(_, let reason), .failed(let reason),
            .unknown(let reason):
            reason
        }
    }
}

/// The bytes of a message, kept for 30 days.
public struct MessageBody: Sendable, Hashable {
    public var message: Int64
    public var storedAt: Instant
    /// Which provider took it, and its answer.
    public var provider: String
    public var response: String
    public var subject: String
    public var html: String
    public var plain: String
    /// Nil where the bytes are not to be kept.
    public var mime: [UInt8]?
    /// JSON text: the addresses behind its tracked links, by number.
    public var links: String

    public init(
        message: Int64, storedAt: Instant, provider: String, response: String, subject: String, html: String,
        plain: String, mime: [UInt8]?, links: String
    ) {
        self.message = message
        self.storedAt = storedAt
        self.provider = provider
        self.response = response
        self.subject = subject
        self.html = html
        self.plain = plain
        self.mime = mime
        self.links = links
    }
}

extension MessageStore {
    /// A late answer still counts where the message was given up as unknown (12) in the meantime.
    private static let recording = BulkStatement.update(
        "messages", [.int("id"), .int("state"), .text("reason"), .int("due_at"), .int("now")],
        set: """
            state = rows.state, reason = rows.reason, due_at = COALESCE(rows.due_at, messages.due_at), \
            sent_at = CASE WHEN rows.state = 4 THEN rows.now ELSE messages.sent_at END
            """,
        where: """
            messages.id = rows.id AND (messages.state = 3 OR (messages.state = 12 AND rows.state IN (4, 9, 10)))
            """, key: ["id"])

    /// Records what became of messages that were handed over.
    /// - Returns: those that took effect; an outcome told twice does once.
    @discardableResult
    public func record(
        _ outcomes: [DeliveryOutcome], now: Instant, on connection: any Connection
    ) throws -> [DeliveryOutcome] {
        let outcomes = outcomes.sorted { $0.message < $1.message }
        let effects = try connection.runReporting(MessageStore.recording, count: outcomes.count) { row, index in
            let outcome = outcomes[index]
            row.int(outcome.message)
            row.int(outcome.state.rawValue)
            try row.text(outcome.reason.withoutNUL)
            switch outcome.result {
            case .retry(let at, _), .hold(let at, _): row.int(at.milliseconds)
            case .sent, .bounced, .failed, .unknown: row.null()
            }
            row.int(now.milliseconds)
        }
        let effective = zip(outcomes, effects).filter(\.1).map(\.0)
        try MessageSecrets.forget(of: effective.map(\.message), on: connection)
        try FlowCounts().addSent(effective.filter { $0.state == .sent }.map(\.message), at: now, on: connection)
        return effective
    }

    private static let insertBodies = BulkStatement.insert(
        into: "message_bodies",
        [
            .int("message_id"), .int("stored_at"), .text("provider"), .text("response"), .text("subject"),
            .text("html"), .text("plain"), .blob("mime"), .text("links"),
        ],
        conflict: """
            ON CONFLICT (message_id) DO UPDATE SET stored_at = excluded.stored_at, provider = excluded.provider, \
            response = excluded.response, subject = excluded.subject, html = excluded.html, plain = excluded.plain, \
            mime = excluded.mime, links = excluded.links
            """)

    /// Keeps what was sent; the bytes of a later attempt replace those of an earlier one.
    public func keep(_ bodies: [MessageBody], on connection: any Connection) throws {
        let last = Dictionary(bodies.map { ($0.message, $0) }, uniquingKeysWith: { $1 }).values
            .sorted { $0.message < $1.message }
        try connection.run(MessageStore.insertBodies, count: last.count) { row, index in
            let body = last[index]
            row.int(body.message)
            row.int(body.storedAt.milliseconds)
            try row.text(body.provider.withoutNUL)
            try row.text(body.response.withoutNUL)
            try row.text(body.subject.withoutNUL)
            try row.text(body.html.withoutNUL)
            try row.text(body.plain.withoutNUL)
            row.blob(body.mime)
            try row.text(body.links)
        }
    }

    /// What was sent; nil where nothing was, or where its bytes were let go of.
    public func body(of message: Int64, on connection: any Connection) throws -> MessageBody? {
        let sql = """
            SELECT stored_at, provider, response, subject, html, plain, mime, links FROM message_bodies
            WHERE message_id = $1 AND stored_at > 0
            """
        return try connection.first(sql, [.int(message)]) { row in
            MessageBody(
                message: message, storedAt: Instant(milliseconds: row.int(0)), provider: row.text(1),
                response: row.text(2), subject: row.text(3), html: row.text(4), plain: row.text(5),
                mime: row.isNull(6) ? nil : row.bytes(6), links: row.text(7))
        }
    }

    /// Where a message's links lead, as a JSON array; nil where none was stored. They outlive its bytes.
    public func links(of message: Int64, on connection: any Connection) throws -> String? {
        try connection.first("SELECT links FROM message_bodies WHERE message_id = $1", [.int(message)]) { $0.text(0) }
    }

    /// Lets go of bytes stored before `age`, at most `limit` of them; subjects and links stay, since letters lie in
    /// mailboxes for years. Such rows are told by a negated time.
    /// - Returns: how many.
    @discardableResult
    public func forgetBodies(before age: Instant, limit: Int, on connection: any Connection) throws -> Int {
        try connection.execute(
            """
            UPDATE message_bodies SET html = '', plain = '', mime = NULL, stored_at = -stored_at WHERE message_id IN (
                SELECT message_id FROM message_bodies WHERE stored_at > 0 AND stored_at < $1 ORDER BY stored_at LIMIT $2)
            """, [.int(age.milliseconds), .int(Int64(limit))])
    }
}
