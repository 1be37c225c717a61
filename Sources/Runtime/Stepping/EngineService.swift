import Engine
import Logging
import Storage
import Values

/// Keeps this process's share of the buckets and works off what is due in them.
///
/// Performs what `LeaseKeeper` and `BucketWorker` decide.
public actor EngineService {
    private var keeper = LeaseKeeper()
    private var worker = BucketWorker()
    private let owner: String
    private let database: any Database
    private let runner: BatchRunner
    private let leaseStore = LeaseStore()
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let databaseClock: DatabaseClock
    private let logger: Logger
    private var heard: @Sendable (EngineNews) -> Void = { _ in }
    private var keeperAlarm: Task<Void, Never>?
    private var workerAlarm: Task<Void, Never>?
    private var workerDrained: CheckedContinuation<Void, Never>?
    private var keeperDrained: CheckedContinuation<Void, Never>?
    private var isWorkerDrained = false
    private var isKeeperDrained = false

    init(
        owner: String, database: any Database, runner: BatchRunner, scope: WorkspaceScope, clock: SystemClock,
        logger: Logger
    ) {
        self.owner = owner
        self.database = database
        self.runner = runner
        self.scope = scope
        self.clock = clock
        databaseClock = DatabaseClock { clock.now() }
        self.logger = logger
    }

    /// Has somebody told what the engine does; before `start`.
    func listen(_ heard: @escaping @Sendable (EngineNews) -> Void) { self.heard = heard }

    func start() { tell(keeper: .tick) }

    /// Work was stored that is due now.
    public func nudge() { tell(worker: .nudge) }

    public var leases: [Lease] { worker.leases }

    /// Finishes the batch under way and gives the leases up, so that another process takes over at once.
    func drain() async {
        tell(worker: .drain)
        if !isWorkerDrained { await withCheckedContinuation { workerDrained = $0 } }
        tell(keeper: .drain)
        if !isKeeperDrained { await withCheckedContinuation { keeperDrained = $0 } }
        keeperAlarm?.cancel()
        workerAlarm?.cancel()
    }

    private func tell(keeper input: LeaseKeeper.Input) {
        for action in keeper.handle(input, now: clock.now()) { perform(action) }
    }

    private func tell(worker input: BucketWorker.Input) {
        for action in worker.handle(input, now: clock.now()) { perform(action) }
    }

    private func perform(_ action: LeaseKeeper.Action) {
        switch action {
        case .renew(let attempt): Task { await self.renew(attempt) }
        case .hold(let leases):
            if leases.count != worker.leases.count {
                logger.info("Holding \(leases.count) of \(BucketRange.count) ranges of customers")
            }
            tell(worker: .hold(leases))
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

    private func perform(_ action: BucketWorker.Action) {
        switch action {
        case .run(let run): Task { await self.run(run) }
        case .dropCache(.all): runner.forgetCustomers()
        case .dropCache(.ranges(let ranges)): runner.forgetCustomers(of: Set(ranges))
        case .setAside(let item): Task { await self.setAside(item) }
        case .wake(let moment):
            workerAlarm?.cancel()
            workerAlarm = alarm(at: moment) { await $0.tell(worker: .tick) }
        case .drained:
            isWorkerDrained = true
            workerDrained?.resume()
            workerDrained = nil
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

    private func run(_ run: BucketWorker.Run) async {
        do {
            let outcome = try await runner.run(run.leases, limit: run.limit, on: database)
            if outcome.taken > 0 { heard(.stepped(outcome)) }
            tell(
                worker: .ran(
                    run.id,
                    BucketWorker.Result(taken: outcome.taken, nextDue: outcome.nextDue, spent: outcome.spent)))
        } catch {
            logger.error("A batch of work failed: \(error)")
            tell(worker: .failed(run.id, failure(error)))
        }
    }

    private func failure(_ error: any Error) -> BucketWorker.Failure {
        if let failed = error as? BatchFailure { return .badData("\(failed.cause)", items: failed.items) }
        if let conflict = error as? StepConflict {
            switch conflict {
            case .leasesLost(let ranges): return .leasesLost(ranges)
            case .claimsTaken: return .conflict
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

    private func setAside(_ aside: BucketWorker.SetAside) async {
        do {
            try await runner.setAside(aside, under: worker.leases, on: database)
            logger.error("Work for one customer was put off by an hour: \(aside.reason)")
            tell(worker: .setAside)
        } catch {
            logger.error("Putting off work that fails did not succeed: \(error)")
            tell(worker: .notSetAside)
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
