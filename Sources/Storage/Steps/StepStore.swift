import Engine
import Values

/// Writes what a batch of steps decided, in one transaction.
public struct StepStore: Sendable {
    let intake: IntakeStore
    private let leases = LeaseStore()
    private let ledger = LedgerStore()
    private let log = LogStore()
    private let counters = CounterStore()

    /// - Parameter intake: whose memory of event names is shared.
    public init(sharing intake: IntakeStore) { self.intake = intake }

    /// Applies a batch within the transaction at hand; a batch applied before changes nothing.
    ///
    /// A batch is known to be applied where none of its finished work is left, so finished work must have been stored
    /// before: what a step schedules and does at once belongs into neither list.
    /// - Throws: `StepConflict` where the batch must be computed anew, or `DatabaseError`.
    public func apply(
        _ batch: StepBatch, in scope: WorkspaceScope, now: Instant, on connection: any Connection
    ) throws -> AppliedBatch {
        let lost = try leases.lost(batch.leases, on: connection)
        guard lost.isEmpty else { throw StepConflict.leasesLost(lost) }
        let removed = try WorkRow.delete(batch.finishedWork, on: connection)
        if removed == 0, !batch.finishedWork.isEmpty { return AppliedBatch(wasAppliedBefore: true, derived: [:]) }
        // Before any message: delivery takes the same locks in this order.
        try ledger.append(batch.ledger, in: scope, on: connection)
        try write(links: batch.links, in: scope, on: connection)
        try write(owners: batch.identityOwners, in: scope, now: now, on: connection)
        try write(claims: batch.claims, on: connection)
        try write(profiles: batch.profiles, in: scope, on: connection)
        try write(moved: batch.movedProfiles, in: scope, now: now, on: connection)
        let derived = try write(derived: batch.derivedEvents, now: now, on: connection)
        try MessageRow.insert(batch.messages, in: scope, on: connection)
        try MessageRow.change(batch.messageChanges, on: connection)
        try EffectStore().add(batch.effects, in: scope, on: connection)
        try log.append(batch.log, on: connection)
        try CouponStore().lock(batch.couponRequests, batch.couponReturns, in: scope, on: connection)
        for unwanted in batch.couponReturns { try CouponStore().giveBack(unwanted, in: scope, on: connection) }
        let answers = try answers(to: batch.couponRequests, now: now, in: scope, on: connection)
        try WorkRow.insert(
            (batch.scheduledWork + answers).sorted { $0.range < $1.range }, in: scope, on: connection)
        try counters.add(counts(of: batch), at: now, in: scope, on: connection)
        try FlowCounts().add(batch.log, at: now, in: scope, on: connection)
        try JourneyPlaces().add(batch.journeyPlaces, workspace: scope.id, on: connection)
        try StepVisits().add(batch.visits, in: scope, on: connection)
        try LabelStore().note(batch.labels, now: now, in: scope, on: connection)
        try MembershipStore().apply(batch.segmentChanges, in: scope, on: connection)
        try SegmentStore().advance(batch.buildProgress, now: now, in: scope, on: connection)
        return AppliedBatch(wasAppliedBefore: false, derived: derived)
    }

    private func counts(of batch: StepBatch) -> [String: Int] {
        [
            "work.finished": batch.finishedWork.count,
            "messages.queued": batch.messages.count { $0.state == .ready },
            "messages.held": batch.messages.count { $0.state == .held },
            "messages.refused": batch.messages.count { $0.state == .refused },
            "flows.entered": batch.log.count { $0.kind == .flowEntered },
            "effects.requested": batch.effects.count,
            "steps.taken": batch.log.count { $0.kind == .stepTaken },
            "goals.reached": batch.log.count { $0.kind == .goalReached },
        ]
    }

    /// Takes the codes asked for, and has each asker told.
    private func answers(
        to requests: [CouponRequest], now: Instant, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> [WorkItem] {
        try requests.map { request in
            let answer = try CouponStore().take(request, now: now, in: scope, on: connection)
            return WorkItem(
                dueAt: WorkItem.firstInLine, kind: .command, id: request.effectID, subject: request.profile,
                payload: Command.couponAnswer(answer, to: request).payload)
        }
    }
}

/// What applying a batch led to.
public struct AppliedBatch: Sendable, Equatable {
    /// Whether all of it was there already, after a COMMIT whose answer was lost.
    public let wasAppliedBefore: Bool
    /// The sequences of the derived events that were new, by effect id.
    public let derived: [Int64: Int64]
}

/// Why a batch of steps must be computed anew; nothing of it was written.
public enum StepConflict: Error, Sendable, Equatable, CustomStringConvertible {
    /// Others own these ranges now: drop what is cached of their people.
    case leasesLost([BucketRange])
    /// These objects have been counted under another event in the meantime.
    case claimsTaken([Int64])
    /// Another batch of this process joined or stepped somebody whom this one stepped or joined.
    case joinedMeanwhile
    /// The database was lost since the batch was read; what it rests on may be undone.
    case databaseLost

    public var description: String {
        switch self {
        case .leasesLost(let ranges):
            "the leases of ranges \(ranges.map { String($0.index) }.joined(separator: ", ")) went to another process"
        case .joinedMeanwhile: "another batch joined identities of the same customers first"
        case .databaseLost: "the database was lost since the batch was read; it is computed anew"
        case .claimsTaken(let keys): "\(keys.count) orders or checkouts were counted by another customer's step first"
        }
    }
}
