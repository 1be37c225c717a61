import Values

/// The list of messages, newest first.
public struct MessagesModel: Sendable {
    public var filter: Filter
    /// The flows a message can be filtered by.
    public var flows: [FlowChoice]
    public var rows: [Row]
    public var paging: Paging

    public init(filter: Filter, flows: [FlowChoice], rows: [Row], paging: Paging) {
        self.filter = filter
        self.flows = flows
        self.rows = rows
        self.paging = paging
    }

    /// From the query: `q`, `state`, `flow`, `channel`.
    public struct Filter: Sendable, Equatable {
        /// Part of the address; empty for all.
        public var search: String
        public var state: MessageState?
        public var flowID: String?
        public var channel: Channel?

        public init(
            search: String = "", state: MessageState? = nil, flowID: String? = nil, channel: Channel? = nil
        ) {
            self.search = search
            self.state = state
            self.flowID = flowID
            self.channel = channel
        }

        var query: Query {
            Query().adding("q", search).adding("state", state?.rawValue).adding("flow", flowID)
                .adding("channel", channel?.rawValue)
        }
    }

    public struct FlowChoice: Sendable {
        public var id: String
        public var name: String

        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }

    public struct Row: Sendable {
        public var id: String
        /// Nil where it was refused before it was written.
        public var subject: String?
        /// The address it goes to.
        public var to: String
        public var customerID: String
        public var flowName: String?
        public var channel: Channel
        public var state: MessageState
        public var reason: MessageReason?
        public var at: Instant

        public init(
            id: String, subject: String?, to: String, customerID: String, flowName: String?, channel: Channel,
            state: MessageState, reason: MessageReason?, at: Instant
        ) {
            self.id = id
            self.subject = subject
            self.to = to
            self.customerID = customerID
            self.flowName = flowName
            self.channel = channel
            self.state = state
            self.reason = reason
            self.at = at
        }
    }
}
