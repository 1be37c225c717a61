import Conditions
import Values

/// What the engine reads of storage before a batch is stepped. Storage and the simulator's model each provide one.
public protocol CustomerReader {
    func identities(_ keys: [IdentityKey]) throws -> [IdentityRow]
    /// The facts that these identities stand in, on either side.
    func facts(of identities: [LinkedIdentity]) throws -> [LinkFact]
    func profiles(_ keys: [ProfileKey]) throws -> [ProfileRow]
    /// Events that are not among the needs may be left out, and bodies that are not be absent.
    func timelines(_ requests: [TimelineRequest], _ needs: HistoryNeeds) throws -> [HistoryEvent]
    func claims(_ keys: [Int64]) throws -> [ObjectClaim]
    func messages(_ ids: [Int64]) throws -> [Message]
    /// Profiles of one range by their keys, those that moved included, from behind this one on.
    func profiles(in range: BucketRange, after: ProfileKey?, limit: Int) throws -> [ProfileRow]
    /// At most `limit` messages of a journey, whichever of a person's profiles they were made under.
    func messages(ofJourney journey: Int64, under keys: [ProfileKey], limit: Int) throws -> [Message]
    /// The first present event behind this one that has yet to be stepped in a range; nil where there is none.
    func pendingEvent(in range: BucketRange, after id: Int64) throws -> Int64?
    /// What the catalog says of these products and variants now; what it does not have is left out.
    func shelf(_ keys: [ProductKey]) throws -> [ProductKey: ShelfState]
}

extension CustomerReader {
    /// Of a shop without a catalog.
    public func shelf(_ keys: [ProductKey]) throws -> [ProductKey: ShelfState] { [:] }
}

public struct IdentityRow: Sendable, Hashable {
    public var identity: LinkedIdentity
    public var owner: ProfileKey
    public var firstSeenAt: Instant

    public init(identity: LinkedIdentity, owner: ProfileKey, firstSeenAt: Instant) {
        self.identity = identity
        self.owner = owner
        self.firstSeenAt = firstSeenAt
    }
}

/// A profile's row: its document, or where it moved to.
public struct ProfileRow: Sendable, Hashable {
    public var key: ProfileKey
    public var document: String
    public var movedTo: ProfileKey?

    public init(key: ProfileKey, document: String, movedTo: ProfileKey?) {
        self.key = key
        self.document = document
        self.movedTo = movedTo
    }
}

/// A stored event as conditions see it, and the identity it is filed under.
public struct HistoryEvent: Sendable, Hashable {
    public var identity: IdentityKey
    /// Its order is the sequence in which it was stored.
    public var event: TimelineEvent

    public init(identity: IdentityKey, event: TimelineEvent) {
        self.identity = identity
        self.event = event
    }
}

/// The events of one identity that are wanted.
public struct TimelineRequest: Sendable, Hashable {
    public var identity: IdentityKey
    public var intervals: [Interval]
    /// Events at or above this sequence have yet to be stepped and are left out.
    public var below: Int64?

    public init(identity: IdentityKey, intervals: [Interval], below: Int64?) {
        self.identity = identity
        self.intervals = intervals
        self.below = below
    }
}
