import Engine
import Logging
import Storage
import Synchronization
import Values

/// Takes due work, steps it and writes everything, in one transaction.
final class BatchRunner: Sendable {
    private let definitions: DefinitionsService
    private let customers: CustomerStore
    private let steps: StepStore
    private let work = WorkStore()
    private let scope: WorkspaceScope
    private let databaseClock: DatabaseClock
    private let logger: Logger
    /// Used by one batch at a time; the lock only says so to the compiler.
    private let cache = Mutex(CustomerCache())
    /// With which definitions the cached customers were made: their memberships and zone follow from them.
    private let cachedVersion = Mutex<Int64>(-1)

    init(
        definitions: DefinitionsService, intake: IntakeStore, scope: WorkspaceScope, clock: SystemClock, logger: Logger
    ) {
        self.definitions = definitions
        customers = CustomerStore(sharing: intake)
        steps = StepStore(sharing: intake)
        self.scope = scope
        databaseClock = DatabaseClock { clock.now() }
        self.logger = logger
    }

    struct Outcome: Sendable {
        /// How many items were due and taken up.
        var taken = 0
        var finished = 0
        /// When the next work falls due; nil where none is scheduled.
        var nextDue: Instant?
        var activity: [LogEntry] = []
        /// How long it held the writer.
        var spent = TimeSpan(milliseconds: 0)
        /// Messages are ready to be handed over.
        var hasMessages = false
        fileprivate var stepped: [Customer] = []
        fileprivate var stale: [ProfileKey] = []
    }

    /// Runs one batch; the cache follows only when the transaction has been committed.
    func run(
        _ leases: [Lease], limit: Int, on database: any Database
    ) async throws -> Outcome {
        do {
            // What a power failure takes of it follows from the same work again.
            let outcome = try await database.write(lane: .engine, durability: .soon) { [self] connection in
                let begin = ContinuousClock.now
                var outcome = try step(leases, limit: limit, on: connection)
                outcome.spent = TimeSpan(milliseconds: Int64((ContinuousClock.now - begin) / .milliseconds(1)))
                return outcome
            }
            cache.withLock { cache in
                cache.drop(outcome.stale)
                cache.keep(outcome.stepped)
            }
            return outcome
        } catch {
            // Nobody knows how far the batch got: what it touched is read anew.
            cache.withLock { $0.dropAll() }
            throw error
        }
    }

    /// Puts off work that cannot be stepped, with a line in its person's log.
    func setAside(_ aside: BucketWorker.SetAside, under leases: [Lease], on database: any Database) async throws {
        try await database.write(lane: .engine) { [self] connection in
            let now = try databaseClock.now(on: connection)
            var batch = StepBatch(leases: leases.filter { $0.range == aside.item.range })
            batch.finishedWork = [aside.item]
            batch.scheduledWork = [aside.again]
            batch.log = [aside.logEntry(at: now, definitions: definitions.latest.version)]
            _ = try steps.apply(batch, in: scope, now: now, on: connection)
        }
    }

    func forgetCustomers() { cache.withLock { $0.dropAll() } }

    func forgetCustomers(of ranges: Set<BucketRange>) { cache.withLock { $0.drop(ranges: ranges) } }

    private func step(_ leases: [Lease], limit: Int, on connection: any Connection) throws -> Outcome {
        let now = try databaseClock.now(on: connection)
        let definitions = try definitions.upToDate(on: connection)
        let isNewVersion = cachedVersion.withLock { known in
            defer { known = definitions.version }
            return known != definitions.version
        }
        if isNewVersion { forgetCustomers() }
        let ranges = leases.map(\.range).sorted()
        let due = try work.due(in: ranges, now: now, limit: limit, on: connection)
        var outcome = Outcome(taken: due.count)
        guard !due.isEmpty else {
            outcome.nextDue = try work.nextDue(in: ranges, on: connection)
            return outcome
        }
        for fault in due.compactMap(\.fault) { logger.error("A stored event was passed over: \(fault)") }
        var batch = BatchStep(leases: leases, now: now, definitions: definitions)
        let writes: StepBatch
        do {
            writes = try batch.run(
                due.map(\.work), reader: customers.reader(on: connection),
                cached: { key in cache.withLock { $0[key] } })
            _ = try steps.apply(writes, in: scope, now: now, on: connection)
        } catch let error as DatabaseError where !error.isFaultOfData {
            throw error
        } catch let conflict as StepConflict {
            throw conflict
        } catch {
            throw BatchFailure(cause: error, items: due.map(\.item))
        }
        outcome.finished = writes.finishedWork.count
        outcome.stepped = batch.stepped
        outcome.stale = batch.stale
        outcome.activity = writes.log
        outcome.hasMessages =
            writes.messages.contains { $0.state == .ready } || writes.messageChanges.contains { $0.state == .ready }
        // More may be due already; asking for the next moment is for when the queue has run dry.
        outcome.nextDue = now
        return outcome
    }
}
