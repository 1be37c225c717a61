import Engine
import Logging
import Storage
import Synchronization
import Values

/// Takes due work of one worker's ranges, steps it and writes everything, in one transaction.
final class BatchRunner: Sendable {
    /// Which of the process's workers it runs for.
    private let worker: Int
    private let gate: BatchGate
    private let definitions: DefinitionsService
    private let customers: CustomerStore
    private let steps: StepStore
    private let work = WorkStore()
    private let scope: WorkspaceScope
    private let databaseClock: DatabaseClock
    /// Told of everybody whom a batch may have changed.
    private let changes: ChangedCustomers
    private let logger: Logger
    /// Used by one batch at a time; the lock only says so to the compiler.
    private let cache = Mutex(CustomerCache())
    private let cachedUnder = Mutex<Footing?>(nil)
    /// For which definitions and leases nothing is left that waited for a flow which is live again.
    private let resumed = Mutex<Resumed?>(nil)

    /// What the cached customers rest on.
    private struct Footing: Equatable {
        /// Of the definitions: memberships and zone follow from them.
        let version: Int64
        /// Of the database: batches are committed `soon`, so that a crash of it can undo what is cached.
        let losses: Int
    }

    fileprivate struct Resumed: Sendable, Equatable {
        let version: Int64
        let leases: [Lease]
    }

    /// Items of paused flows made due in one batch.
    private static let resumedAtOnce = 1_000

    init(
        worker: Int, gate: BatchGate, definitions: DefinitionsService, intake: IntakeStore, scope: WorkspaceScope,
        clock: SystemClock, changes: ChangedCustomers, logger: Logger
    ) {
        self.changes = changes
        self.worker = worker
        self.gate = gate
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
        /// How long it held the writer, or a third of what it took to compute, if that is more.
        var spent = TimeSpan(milliseconds: 0)
        /// Messages are ready to be handed over.
        var hasMessages = false
        /// Something outside is asked for.
        var hasEffects = false
    }

    /// What a batch comes to, before any of it is written.
    private struct Computed: Sendable {
        var now: Instant
        var due: [WorkItem] = []
        var nextDue: Instant?
        var writes: StepBatch
        var stepped: [Customer] = []
        var stale: [ProfileKey] = []
        var footprint = BatchFootprint(homes: [], joined: [])
        var took = Duration.zero
        /// How often the database had been lost when it was read.
        var losses = 0

        /// Whose row or events are written by it.
        var changed: [ProfileKey] {
            stepped.map(\.profile.key) + stale + writes.profiles.map(\.key) + writes.movedProfiles.map(\.key)
        }
    }

    /// Runs one batch: read and stepped on a reader, so that events are taken in and other batches written meanwhile;
    /// then written in one transaction, which fails where a lease went to somebody else since. The cache follows when
    /// it is committed.
    ///
    /// - Parameter neighbours: leases of the process's other workers.
    func run(
        _ leases: [Lease], neighbours: [Lease], limit: Int, on database: any Database
    ) async throws -> Outcome {
        await gate.begin(worker)
        let result: Result<Outcome, any Error>
        do {
            result = .success(try await runBatch(leases, neighbours, limit: limit, on: database))
        } catch {
            // Nobody knows how far the batch got: what it touched is read anew.
            cache.withLock { $0.dropAll() }
            result = .failure(error)
        }
        await gate.end(worker)
        return try result.get()
    }

    private func runBatch(
        _ leases: [Lease], _ neighbours: [Lease], limit: Int, on database: any Database
    ) async throws -> Outcome {
        try await resumeWaiting(leases, on: database)
        let computed = try await database.read(lane: .engine) { [self] connection in
            let begin = ContinuousClock.now
            var computed = try compute(leases, neighbours, limit: limit, on: connection)
            computed.took = ContinuousClock.now - begin
            return computed
        }
        var outcome = Outcome(taken: computed.due.count, nextDue: computed.nextDue)
        guard !computed.due.isEmpty else { return outcome }
        // Before, so that nobody counts without it who has seen what was written; and after, for it may be read too early.
        // Also where it fails: the answer to a COMMIT may have been lost.
        let changed = computed.changed
        changes.note(changed)
        defer { changes.note(changed) }
        outcome.spent = try await gate.write(computed.footprint, by: worker) { [self] in
            // What a power failure takes of it follows from the same work again.
            try await database.write(lane: .engine, durability: .soon) { [self] connection in
                let wrote = try ContinuousClock().measure { try store(computed, on: connection) }
                return TimeSpan(milliseconds: Int64(max(wrote, computed.took / 3) / .milliseconds(1)))
            }
        }
        cache.withLock { cache in
            cache.drop(computed.stale)
            cache.keep(computed.stepped)
        }
        let writes = computed.writes
        outcome.finished = writes.finishedWork.count
        outcome.activity = writes.log
        outcome.hasEffects = !computed.writes.effects.isEmpty
        outcome.hasMessages =
            writes.messages.contains { $0.state == .ready } || writes.messageChanges.contains { $0.state == .ready }
        return outcome
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

    /// What waited for paused flows is made due once after every change of the definitions or the leases.
    private func resumeWaiting(_ leases: [Lease], on database: any Database) async throws {
        let known = resumed.withLock { $0 }
        guard known != Resumed(version: definitions.latest.version, leases: leases) else { return }
        // That nothing is left is remembered, so it must be on the disk.
        let done = try await database.write(lane: .engine) { [self] connection in
            let definitions = try definitions.upToDate(on: connection)
            let count = try work.resume(
                in: leases.map(\.range).sorted(), except: definitions.paused,
                now: try databaseClock.now(on: connection), limit: BatchRunner.resumedAtOnce, in: scope,
                on: connection)
            return count == 0 ? Resumed(version: definitions.version, leases: leases) : nil
        }
        if let done { resumed.withLock { $0 = done } }
    }

    private func compute(
        _ leases: [Lease], _ neighbours: [Lease], limit: Int, on connection: any Connection
    ) throws -> Computed {
        let now = try databaseClock.now(on: connection)
        let definitions = try definitions.upToDate(on: connection)
        let footing = Footing(version: definitions.version, losses: connection.losses)
        let isNewFooting = cachedUnder.withLock { known in
            defer { known = footing }
            return known != footing
        }
        if isNewFooting { forgetCustomers() }
        let ranges = leases.map(\.range).sorted()
        let due = try work.due(in: ranges, now: now, limit: limit, on: connection)
        var computed = Computed(now: now, due: due.map(\.item), writes: StepBatch(leases: leases))
        computed.losses = footing.losses
        guard !due.isEmpty else {
            computed.nextDue = try work.nextDue(in: ranges, on: connection)
            return computed
        }
        for fault in due.compactMap(\.fault) { logger.error("A stored event was passed over: \(fault)") }
        var batch = BatchStep(leases: leases, neighbours: neighbours, now: now, definitions: definitions)
        try blaming(computed.due) {
            computed.writes = try batch.run(
                due.map(\.work), reader: customers.reader(on: connection, in: scope),
                cached: { key in cache.withLock { $0.take(key) } })
        }
        computed.stepped = batch.stepped
        computed.stale = batch.stale
        computed.footprint = BatchFootprint(homes: batch.homes, joined: batch.joined)
        // More may be due already; asking for the next moment is for when the queue has run dry.
        computed.nextDue = now
        return computed
    }

    private func store(_ computed: Computed, on connection: any Connection) throws {
        guard connection.losses == computed.losses else { throw StepConflict.databaseLost }
        try blaming(computed.due) {
            _ = try steps.apply(computed.writes, in: scope, now: computed.now, on: connection)
        }
    }

    /// Names the work at hand where a fault lies in its data.
    private func blaming(_ items: [WorkItem], _ body: () throws -> Void) throws {
        do { try body() } catch let error as DatabaseError where !error.isFaultOfData {
            throw error
        } catch let conflict as StepConflict {
            throw conflict
        } catch {
            throw BatchFailure(cause: error, items: items)
        }
    }
}
