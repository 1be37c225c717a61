import Values

/// What stepping one customer led to, beside the customer's own new state.
public struct Decision: Sendable {
    public var scheduledWork: [WorkItem] = []
    public var identityOwners: [IdentityOwner] = []
    public var movedProfiles: [MovedProfile] = []
    public var links: [LinkFact] = []
    public var claims: [ObjectClaim] = []
    public var derivedEvents: [DerivedEvent] = []
    public var messages: [Message] = []
    public var messageChanges: [MessageChange] = []
    public var ledger: [LedgerEntry] = []
    public var log: [LogEntry] = []
    /// Steps of flows that were begun, in that order.
    public var visits: [JourneyPlace] = []
    public var couponRequests: [CouponRequest] = []
    public var couponReturns: [CouponReturn] = []
    /// Tasks, alerts, calls and audiences that steps asked for.
    public var effects: [EffectRequest] = []
    public var segmentChanges: [SegmentChange] = []
    /// Names of lists and tags that somebody was put on.
    public var labels: Set<Label> = []

    public init() {}

    /// Begins anew, keeping the room that its lists take up.
    mutating func clear() {
        scheduledWork.clear()
        identityOwners.clear()
        movedProfiles.clear()
        links.clear()
        claims.clear()
        derivedEvents.clear()
        messages.clear()
        messageChanges.clear()
        ledger.clear()
        log.clear()
        visits.clear()
        couponRequests.clear()
        couponReturns.clear()
        effects.clear()
        segmentChanges.clear()
        if !labels.isEmpty { labels.removeAll(keepingCapacity: true) }
    }
}

extension Array {
    fileprivate mutating func clear() { if !isEmpty { removeAll(keepingCapacity: true) } }
}

extension StepBatch {
    mutating func add(_ decision: Decision) {
        scheduledWork += decision.scheduledWork
        identityOwners += decision.identityOwners
        movedProfiles += decision.movedProfiles
        links += decision.links
        claims += decision.claims
        derivedEvents += decision.derivedEvents
        messages += decision.messages
        messageChanges += decision.messageChanges
        ledger += decision.ledger
        log += decision.log
        for place in decision.visits { visits[place, default: 0] += 1 }
        couponRequests += decision.couponRequests
        couponReturns += decision.couponReturns
        effects += decision.effects
        segmentChanges += decision.segmentChanges
        labels.formUnion(decision.labels)
    }
}
