import Values

/// What a flow asked of other systems, newest first.
public struct FlowCallsModel: Sendable {
    public var head: FlowHead
    /// From the query `state`; nil for all.
    public var filter: CallState?
    public var rows: [Row]
    public var paging: Paging

    public init(head: FlowHead, filter: CallState? = nil, rows: [Row], paging: Paging) {
        self.head = head
        self.filter = filter
        self.rows = rows
        self.paging = paging
    }

    public struct Row: Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            case webhook, alert, audience

            var icon: Icon {
                switch self {
                case .webhook: .webhook
                case .alert: .bell
                case .audience: .people
                }
            }
        }

        public var id: String
        public var kind: Kind
        /// The address, who is told, or the audience.
        public var target: String
        /// The step's id.
        public var step: String
        public var person: PersonName
        /// Nil where it is over.
        public var journey: String?
        public var state: CallState
        public var tries: Int
        /// What the other side answered last, or why nothing came.
        public var lastError: String?
        public var at: Instant
        /// When it is tried again by itself.
        public var nextTry: Instant?

        public init(
            id: String, kind: Kind, target: String, step: String, person: PersonName, journey: String?,
            state: CallState, tries: Int, lastError: String? = nil, at: Instant, nextTry: Instant? = nil
        ) {
            self.id = id
            self.kind = kind
            self.target = target
            self.step = step
            self.person = person
            self.journey = journey
            self.state = state
            self.tries = tries
            self.lastError = lastError
            self.at = at
            self.nextTry = nextTry
        }
    }
}

/// Where a call to another system stands.
public enum CallState: String, Sendable, CaseIterable, Hashable {
    case waiting
    /// It failed and is tried again by itself.
    case trying
    case done
    /// Given up.
    case failed

    var tone: Tone {
        switch self {
        case .waiting: .info
        case .trying: .warn
        case .done: .good
        case .failed: .bad
        }
    }
}
