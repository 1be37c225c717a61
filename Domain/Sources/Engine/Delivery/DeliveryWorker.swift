import Values

/// Hands cleared messages to the providers, each marketing message at most once, each transactional one until a
/// provider has answered for it.
///
/// A state machine without I/O: whoever drives it performs all actions in order, then reports what came of them. A
/// message goes from ready to waiting here, to `sending` in storage, to the provider, to a recorded result. What is
/// between `sending` and its result when the process dies is settled by whoever takes the lease.
public struct DeliveryWorker: Sendable {
    public var limits: DeliveryLimits
    public private(set) var leases: [Lease] = []
    var gates: [ProviderGate]
    /// Ready messages that wait for room, in the order in which they may go.
    var waiting: [Candidate] = []
    /// When the first of them began to wait for company.
    var waitingSince: Instant?
    /// From the commit of `sending` on, until the result is recorded.
    var underWay: [Int64: UnderWay] = [:]
    var committing: Commit?
    var results: [Settlement] = []
    var recording: (ticket: Ticket, settlements: [Settlement])?
    /// A recording that was under way when the database was lost, or before.
    var doubtful: Ticket?
    /// Recorded a moment ago: a database that crashes may have forgotten it.
    var lately: [(settlement: Settlement, at: Instant)] = []
    /// Leases whose past is being looked at, and those for which that is done.
    var recovering: (ticket: Ticket, leases: [Lease])?
    var recovered: Set<Lease> = []
    var claim = Claim.due(at: .distantPast)
    /// Storage has more that may go than it gave, but what it gave was known already: asked again once some have gone.
    var leftSome = false
    var askAgainAt = Instant.distantPast
    /// After a failure of the database: nothing is asked of it before.
    var pausedUntil = Instant.distantPast
    var failures = 0
    private var lastTicket: Int64 = 0
    var isNudged = false
    var isDraining = false
    private var isGone = false
    var now = Instant.distantPast

    struct UnderWay: Sendable {
        var message: Message
        var attempt: Int
        var gate: Int
        var isAnswered = false
    }

    struct Commit: Sendable {
        var ticket: Ticket
        var candidates: [(candidate: Candidate, gate: Int)]
        var leases: [Lease]
    }

    enum Claim: Sendable {
        case due(at: Instant)
        case asked(Ticket)
    }

    /// - Parameter providers: in the order in which they are asked: each stands in for those before it.
    public init(providers: [ProviderLimits], limits: DeliveryLimits = DeliveryLimits()) {
        precondition(!providers.isEmpty, "delivery needs a provider, if only the outbox viewer")
        gates = providers.map(ProviderGate.init)
        self.limits = limits
    }

    /// Messages between ready and recorded: a gauge for the console.
    public var messagesUnderWay: Int { waiting.count + underWay.count }
    /// Providers that are left alone for a while, since they could not be reached.
    public func restingProviders(at now: Instant) -> [String] {
        gates.filter { $0.isUsed && $0.isOpen(at: now) }.map(\.limits.name)
    }

    /// - Parameter now: of a clock that may stand still but counts only forward here.
    public mutating func handle(_ input: Input, now: Instant) -> [Action] {
        self.now = max(self.now, now)
        var actions: [Action] = []
        switch input {
        case .hold(let leases): hold(leases)
        case .use(let names): use(names)
        case .nudge: nudge()
        case .tick: break
        case .recovered(let ticket): finishRecovery(ticket)
        case .claimed(let ticket, let found, let next): claimed(ticket, found, next, &actions)
        case .committed(let ticket, let ids): committed(ticket, ids, &actions)
        case .recorded(let ticket): recorded(ticket)
        case .failed(let ticket, let failure): failed(ticket, failure)
        case .answered(let id, let answer): answered(id, answer)
        case .databaseReturned: databaseReturned()
        case .drain: drain()
        }
        proceed(&actions)
        return actions
    }

    private mutating func proceed(_ actions: inout [Action]) {
        guard !isGone else { return }
        if now >= pausedUntil {
            record(&actions)
            recover(&actions)
            commit(&actions)
            askAgain(&actions)
            claimMore(&actions)
        }
        if isDraining, underWay.isEmpty, committing == nil, recording == nil, results.isEmpty {
            isGone = true
            return actions.append(.drained)
        }
        if let moment = nextMoment { actions.append(.wake(at: moment)) }
    }

    mutating func ticket() -> Ticket {
        lastTicket += 1
        return Ticket(rawValue: lastTicket)
    }

    private mutating func drain() {
        isDraining = true
        waiting = []
        waitingSince = nil
    }

    private mutating func nudge() {
        isNudged = true
        if case .due = claim { claim = .due(at: now) }
    }

    private mutating func use(_ names: [String]) {
        for gate in gates.indices { gates[gate].isUsed = names.contains(gates[gate].limits.name) }
        precondition(gates.contains(where: \.isUsed), "delivery needs a provider, if only the outbox viewer")
        nudge()
    }

    private mutating func hold(_ held: [Lease]) {
        let ranges = Set(held.map(\.range))
        leases = held
        recovered.formIntersection(held)
        waiting.removeAll { !ranges.contains($0.message.profile.bucket.range) }
        if waiting.isEmpty { waitingSince = nil }
    }

    /// Whether messages of this range may be taken: its past is settled, and the lease still ours.
    func isOpen(_ range: BucketRange) -> Bool { recovered.contains { $0.range == range } }

    var openLeases: [Lease] { leases.filter(recovered.contains) }

    var canTakeMore: Bool { waiting.count < limits.waiting / 2 && gates.contains { !$0.isPassedOver(at: now) } }

    private var nextMoment: Instant? {
        if now < pausedUntil { return pausedUntil }
        guard !leases.isEmpty, !isDraining else { return nil }
        var moments = gates.compactMap { $0.nextRoom(after: now) }
        // A full hand waits for room, not for more.
        if case .due(let moment) = claim, canTakeMore { moments.append(max(moment, now + TimeSpan(milliseconds: 1))) }
        if let waitingSince, waitingSince + limits.patience > now { moments.append(waitingSince + limits.patience) }
        return moments.min()
    }

    private mutating func failed(_ ticket: Ticket, _ failure: Failure) {
        var asserted: [Lease] = []
        if case .asked(ticket) = claim { claim = .due(at: now) }
        if let recovery = recovering, recovery.ticket == ticket {
            recovering = nil
            asserted = recovery.leases
        }
        if let commit = committing, commit.ticket == ticket {
            committing = nil
            asserted = commit.leases
            for (candidate, gate) in commit.candidates {
                gates[gate].giveBack(at: now)
                if failure == .connectionLost { results.append(notHandedOver(candidate, gate)) }
            }
        }
        if let recording, recording.ticket == ticket {
            results = recording.settlements + results
            self.recording = nil
        }
        switch failure {
        case .leasesLost(let ranges):
            // What came back meanwhile is held under another lease.
            let lost = asserted.filter { ranges.contains($0.range) }
            hold(leases.filter { !lost.contains($0) })
        case .connectionLost:
            failures += 1
            let doubling = Int64(1) << min(failures - 1, 16)
            let delay = min(
                limits.connectionDelay.milliseconds * doubling, limits.longestConnectionDelay.milliseconds)
            pausedUntil = now + TimeSpan(milliseconds: delay)
        }
    }

    /// A commit of `sending` that may have happened, though nothing was handed over: where it did, this undoes it.
    private func notHandedOver(_ candidate: Candidate, _ gate: Int) -> Settlement {
        Settlement(
            message: candidate.message.id, profile: candidate.message.profile, flow: candidate.message.flow,
            channel: candidate.message.channel, address: candidate.message.address, attempt: candidate.attempts + 1,
            provider: gates[gate].limits.name,
            at: now,
            result: candidate.message.purpose == .marketing ? .hold(until: now) : .retry(at: now),
            reason: "The database could not be reached when it was to be handed over")
    }
}
