import Engine
import Values

/// The workspace's messages for the console, newest first.
public struct MessageList: Sendable {
    /// A page is looked for among at most so many messages; where they hold too few matches it comes out shorter, and
    /// the next one goes on from there. 20,000 take some 30 ms.
    public static let mostSearched = 20_000
    /// An address is looked for among at most so many messages whose address begins with the text.
    static let mostFound = 2_000

    public init() {}

    private static let columns = """
        messages.id, messages.profile_key, messages.flow, messages.step, messages.channel, messages.purpose, \
        messages.address, messages.state, messages.reason, messages.created_at, messages.sent_at, \
        message_bodies.subject
        """

    /// - Parameter searching: how many messages to look at; tests search fewer.
    public func page(
        _ filter: MessageFilter = MessageFilter(), at position: PagePosition = .first, limit: Int,
        searching most: Int = mostSearched, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Page<MessageListRow> {
        if !filter.addressPrefix.isEmpty, filter.profile == nil {
            return try addressPage(filter, at: position, limit: limit, in: scope, on: connection)
        }
        let conditions = MessageConditions(filter, in: scope)
        var cut: PageCursor?
        if !conditions.residual.isEmpty {
            let (sql, arguments) = MessageList.boundary(conditions, position, most: most)
            cut = try connection.first(sql, arguments) {
                PageCursor(at: Instant(milliseconds: $0.int(0)), id: $0.int(1))
            }
        }
        let (sql, arguments) = MessageList.query(conditions, position, until: cut, limit: limit)
        let rows = try connection.all(sql, arguments) { try MessageListRow($0) }
        return position.page(of: rows, limit: limit, cut: cut, \.cursor)
    }

    /// Where looking row by row ends, by the index alone.
    static func boundary(
        _ conditions: MessageConditions, _ position: PagePosition, most: Int
    ) -> (String, [SQLValue]) {
        var conditions = conditions
        let after = beyond(position.cursor, position.comparison, &conditions)
        let offset = conditions.argument(.int(Int64(most)))
        let sql = """
            SELECT messages.created_at, messages.id FROM messages
            WHERE \((conditions.indexed + [after]).joined(separator: " AND "))
            ORDER BY messages.created_at \(position.direction), messages.id \(position.direction)
            LIMIT 1 OFFSET \(offset)
            """
        // Arguments of what is not asked here have no type PostgreSQL could tell.
        return compact(sql, conditions.arguments)
    }

    static func query(
        _ conditions: MessageConditions, _ position: PagePosition, until cut: PageCursor?, limit: Int
    ) -> (String, [SQLValue]) {
        var conditions = conditions
        var terms = conditions.indexed + conditions.residual
        terms.append(beyond(position.cursor, position.comparison, &conditions))
        if let cut { terms.append(beyond(cut, position.isTowardsNewer ? "<=" : ">=", &conditions)) }
        let most = conditions.argument(.int(Int64(limit) + 1))
        let sql = """
            SELECT \(columns) FROM messages LEFT JOIN message_bodies ON message_bodies.message_id = messages.id
            WHERE \(terms.joined(separator: " AND "))
            ORDER BY messages.created_at \(position.direction), messages.id \(position.direction) LIMIT \(most)
            """
        return (sql, conditions.arguments)
    }

    private static func beyond(
        _ cursor: PageCursor, _ comparison: String, _ conditions: inout MessageConditions
    ) -> String {
        let at = conditions.argument(.int(cursor.at.milliseconds))
        let id = conditions.argument(.int(cursor.id))
        return "(messages.created_at, messages.id) \(comparison) (\(at), \(id))"
    }

    /// Leaves out the arguments that the text does not name.
    private static func compact(_ sql: String, _ arguments: [SQLValue]) -> (String, [SQLValue]) {
        var text = ""
        var kept: [SQLValue] = []
        var rest = sql[...]
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            let digits = rest[rest.index(after: dollar)...].prefix { $0.isNumber }
            kept.append(arguments[Int(digits)! - 1])
            text += "$\(kept.count)"
            rest = rest[digits.endIndex...]
        }
        return (text + rest, kept)
    }

    static func addressQuery(_ conditions: MessageConditions) -> String {
        """
        SELECT \(columns) FROM messages LEFT JOIN message_bodies ON message_bodies.message_id = messages.id
        WHERE \((conditions.indexed + conditions.residual).joined(separator: " AND "))
        ORDER BY messages.address LIMIT \(mostFound)
        """
    }

    private func addressPage(
        _ filter: MessageFilter, at position: PagePosition, limit: Int, in scope: WorkspaceScope,
        on connection: any Connection
    ) throws -> Page<MessageListRow> {
        let conditions = MessageConditions(filter, in: scope)
        let found = try connection.all(MessageList.addressQuery(conditions), conditions.arguments) {
            try MessageListRow($0)
        }
        let cursor = position.cursor
        let ordered = found.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
        let beyond =
            position.isTowardsNewer
            ? ordered.reversed().filter { ($0.createdAt, $0.id) > (cursor.at, cursor.id) }
            : ordered.filter { ($0.createdAt, $0.id) < (cursor.at, cursor.id) }
        return position.page(of: beyond, limit: limit, \.cursor)
    }
}

public struct MessageListRow: Sendable, Hashable {
    public let id: Int64
    public let profile: ProfileKey
    public let flow: Int64
    public let step: String
    public let channel: Channel
    public let purpose: Message.Purpose
    public let address: String
    public let state: Message.State
    /// Which rule held or refused it; empty otherwise.
    public let reason: String
    public let createdAt: Instant
    /// Nil where it was never handed over.
    public let sentAt: Instant?
    /// Nil before it was rendered, and once its bytes were let go of.
    public let subject: String?

    init(_ row: Row) throws {
        id = row.int(0)
        guard let channel = Channel(rawValue: Int(row.int(4))),
            let purpose = Message.Purpose(rawValue: Int(row.int(5))),
            let state = Message.State(rawValue: Int(row.int(7)))
        else { throw StoredFormError(what: "message \(row.int(0))", reason: "it is of a newer release") }
        profile = ProfileKey(rawValue: row.int(1))
        flow = row.int(2)
        step = row.text(3)
        self.channel = channel
        self.purpose = purpose
        address = row.text(6)
        self.state = state
        reason = row.text(8)
        createdAt = Instant(milliseconds: row.int(9))
        sentAt = row.optionalInt(10).map(Instant.init(milliseconds:))
        subject = row.optionalText(11)
    }

    public var cursor: PageCursor { PageCursor(at: createdAt, id: id) }
}
