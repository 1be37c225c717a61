import Engine
import Logging
import Storage
import Values

/// Keeps this process's share of the buckets and works off what is due in them.
///
/// Performs what `LeaseKeeper` and `BucketWorker` decide.
public actor EngineService {
    private var keeper: LeaseKeeper
    private var hands: [Hand]
    /// Ranges of these leases went to another process; whoever holds them here will be told.
    private var lost: Set<Lease> = []
    private let owner: String
    private let database: any Database
    private let leaseStore = LeaseStore()
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let databaseClock: DatabaseClock
    private let logger: Logger
    private let pressure: IntakePressure
    private var heard: @Sendable (EngineNews) -> Void = { _ in }
    private var keeperAlarm: Task<Void, Never>?
    private var workersDrained: CheckedContinuation<Void, Never>?
    private var keeperDrained: CheckedContinuation<Void, Never>?
    private var isKeeperDrained = false

    /// A worker over its share of the leased ranges. While one's batch is written, another's is computed.
    private struct Hand {
        var worker: BucketWorker
        let runner: BatchRunner
        var alarm: Task<Void, Never>?
        var isDrained = false
    }

    /// One computes while the other writes, and there is one writer: a third would wait.
    static let workers = 2

    /// - Parameter runners: one for each worker.
    init(
        owner: String, database: any Database, runners: [BatchRunner], scope: WorkspaceScope, clock: SystemClock,
        logger: Logger, pressure: IntakePressure
    ) {
        self.pressure = pressure
        self.owner = owner
        self.database = database
        keeper = LeaseKeeper(limits: database.dialect.leaseLimits)
        hands = runners.map { Hand(worker: BucketWorker(limits: database.dialect.workerLimits), runner: $0) }
        self.scope = scope
        self.clock = clock
        databaseClock = DatabaseClock { clock.now() }
        self.logger = logger
    }

    /// Has somebody told what the engine does; before `start`.
    func listen(_ heard: @escaping @Sendable (EngineNews) -> Void) { self.heard = heard }

    func start() { tell(keeper: .tick) }

    /// Work was stored that is due now.
    public func nudge() { for hand in hands.indices { tell(hand, .nudge) } }

    public var leases: [Lease] { hands.flatMap(\.worker.leases).sorted { $0.range < $1.range } }

    /// Finishes the batches under way and gives the leases up, so that another process takes over at once.
    func drain() async {
        for hand in hands.indices { tell(hand, .drain) }
        if !hands.allSatisfy(\.isDrained) { await withCheckedContinuation { workersDrained = $0 } }
        tell(keeper: .drain)
        if !isKeeperDrained { await withCheckedContinuation { keeperDrained = $0 } }
        keeperAlarm?.cancel()
        for hand in hands { hand.alarm?.cancel() }
    }

    private func tell(keeper input: LeaseKeeper.Input) {
        for action in keeper.handle(input, now: clock.now()) { perform(action) }
    }

    private func tell(_ hand: Int, _ input: BucketWorker.Input) {
        for action in hands[hand].worker.handle(input, now: clock.now()) { perform(action, hand) }
    }

    private func perform(_ action: LeaseKeeper.Action) {
        switch action {
        case .renew(let attempt): Task { await self.renew(attempt) }
        case .hold(let leases):
            if leases.count != self.leases.count {
                logger.info("Holding \(leases.count) of \(BucketRange.count) ranges of customers")
            }
            lost = []
            for hand in hands.indices {
                tell(hand, .hold(leases.filter { $0.range.index % hands.count == hand }))
            }
            heard(.leases(leases))
        case .wake(let moment):
            keeperAlarm?.cancel()
            keeperAlarm = alarm(at: moment) { await $0.tell(keeper: .tick) }
        case .leave: Task { await self.leave() }
        case .drained:
            isKeeperDrained = true
            keeperDrained?.resume()
            keeperDrained = nil
        }
    }

    private func perform(_ action: BucketWorker.Action, _ hand: Int) {
        switch action {
        case .run(let run): Task { await self.run(run, hand) }
        case .dropCache(.all): hands[hand].runner.forgetCustomers()
        case .dropCache(.ranges(let ranges)): hands[hand].runner.forgetCustomers(of: Set(ranges))
        case .setAside(let item): Task { await self.setAside(item, hand) }
        case .wake(let moment):
            hands[hand].alarm?.cancel()
            hands[hand].alarm = alarm(at: moment) {
                await $0.tell(hand, $0.pressure.isHigh(for: hand) ? .tick : .relieved)
            }
        case .drained:
            hands[hand].isDrained = true
            guard hands.allSatisfy(\.isDrained) else { return }
            workersDrained?.resume()
            workersDrained = nil
        }
    }

    private func alarm(
        at moment: Instant, _ ring: @escaping @Sendable (EngineService) async -> Void
    ) -> Task<Void, Never> {
        Task { [clock, weak self] in
            do { try await clock.sleep(until: moment) } catch { return }
            if let self { await ring(self) }
        }
    }

    private func renew(_ attempt: Int64) async {
        do {
            let leases = try await database.write(lane: .engine) { [leaseStore, owner, databaseClock] connection in
                let now = try databaseClock.now(on: connection)
                let kept = try leaseStore.renew(owner: owner, now: now, on: connection)
                return kept + (try leaseStore.acquire(owner: owner, now: now, on: connection))
            }
            tell(keeper: .renewed(attempt: attempt, leases))
        } catch {
            logger.warning("Renewing the leases failed: \(error)")
            tell(keeper: .failed(attempt: attempt))
        }
    }

    private func leave() async {
        do {
            try await database.write(lane: .engine) { [leaseStore, owner] in
                try leaseStore.leave(owner: owner, on: $0)
            }
        } catch { logger.warning("Giving up the leases failed, they expire by themselves: \(error)") }
        tell(keeper: .left)
    }

    private func run(_ run: BucketWorker.Run, _ hand: Int) async {
        let others = hands.indices.filter { $0 != hand }.flatMap { hands[$0].worker.leases }
        let neighbours = others.filter { !lost.contains($0) }
        do {
            let outcome = try await hands[hand].runner.run(
                run.leases, neighbours: neighbours, limit: run.limit, on: database)
            if outcome.taken > 0 { heard(.stepped(outcome)) }
            let result = BucketWorker.Result(
                taken: outcome.taken, nextDue: outcome.nextDue, spent: outcome.spent,
                isPressed: pressure.isHigh(for: hand))
            tell(hand, .ran(run.id, result))
            // What one schedules may be another's to do.
            if outcome.finished > 0 { for other in hands.indices where other != hand { tell(other, .nudge) } }
        } catch StepConflict.joinedMeanwhile {
            tell(hand, .failed(run.id, .conflict))
        } catch {
            logger.error("A batch of work failed: \(error)")
            if case .leasesLost(let ranges)? = error as? StepConflict {
                lost.formUnion(neighbours.filter { ranges.contains($0.range) })
            }
            tell(hand, .failed(run.id, failure(error)))
        }
    }

    private func failure(_ error: any Error) -> BucketWorker.Failure {
        if let failed = error as? BatchFailure { return .badData("\(failed.cause)", items: failed.items) }
        if let conflict = error as? StepConflict {
            switch conflict {
            case .leasesLost(let ranges): return .leasesLost(ranges)
            case .claimsTaken, .joinedMeanwhile, .databaseLost: return .conflict
            }
        }
        switch error as? DatabaseError {
        case .serialization: return .conflict
        case .diskFull: return .diskFull
        case .badData, .constraint, .busy, .connectionLost, .ambiguousCommit, .ownedByProcess, .schemaTooNew,
            .cannotOpen, .closed, .failed, nil:
            return .connectionLost
        }
    }

    private func setAside(_ aside: BucketWorker.SetAside, _ hand: Int) async {
        do {
            try await hands[hand].runner.setAside(aside, under: hands[hand].worker.leases, on: database)
            logger.error("Work for one customer was put off by an hour: \(aside.reason)")
            tell(hand, .setAside)
        } catch {
            logger.error("Putting off work that fails did not succeed: \(error)")
            tell(hand, .notSetAside)
        }
    }
}

/// What the engine did, for delivery and the live overview.
enum EngineNews: Sendable {
    case leases([Lease])
    case stepped(BatchRunner.Outcome)
}

/// A batch that cannot be stepped or stored because of some row in it.
struct BatchFailure: Error {
    let cause: any Error
    let items: [WorkItem]
}
