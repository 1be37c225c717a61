import Values

/// One message: what was sent, to whom, why, and what became of it.
public struct MessageModel: Sendable {
    public var id: String
    /// Nil where it was refused before it was written.
    public var subject: String?
    public var from: String
    public var to: String
    public var customerID: String
    public var customerName: String
    /// Nil for a message no flow sent.
    public var flow: Origin?
    public var channel: Channel
    public var isTransactional: Bool
    /// Whether what came with its event is kept in no copy of it.
    public var isSecret: Bool
    public var state: MessageState
    public var reason: MessageReason?
    /// What the page shows of it; from the query `show`.
    public var part: Part
    /// From the query `width`.
    public var width: PreviewWidth
    /// Nil once the message's bytes were let go after their 30 days.
    public var body: Body?
    /// In the order they were sent.
    public var headers: [Header]
    /// Oldest first.
    public var history: [Change]
    public var links: [Link]

    public init(
        id: String, subject: String?, from: String, to: String, customerID: String, customerName: String,
        flow: Origin?, channel: Channel, isTransactional: Bool, state: MessageState, reason: MessageReason?,
        part: Part, width: PreviewWidth, body: Body?, headers: [Header], history: [Change], links: [Link],
        isSecret: Bool = false
    ) {
        self.id = id
        self.subject = subject
        self.from = from
        self.to = to
        self.customerID = customerID
        self.customerName = customerName
        self.flow = flow
        self.channel = channel
        self.isTransactional = isTransactional
        self.isSecret = isSecret
        self.state = state
        self.reason = reason
        self.part = part
        self.width = width
        self.body = body
        self.headers = headers
        self.history = history
        self.links = links
    }
}

extension MessageModel {
    public struct Origin: Sendable {
        public var flowID: String
        public var flowName: String
        public var stepName: String

        public init(flowID: String, flowName: String, stepName: String) {
            self.flowID = flowID
            self.flowName = flowName
            self.stepName = stepName
        }
    }

    /// The HTML itself is served alone at ``Route/messageBody(_:)``; here are the parts shown as text.
    public struct Body: Sendable {
        public var plainText: String
        /// The whole message as sent, headers included.
        public var source: String

        public init(plainText: String, source: String) {
            self.plainText = plainText
            self.source = source
        }
    }

    public enum Part: String, Sendable, CaseIterable {
        case html = ""
        case plain, source
    }

    public enum PreviewWidth: String, Sendable, CaseIterable {
        case desktop = ""
        case mobile
    }

    public struct Header: Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The message entered a state.
    public struct Change: Sendable {
        public var state: MessageState
        public var at: Instant
        public var reason: MessageReason?

        public init(state: MessageState, at: Instant, reason: MessageReason? = nil) {
            self.state = state
            self.at = at
            self.reason = reason
        }
    }

    public struct Link: Sendable {
        public var address: String
        public var clicks: Int

        public init(address: String, clicks: Int) {
            self.address = address
            self.clicks = clicks
        }
    }
}
