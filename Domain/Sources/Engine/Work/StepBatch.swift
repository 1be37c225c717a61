import Values

/// Everything that one batch of steps writes, in one transaction, the removal of its work included.
///
/// Applying a batch twice must change nothing the second time: every row's identity comes of its cause.
public struct StepBatch: Sendable {
    /// The leases under which it was computed; the transaction asserts them first, or rolls back.
    public var leases: [Lease]
    public var finishedWork: [WorkItem]
    public var scheduledWork: [WorkItem]
    public var profiles: [StoredProfile]
    /// Profiles that joined another: their row now only says where to.
    public var movedProfiles: [MovedProfile]
    /// Who an identity belongs to now.
    public var identityOwners: [IdentityOwner]
    public var links: [LinkFact]
    public var claims: [ObjectClaim]
    /// Emitted by the engine; stored like any other, with no work of their own.
    public var derivedEvents: [DerivedEvent]
    /// New messages; one that exists already is left alone.
    public var messages: [Message]
    public var messageChanges: [MessageChange]
    public var ledger: [LedgerEntry]
    public var log: [LogEntry]
    /// By how many the journeys that stand there became more or fewer; some may be 0.
    public var journeyPlaces: [JourneyPlace: Int]
    /// How often each step of a flow was begun.
    public var visits: [JourneyPlace: Int]
    /// Codes taken from the pool, in the order they were asked for.
    public var couponRequests: [CouponRequest]
    /// Codes that nobody has seen, back to where they came from.
    public var couponReturns: [CouponReturn]
    /// Tasks, alerts, calls and audiences that steps asked for; one that exists already is left alone.
    public var effects: [EffectRequest]
    /// Who entered and left segments, lists and tags, in that order.
    public var segmentChanges: [SegmentChange]
    /// Lists and tags that somebody was put on.
    public var labels: Set<Label>
    /// Pieces of builds that were done.
    public var buildProgress: [BuildProgress]

    public init(leases: [Lease]) {
        self.leases = leases
        finishedWork = []
        scheduledWork = []
        profiles = []
        movedProfiles = []
        identityOwners = []
        links = []
        claims = []
        derivedEvents = []
        messages = []
        messageChanges = []
        ledger = []
        log = []
        journeyPlaces = [:]
        visits = [:]
        couponRequests = []
        couponReturns = []
        effects = []
        segmentChanges = []
        labels = []
        buildProgress = []
    }
}

/// The right to write the state of one range of buckets.
public struct Lease: Sendable, Hashable {
    public var range: BucketRange
    /// Grows with every change of owner: a transaction of an earlier owner fails.
    public var epoch: Int64

    public init(range: BucketRange, epoch: Int64) {
        self.range = range
        self.epoch = epoch
    }
}

/// A profile's row: its document and what lists and searches need of it.
public struct StoredProfile: Sendable, Hashable {
    public var key: ProfileKey
    /// JSON text that begins with its format's version.
    public var document: String
    public var email: String?
    public var name: String?
    public var createdAt: Instant
    public var lastSeenAt: Instant

    public init(
        key: ProfileKey, document: String, email: String?, name: String?, createdAt: Instant, lastSeenAt: Instant
    ) {
        self.key = key
        self.document = document
        self.email = email
        self.name = name
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
    }
}

public struct MovedProfile: Sendable, Hashable {
    public var key: ProfileKey
    public var movedTo: ProfileKey

    public init(key: ProfileKey, movedTo: ProfileKey) {
        self.key = key
        self.movedTo = movedTo
    }
}

/// The row of an identity: added where there is none, else only its owner changes.
public struct IdentityOwner: Sendable, Hashable {
    public var identity: LinkedIdentity
    public var profile: ProfileKey

    public init(identity: LinkedIdentity, profile: ProfileKey) {
        self.identity = identity
        self.profile = profile
    }
}

/// An order or checkout that has been counted; a second copy finds it and enriches instead.
public struct ObjectClaim: Sendable, Hashable {
    /// Hash of workspace, store, kind and id.
    public var key: Int64
    /// The identity under which the first copy was filed.
    public var identity: LinkedIdentity
    /// The first copy's sequence.
    public var event: Int64

    public init(key: Int64, identity: LinkedIdentity, event: Int64) {
        self.key = key
        self.identity = identity
        self.event = event
    }
}

/// An event the engine emits; it is filed under the profile's home identity.
public struct DerivedEvent: Sendable, Hashable {
    public var profile: ProfileKey
    public var name: String
    public var occurredAt: Instant
    /// The effect's identity: emitting it again changes nothing.
    public var effectID: Int64
    public var properties: JSONObject

    public init(profile: ProfileKey, name: String, occurredAt: Instant, effectID: Int64, properties: JSONObject) {
        self.profile = profile
        self.name = name
        self.occurredAt = occurredAt
        self.effectID = effectID
        self.properties = properties
    }
}

/// A message's new state, decided by its person's step.
public struct MessageChange: Sendable, Hashable {
    public var id: Int64
    public var profile: ProfileKey
    public var state: Message.State
    public var reason: String
    public var dueAt: Instant
    /// What its templates see from now on; nil leaves it as it is.
    public var context: String?

    public init(
        id: Int64, profile: ProfileKey, state: Message.State, reason: String, dueAt: Instant, context: String? = nil
    ) {
        self.id = id
        self.profile = profile
        self.state = state
        self.reason = reason
        self.dueAt = dueAt
        self.context = context
    }
}

/// A code wanted from a pool. The answer comes back as a command to the profile: the step never sees the pool.
public struct CouponRequest: Sendable, Hashable {
    /// The effect's identity: the same request gets the same code for ever.
    public var effectID: Int64
    public var pool: String
    public var profile: ProfileKey
    public var journey: Int64
    public var terms: CouponTerms
    /// Where codes are made: the first of these that nobody has.
    public var candidates: [String]

    public init(
        effectID: Int64, pool: String, profile: ProfileKey, journey: Int64, terms: CouponTerms = CouponTerms(),
        candidates: [String] = []
    ) {
        self.effectID = effectID
        self.pool = pool
        self.profile = profile
        self.journey = journey
        self.terms = terms
        self.candidates = candidates
    }
}

/// A code that was taken and is no longer wanted: the pool's next, unless a message that shows it may be seen.
public struct CouponReturn: Sendable, Hashable {
    /// Of the request that took it.
    public var effectID: Int64
    /// Messages that show it: while one of them is held, on its way or gone, the code stays taken.
    public var unlessIn: [Int64]

    public init(effectID: Int64, unlessIn: [Int64]) {
        self.effectID = effectID
        self.unlessIn = unlessIn
    }
}
