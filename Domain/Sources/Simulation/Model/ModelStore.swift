import Engine
import Values

/// The database as a value: the same rows and rules as the SQL tables, in memory, for simulation and scenario tests.
public struct ModelStore: Sendable {
    public internal(set) var events: [Event] = []
    public internal(set) var identities: [IdentityKey: IdentityRow] = [:]
    public internal(set) var profiles: [ProfileKey: ProfileRow] = [:]
    public internal(set) var links: Set<LinkFact> = []
    public internal(set) var claims: [Int64: ObjectClaim] = [:]
    public internal(set) var messages: [Int64: Message] = [:]
    public internal(set) var ledger: [LedgerEntry] = []
    public internal(set) var log: [LogEntry] = []
    public internal(set) var rejected: [RejectedEvent] = []
    public internal(set) var coupons: [String: [String]] = [:]
    public internal(set) var issuedCoupons: [Int64: String?] = [:]
    public internal(set) var epochs: [BucketRange: Int64] = [:]
    var work: [WorkKey: WorkItem] = [:]
    var seen: Set<Seen> = []
    var derived: Set<Int64> = []
    var eventIndex: [IdentityKey: [Int]] = [:]

    struct WorkKey: Hashable {
        let range: BucketRange
        let dueAt: Instant
        let kind: WorkItem.Kind
        let id: Int64

        init(_ item: WorkItem) {
            range = item.range
            dueAt = item.dueAt
            kind = item.kind
            id = item.id
        }
    }

    struct Seen: Hashable {
        let identity: IdentityKey
        let message: Int64
    }

    public init() {
        for range in BucketRange.all { epochs[range] = 1 }
    }

    /// What a transaction met that it cannot go on with.
    public enum Failure: Error, Equatable {
        /// Another worker holds the range now.
        case leaseLost(BucketRange)
    }

    public var workCount: Int { work.count }
    /// The moment at which the next work is due; nil where none is scheduled.
    public var nextDue: Instant? { work.values.map(\.dueAt).min() }

    public mutating func fill(pool: String, with codes: [String]) { coupons[pool, default: []] += codes }
}

extension ModelStore {
    /// Stores events as intake does; a resend is recognised and adds nothing.
    @discardableResult
    public mutating func append(_ incoming: [IncomingEvent], workspace: WorkspaceID = .first) -> [Int64?] {
        incoming.map { event in
            let key = IdentityKey(event.identity, workspace: workspace)
            if identities[key] == nil {
                identities[key] = IdentityRow(
                    identity: LinkedIdentity(key: key, kind: event.identity.kind, value: event.identity.value),
                    owner: key, firstSeenAt: event.receivedAt)
            }
            guard seen.insert(Seen(identity: key, message: event.messageHash)).inserted else { return nil }
            let sequence = Int64(events.count + 1)
            store(
                Event(
                    sequence: sequence, identity: key, call: event.call, name: event.name,
                    occurredAt: event.occurredAt, receivedAt: event.receivedAt, authority: event.authority,
                    isHistorical: event.isHistorical, properties: event.properties, envelope: event.envelope))
            schedule(
                WorkItem(
                    dueAt: event.isHistorical ? event.receivedAt : WorkItem.firstInLine, kind: .event, id: sequence,
                    subject: key))
            return sequence
        }
    }

    mutating func store(_ event: Event) {
        eventIndex[event.identity, default: []].append(events.count)
        events.append(event)
    }

    public mutating func schedule(_ item: WorkItem) {
        // The same work scheduled again is the same row.
        if work[WorkKey(item)] == nil { work[WorkKey(item)] = item }
    }

    /// Work due at `now` in these ranges, as the queue hands it out.
    public func due(in ranges: Set<BucketRange>, now: Instant, limit: Int) -> [DueWork] {
        work.values.filter { $0.dueAt <= now && ranges.contains($0.range) }
            .sorted { a, b in
                if a.dueAt != b.dueAt { return a.dueAt < b.dueAt }
                if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
                return a.id < b.id
            }
            .prefix(limit)
            .map { DueWork(item: $0, event: $0.kind == .event ? events[Int($0.id) - 1] : nil) }
    }

    /// Applies a batch in one transaction: wholly, or not at all where a lease has been lost.
    public mutating func apply(_ batch: StepBatch, now: Instant) throws(Failure) {
        for lease in batch.leases where epochs[lease.range] != lease.epoch { throw .leaseLost(lease.range) }
        for item in batch.finishedWork { work[WorkKey(item)] = nil }
        for item in batch.scheduledWork { schedule(item) }
        for profile in batch.profiles {
            profiles[profile.key] = ProfileRow(key: profile.key, document: profile.document, movedTo: nil)
        }
        for moved in batch.movedProfiles {
            profiles[moved.key] = ProfileRow(key: moved.key, document: "", movedTo: moved.movedTo)
        }
        for owner in batch.identityOwners {
            identities[
                owner.identity.key,
                default: IdentityRow(identity: owner.identity, owner: owner.profile, firstSeenAt: now)
            ].owner = owner.profile
        }
        links.formUnion(batch.links)
        for claim in batch.claims where claims[claim.key] == nil { claims[claim.key] = claim }
        for event in batch.derivedEvents { append(event, now: now) }
        for message in batch.messages where messages[message.id] == nil { messages[message.id] = message }
        for change in batch.messageChanges { apply(change) }
        ledger += batch.ledger
        log += batch.log
        for request in batch.couponRequests { answer(request, now: now) }
    }

    private mutating func append(_ event: DerivedEvent, now: Instant) {
        guard derived.insert(event.effectID).inserted else { return }
        store(
            Event(
                sequence: Int64(events.count + 1), identity: event.profile, call: .derived, name: event.name,
                occurredAt: event.occurredAt, receivedAt: now, authority: .engine,
                properties: Array(JSON.object(event.properties).text.utf8)))
    }

    private mutating func apply(_ change: MessageChange) {
        // Once delivery has it, a person's step can no longer call it back.
        guard let message = messages[change.id], message.state == .held || message.state == .ready else { return }
        messages[change.id]!.state = change.state
        messages[change.id]!.reason = change.reason
        messages[change.id]!.dueAt = change.dueAt
    }

    private mutating func answer(_ request: CouponRequest, now: Instant) {
        if issuedCoupons[request.effectID] == nil {
            let code = coupons[request.pool]?.isEmpty == false ? coupons[request.pool]!.removeFirst() : nil
            issuedCoupons[request.effectID] = .some(code)
        }
        let command = Command.coupon(
            effect: request.effectID, journey: request.journey, code: issuedCoupons[request.effectID]!)
        schedule(
            WorkItem(
                dueAt: now, kind: .command, id: request.effectID, subject: request.profile, payload: command.payload))
    }
}

extension ModelStore: CustomerReader {
    public func identities(_ keys: [IdentityKey]) -> [IdentityRow] { keys.compactMap { identities[$0] } }

    public func facts(of keys: [IdentityKey]) -> [LinkFact] {
        let wanted = Set(keys)
        return links.filter { wanted.contains($0.first.key) || wanted.contains($0.second.key) }
    }

    public func cluster(of key: IdentityKey, limit: Int) -> LinkCluster {
        var reached: Set<IdentityKey> = [key]
        var frontier = [key]
        var found: Set<LinkFact> = []
        while !frontier.isEmpty, reached.count < limit {
            let step = facts(of: frontier)
            found.formUnion(step)
            frontier = []
            for side in step.flatMap({ [$0.first, $0.second] }) where reached.insert(side.key).inserted {
                // A shared browser leads to strangers: it is read, not followed.
                if side.kind.isKnown || side.key == key { frontier.append(side.key) }
            }
        }
        found.formUnion(facts(of: reached.filter { identities[$0]?.identity.kind == .anonymous }))
        var owners: [IdentityKey: ProfileKey] = [:]
        for key in reached { owners[key] = identities[key]?.owner }
        return LinkCluster(facts: Array(found), owners: owners)
    }

    public func profiles(_ keys: [ProfileKey]) -> [ProfileRow] { keys.compactMap { profiles[$0] } }

    public func timelines(_ requests: [TimelineRequest]) -> [Event] {
        requests.flatMap { request in
            (eventIndex[request.identity] ?? []).map { events[$0] }.filter { event in
                event.sequence < request.below ?? .max
                    && request.intervals.contains { $0.contains(event.occurredAt) }
            }
        }
    }

    public func claims(_ keys: [Int64]) -> [ObjectClaim] { keys.compactMap { claims[$0] } }
    public func messages(_ ids: [Int64]) -> [Message] { ids.compactMap { messages[$0] } }
}
