import Engine
import Logging
import Storage
import Values

/// Takes events in: many requests a transaction, each answered after its commit.
///
/// Performs what `IntakeGroup` decides; several groups of requests never share a failure.
public actor IntakeService {
    private var group: IntakeGroup
    private let database: any Database
    private let store: IntakeStore
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let logger: Logger
    private let erasure: ErasureService
    private let pressure: IntakePressure
    private let products: ProductCompletion
    private let committed: @Sendable (IntakeNews) -> Void
    private var waiting: [IntakeGroup.RequestID: CheckedContinuation<Answer, Never>] = [:]
    private var lastRequest: Int64 = 0
    private var alarm: Task<Void, Never>?
    private var drained: CheckedContinuation<Void, Never>?
    private var isDrained = false

    public enum Answer: Sendable, Hashable {
        /// Stored, but for the events that the database refused: those went to the rejected ones after all.
        case stored(refused: [RejectedEvent])
        case refused(IntakeGroup.Refusal)
    }

    init(
        database: any Database, store: IntakeStore, scope: WorkspaceScope, clock: SystemClock, logger: Logger,
        erasure: ErasureService, pressure: IntakePressure, products: ProductCompletion,
        committed: @escaping @Sendable (IntakeNews) -> Void
    ) {
        self.erasure = erasure
        self.pressure = pressure
        self.products = products
        var limits = IntakeGroupLimits()
        // With the writer free there is nothing to wait for: company gathers by itself while a commit is under way.
        limits.patience = TimeSpan(milliseconds: 1)
        limits.enoughRows = 64
        group = IntakeGroup(limits: limits)
        self.database = database
        self.store = store
        self.scope = scope
        self.clock = clock
        self.logger = logger
        self.committed = committed
    }

    /// Stores a request's events and rejections; returns when they are safe, or with the reason why they are not.
    public func store(source: String, events: [IncomingEvent], rejected: [RejectedEvent]) async -> Answer {
        pressure.begin(events: events.count)
        defer { pressure.end(events: events.count) }
        let (admitted, erased) = erasure.admit(events, source: source)
        // Nothing is waited for where no feed came: most requests.
        let events = products.isIdle ? admitted : await products.completed(admitted)
        let rejected = rejected + erased
        lastRequest += 1
        let id = IntakeGroup.RequestID(rawValue: lastRequest)
        return await withCheckedContinuation { continuation in
            waiting[id] = continuation
            handle(.request(IntakeGroup.Request(id: id, source: source, events: events, rejected: rejected)))
        }
    }

    /// Commits what waits and takes nothing new; returns when all has been answered.
    func drain() async {
        handle(.drain)
        if isDrained { return }
        await withCheckedContinuation { drained = $0 }
    }

    public var rowsUnderWay: Int { group.rowsUnderWay }

    private func handle(_ input: IntakeGroup.Input) {
        for action in group.handle(input, now: clock.now()) { perform(action) }
    }

    private func perform(_ action: IntakeGroup.Action) {
        switch action {
        case .commit(let batch):
            Task { await self.commit(batch) }
        case .acknowledge(let acknowledgements):
            for done in acknowledgements {
                waiting.removeValue(forKey: done.request)?.resume(returning: .stored(refused: done.refused))
            }
        case .refuse(let requests, let refusal):
            logger.warning("\(requests.count) requests were refused: \(refusal.message)")
            for request in requests {
                waiting.removeValue(forKey: request)?.resume(returning: .refused(refusal))
            }
        case .wake(let moment):
            alarm?.cancel()
            alarm = Task { [clock] in
                do { try await clock.sleep(until: moment) } catch { return }
                self.handle(.tick)
            }
        case .drained:
            isDrained = true
            drained?.resume()
            drained = nil
        }
    }

    private func commit(_ batch: IntakeGroup.Batch) async {
        do {
            let now = clock.now()
            let receipt = try await database.write(lane: .intake) { [store, scope] connection in
                try store.append(batch.events, rejected: batch.rejected, in: scope, now: now, on: connection)
            }
            committed(IntakeNews(events: batch.events, stored: receipt.storedCount, rejected: batch.rejected.count))
            handle(.committed(batch.id))
        } catch {
            handle(.failed(batch.id, failure(error)))
        }
    }

    private func failure(_ error: any Error) -> IntakeGroup.Failure {
        logger.error("Storing events failed: \(error)")
        switch error as? DatabaseError {
        case .badData, .constraint: return .badData("\(error)")
        case .diskFull: return .diskFull
        case .busy, .serialization, .connectionLost, .ambiguousCommit, .closed: return .connectionLost
        // Whoever sent it is told the reason: the statement is for the log alone.
        case .failed(let reason, _): return .badData(reason)
        case .ownedByProcess, .schemaTooNew, .cannotOpen, nil: return .badData("\(error)")
        }
    }
}

/// What a commit of intake brought, for the engine's nudge and the live overview.
struct IntakeNews: Sendable {
    var events: [IncomingEvent]
    var stored: Int
    var rejected: Int
}
