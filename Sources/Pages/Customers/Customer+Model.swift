import Values

/// One customer: who they are, what happened, and what comes next.
public struct CustomerModel: Sendable {
    public var id: String
    public var name: String?
    public var email: String?
    public var firstSeen: Instant
    public var lastSeen: Instant
    public var orders: Int
    public var spent: MoneyAmount?
    public var identities: [Identity]
    public var consents: [Consent]
    public var properties: [Property]
    /// Newest first.
    public var timeline: [TimelineEntry]
    public var filter: TimelineFilter
    public var paging: Paging
    public var journeys: [JourneyUnderWay]
    public var conditions: [WatchedCondition]
    public var standing: Standing
    /// Why they got a flow's messages, or not; nil where there is no flow to ask about.
    public var why: FlowWhyModel?

    public init(
        id: String, name: String?, email: String?, firstSeen: Instant, lastSeen: Instant, orders: Int,
        spent: MoneyAmount?, identities: [Identity], consents: [Consent], properties: [Property],
        timeline: [TimelineEntry], filter: TimelineFilter, paging: Paging, journeys: [JourneyUnderWay],
        conditions: [WatchedCondition], standing: Standing = Standing(), why: FlowWhyModel? = nil
    ) {
        self.standing = standing
        self.id = id
        self.name = name
        self.email = email
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.orders = orders
        self.spent = spent
        self.identities = identities
        self.consents = consents
        self.properties = properties
        self.timeline = timeline
        self.filter = filter
        self.paging = paging
        self.journeys = journeys
        self.conditions = conditions
        self.why = why
    }
}

extension CustomerModel {
    public struct Identity: Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            case anonymousID, userID, email, phone
        }

        public var kind: Kind
        public var value: String

        public init(kind: Kind, value: String) {
            self.kind = kind
            self.value = value
        }
    }

    public struct Consent: Sendable {
        public var channel: Channel
        public var state: ConsentState
        /// Such as `checkout form`; nil where the state is unknown.
        public var source: String?
        public var since: Instant?

        public init(channel: Channel, state: ConsentState, source: String?, since: Instant?) {
            self.channel = channel
            self.state = state
            self.source = source
            self.since = since
        }
    }

    public struct Property: Sendable {
        public var name: String
        public var value: String
        public var source: String
        public var setAt: Instant

        public init(name: String, value: String, source: String, setAt: Instant) {
            self.name = name
            self.value = value
            self.source = source
            self.setAt = setAt
        }
    }

    /// A journey that has not ended, and what it waits for.
    public struct JourneyUnderWay: Sendable {
        public var flowID: String
        public var flowName: String
        public var startedAt: Instant
        /// The next step in words, such as `Send “Objections answered”`.
        public var nextStep: String
        /// Nil where it waits for an event rather than a time.
        public var nextAt: Instant?
        /// Whether it stands still until its flow is resumed.
        public var isPaused: Bool

        public init(
            flowID: String, flowName: String, startedAt: Instant, nextStep: String, nextAt: Instant?,
            isPaused: Bool = false
        ) {
            self.flowID = flowID
            self.flowName = flowName
            self.startedAt = startedAt
            self.nextStep = nextStep
            self.nextAt = nextAt
            self.isPaused = isPaused
        }
    }

    /// A condition the engine watches for this person, with its verdict now.
    public struct WatchedCondition: Sendable {
        public var name: String
        public var holds: Bool
        /// When time alone changes the verdict; nil where it cannot.
        public var until: Instant?
        public var because: String

        public init(name: String, holds: Bool, until: Instant?, because: String) {
            self.name = name
            self.holds = holds
            self.until = until
            self.because = because
        }
    }
}
