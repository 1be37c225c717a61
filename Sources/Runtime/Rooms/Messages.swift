import Engine
import Storage
import Values

/// A message as lists show it.
public struct MessageLine: Sendable, Hashable {
    public var id: String
    /// As it was sent, or would have been; nil where it was refused before it was written.
    public var subject: String?
    public var address: String
    public var customer: String
    public var flowName: String?
    public var channel: Channel
    public var state: Message.State
    /// Which rule held or refused it; empty otherwise.
    public var reason: String
    public var at: Instant

    init(_ row: MessageListRow, subject: String?, _ definitions: Definitions) {
        let flow = definitions.newest(row.flow)
        id = PublicID.message.text(row.id)
        self.subject = row.subject ?? subject
        address = row.address
        customer = PublicID.customer.text(row.profile.rawValue)
        flowName = flow?.name
        channel = row.channel
        state = row.state
        reason = row.reason
        at = row.createdAt
    }

    init(_ message: Message, subject: String?, _ definitions: Definitions) {
        id = PublicID.message.text(message.id)
        self.subject = subject
        address = message.address
        customer = PublicID.customer.text(message.profile.rawValue)
        flowName = definitions.newest(message.flow)?.name
        channel = message.channel
        state = message.state
        reason = message.reason
        at = message.createdAt
    }
}

/// A flow's name for a list of choices.
public struct FlowName: Sendable, Hashable {
    public var slug: String
    public var name: String
}

extension Rooms {
    /// What a list of messages is narrowed to.
    public struct MessageQuery: Sendable, Hashable {
        /// What the address begins with.
        public var search: String
        public var state: Message.State?
        /// A flow's slug.
        public var flow: String?
        public var channel: Channel?

        public init(search: String = "", state: Message.State? = nil, flow: String? = nil, channel: Channel? = nil) {
            self.search = search
            self.state = state
            self.flow = flow
            self.channel = channel
        }
    }

    public struct MessagePage: Sendable {
        public var listing: Listing<MessageLine>
        /// Flows by which messages can be filtered.
        public var flows: [FlowName]
    }

    /// Messages, newest first.
    public func messages(
        _ query: MessageQuery = MessageQuery(), at position: ListPosition = .first, limit: Int = pageLength
    ) async throws -> MessagePage {
        let search = String(query.search.prefix(Rooms.longestSearch)).trimmedOfSpace.lowercased()
        let filter = MessageFilter(
            state: query.state, flow: query.flow.map { Flow.id(slug: $0) }, channel: query.channel,
            addressPrefix: search)
        return try await database.read { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            let page = try MessageList().page(
                filter, at: position.position, limit: limit, in: scope, on: connection)
            let unsent = page.rows.filter { $0.subject == nil }.map(\.id)
            let subjects = try MessageSubjects(
                of: Array(try MessageStore().messages(unsent, on: connection).values), templates, definitions,
                on: connection)
            return MessagePage(
                listing: Listing(
                    rows: page.rows.map { MessageLine($0, subject: subjects[$0.id], definitions) }, newer: page.newer,
                    older: page.older),
                flows: try flowTexts(on: connection).map { FlowName(slug: $0.flow.slug, name: $0.flow.name) })
        }
    }
}
