import Conditions
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
    /// How many journeys stand where.
    public internal(set) var journeyPlaces: [JourneyPlace: Int] = [:]
    /// Who is in which segment, on which list, and has which tag.
    public internal(set) var members: [Int64: Set<ProfileKey>] = [:]
    /// Of each build: the ranges that are done.
    public internal(set) var rangesBuilt: [Int64: Set<BucketRange>] = [:]
    /// Entries of members and leavings of others: always a fault.
    var oddChanges: [SegmentChange] = []
    public internal(set) var rejected: [RejectedEvent] = []
    public internal(set) var coupons: [String: [String]] = [:]
    public internal(set) var issuedCoupons: [Int64: String?] = [:]
    /// What steps asked of the outside, in that order.
    public internal(set) var effects: [EffectRequest] = []
    var knownEffects: Set<Int64> = []
    /// Effects and messages that were asked for under an identity that was known already: always a fault.
    var repeated: [Int64] = []
    var answersEffects = true
    /// What the catalog says.
    public internal(set) var catalog: [ProductKey: ShelfState] = [:]
    /// By step: what the outside answers; a step that is not named is answered with nothing.
    public var effectAnswers: [String: EffectAnswer.Result] = [:]
    /// From which pool each effect's code came.
    var poolOfCoupon: [Int64: String] = [:]
    /// What was asked for and given, by the effect.
    var givenCoupons: [Int64: GivenCoupon] = [:]
    /// How often each message was handed over.
    var attempts: [Int64: Int] = [:]
    /// Messages that are ready or sending: what delivery looks at.
    var outgoing: Set<Int64> = []
    var leases: LeaseTable
    var work = WorkQueue()
    var seen: Set<Seen> = []
    var eventIndex: [IdentityKey: [Int]] = [:]
    var linkIndex: [IdentityKey: [LinkFact]] = [:]

    struct Seen: Hashable {
        let identity: IdentityKey
        let message: Int64
    }

    /// - Parameter leaseDuration: after which a lease that was not renewed is free.
    public init(leaseDuration: TimeSpan = LeaseLimits().duration) {
        leases = LeaseTable(duration: leaseDuration)
    }

    public var epochs: [BucketRange: Int64] { leases.epochs }

    /// What a transaction met that it cannot go on with.
    public enum Failure: Error, Equatable {
        /// Another worker holds the range now.
        case leasesLost([BucketRange])
        /// Another event has claimed these objects in the meantime: the batch must be computed anew.
        case claimsTaken([Int64])
    }

    public var workCount: Int { work.count }
    /// The moment at which the next work is due; nil where none is scheduled.
    public var nextDue: Instant? { work.nextDue(in: BucketRange.all) }

    public mutating func fill(pool: String, with codes: [String]) { coupons[pool, default: []] += codes }
}

extension ModelStore {
    /// Stores events as intake does; a resend is recognised and adds nothing.
    @discardableResult
    public mutating func append(_ incoming: [IncomingEvent], workspace: WorkspaceID = .first) -> [Int64?] {
        incoming.map { event in
            let key = IdentityKey(event.identity, workspace: workspace)
            for identity in [event.identity] + event.envelope.identities {
                note(identity, workspace: workspace, at: event.receivedAt)
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

    private mutating func note(_ identity: Identity, workspace: WorkspaceID, at moment: Instant) {
        let key = IdentityKey(identity, workspace: workspace)
        note(LinkedIdentity(key: key, kind: identity.kind, value: identity.value), at: moment)
    }

    private mutating func note(_ identity: LinkedIdentity, at moment: Instant) {
        guard identities[identity.key] == nil else { return }
        identities[identity.key] = IdentityRow(identity: identity, owner: identity.key, firstSeenAt: moment)
    }

    public mutating func schedule(_ item: WorkItem) { work.insert(item) }

    mutating func resume(except paused: Set<Int64>, now: Instant) { work.resume(except: paused, now: now) }

    /// Work due at `now` in these ranges, as the queue hands it out.
    public func due(in ranges: Set<BucketRange>, now: Instant, limit: Int) -> [DueWork] {
        work.due(in: ranges, now: now, limit: limit)
            .map { DueWork(item: $0, event: $0.kind == .event ? events[Int($0.id) - 1] : nil) }
    }

    /// Applies a batch in one transaction: wholly, or not at all.
    public mutating func apply(_ batch: StepBatch, now: Instant) throws(Failure) {
        let lost = leases.lost(batch.leases)
        guard lost.isEmpty else { throw .leasesLost(lost) }
        let taken = batch.claims.filter { claim in claims[claim.key].map { $0.event != claim.event } ?? false }
        guard taken.isEmpty else { throw .claimsTaken(taken.map(\.key)) }
        for item in batch.finishedWork { work.remove(item) }
        for item in batch.scheduledWork { schedule(item) }
        for profile in batch.profiles {
            profiles[profile.key] = ProfileRow(key: profile.key, document: profile.document, movedTo: nil)
        }
        for moved in batch.movedProfiles {
            profiles[moved.key] = ProfileRow(key: moved.key, document: "", movedTo: moved.movedTo)
        }
        for fact in batch.links { store(fact) }
        for owner in batch.identityOwners {
            note(owner.identity, at: now)
            identities[owner.identity.key]!.owner = owner.profile
        }
        for claim in batch.claims { claims[claim.key] = claim }
        for event in batch.derivedEvents { append(event, now: now) }
        for message in batch.messages {
            guard messages[message.id] == nil else {
                repeated.append(message.id)
                continue
            }
            messages[message.id] = message
            if message.state == .ready { outgoing.insert(message.id) }
        }
        for change in batch.messageChanges { apply(change) }
        ledger += batch.ledger
        log += batch.log
        for unwanted in batch.couponReturns { giveBack(unwanted) }
        journeyPlaces.merge(batch.journeyPlaces, uniquingKeysWith: +)
        for change in batch.segmentChanges { apply(change) }
        for piece in batch.buildProgress where piece.isDone {
            rangesBuilt[piece.build, default: []].insert(piece.range)
        }
        for request in batch.couponRequests { answer(request, now: now) }
        for request in batch.effects { perform(request, now: now) }
    }

    /// The outside does at once what is asked, and answers where somebody waits.
    private mutating func perform(_ request: EffectRequest, now: Instant) {
        guard knownEffects.insert(request.effectID).inserted else { return repeated.append(request.effectID) }
        effects.append(request)
        guard request.isAnswered, answersEffects else { return }
        let answer = EffectAnswer(
            effect: request.effectID, journey: request.journey, result: effectAnswers[request.step] ?? .done([:]))
        schedule(
            WorkItem(
                dueAt: now, kind: .command, id: request.effectID, subject: request.profile,
                payload: Command.answer(answer).payload))
    }

    private mutating func store(_ fact: LinkFact) {
        guard links.insert(fact).inserted else { return }
        for side in [fact.first, fact.second] {
            note(side, at: fact.occurredAt)
            linkIndex[side.key, default: []].append(fact)
        }
    }

    private mutating func append(_ event: DerivedEvent, now: Instant) {
        guard seen.insert(Seen(identity: event.profile, message: event.effectID)).inserted else { return }
        store(
            Event(
                sequence: Int64(events.count + 1), identity: event.profile, call: .derived, name: event.name,
                occurredAt: event.occurredAt, receivedAt: now, authority: .engine,
                properties: Array(JSON.object(event.properties).text.utf8)))
    }

    private mutating func apply(_ change: SegmentChange) {
        let isNews =
            change.isMember
            ? members[change.segment, default: []].insert(change.profile).inserted
            : members[change.segment, default: []].remove(change.profile) != nil
        if !isNews { oddChanges.append(change) }
    }

    /// Segments that are no more have no members.
    mutating func archive(allBut definitions: Definitions) {
        let labels = Set(
            profiles.keys.compactMap { key in try? Profile(key: key, document: profiles[key]!.document) }
                .flatMap { $0.lists.keys.map { Label(.list, $0).id } + $0.tags.keys.map { Label(.tag, $0).id } })
        members = members.filter { definitions.segment($0.key) != nil || labels.contains($0.key) }
    }

    private mutating func apply(_ change: MessageChange) {
        // Once delivery has it, a person's step can no longer call it back.
        guard let message = messages[change.id], message.state == .held || message.state == .ready else { return }
        set(change.id, to: change.state, change.reason, dueAt: change.dueAt)
        messages[change.id]!.profile = change.profile
        if let context = change.context { messages[change.id]!.context = context }
    }

    mutating func set(_ id: Int64, to state: Message.State, _ reason: String, dueAt: Instant? = nil) {
        messages[id]!.state = state
        messages[id]!.reason = reason
        if let dueAt { messages[id]!.dueAt = dueAt }
        if state == .ready || state == .sending { outgoing.insert(id) } else { outgoing.remove(id) }
    }
}
