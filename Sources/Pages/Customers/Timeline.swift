import Values

/// One thing that happened to a customer.
public struct TimelineEntry: Sendable {
    public var at: Instant
    public var kind: Kind

    public init(at: Instant, kind: Kind) {
        self.at = at
        self.kind = kind
    }

    public enum Kind: Sendable {
        /// What a store sent, with the few details worth reading: `total` → `€82.00`.
        case event(name: String, details: [Detail])
        case message(Message)
        case step(flowID: String, flowName: String, StepOutcome, because: String?)
        case consent(Channel, ConsentState, source: String)
        /// What somebody of the staff decided, in words.
        case decided(String)
    }

    public struct Detail: Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public struct Message: Sendable {
        public var id: String
        /// Nil where it was refused before it was written.
        public var subject: String?
        public var channel: Channel
        public var state: MessageState
        public var flowName: String?
        public var reason: MessageReason?

        public init(
            id: String, subject: String?, channel: Channel, state: MessageState, flowName: String?,
            reason: MessageReason?
        ) {
            self.id = id
            self.subject = subject
            self.channel = channel
            self.state = state
            self.flowName = flowName
            self.reason = reason
        }
    }

    /// What a step of a journey did.
    public enum StepOutcome: Sendable {
        case entered
        /// A rule of the flow kept the person out.
        case notEntered
        case waiting(until: Instant?)
        case branch(String)
        case propertySet(name: String, value: String)
        /// Anything else that a step did, in the engine's own words.
        case took(String)
        case goalReached
        case exited
        case finished
    }
}

/// Which entries of a timeline are shown; its raw value is the query `kind`.
public enum TimelineFilter: String, Sendable, CaseIterable {
    case all = ""
    case events, journeys, messages, consents
}
