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
    /// For which definitions and leases nothing is left that waited for a flow which is live again.
    private let resumed = Mutex<Resumed?>(nil)

    fileprivate struct Resumed: Sendable, Equatable {
        let version: Int64
        let leases: [Lease]
    }

    /// Items of paused flows made due in one batch.
    private static let resumedAtOnce = 1_000

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
        /// Messages are ready to be handed over.
        var hasMessages = false
        fileprivate var stepped: [Customer] = []
        fileprivate var stale: [ProfileKey] = []
        /// Nil while more of what waited is to be made due.
        fileprivate var resumed: Resumed?
    }

    /// Runs one batch; the cache follows only when the transaction has been committed.
    func run(
        _ leases: [Lease], limit: Int, on database: any Database
    ) async throws -> Outcome {
        do {
            let outcome = try await database.write(lane: .engine) { [self] connection in
                try step(leases, limit: limit, on: connection)
            }
            cache.withLock { cache in
                cache.drop(outcome.stale)
                cache.keep(outcome.stepped)
            }
            if let done = outcome.resumed { resumed.withLock { $0 = done } }
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

    /// What waited for paused flows is looked for once after every change of the definitions or the leases.
    private func resume(
        _ ranges: [BucketRange], _ leases: [Lease], _ definitions: Definitions, now: Instant,
        on connection: any Connection
    ) throws -> Resumed? {
        let wanted = Resumed(version: definitions.version, leases: leases)
        guard resumed.withLock({ $0 }) != wanted else { return wanted }
        let count = try work.resume(
            in: ranges, except: definitions.paused, now: now, limit: BatchRunner.resumedAtOnce, in: scope,
            on: connection)
        return count == 0 ? wanted : nil
    }

    private func step(_ leases: [Lease], limit: Int, on connection: any Connection) throws -> Outcome {
        let now = try databaseClock.now(on: connection)
        let definitions = try definitions.upToDate(on: connection)
        let isNewVersion = cachedVersion.withLock { known in
            defer { known = definitions.version }
            return known != definitions.version
        }
        if isNewVersion { forgetCustomers() }
        let ranges = leases.map(\.range).sorted()
        let hasResumed = try resume(ranges, leases, definitions, now: now, on: connection)
        let due = try work.due(in: ranges, now: now, limit: limit, on: connection)
        var outcome = Outcome(taken: due.count)
        outcome.resumed = hasResumed
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
