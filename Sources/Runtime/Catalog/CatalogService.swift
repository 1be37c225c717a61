import Engine
import Logging
import Storage
import Values

/// The shop's catalog: takes in what feeds state, tells people of what changed, and learns from events who wants what.
///
/// What it learns is stored with how far it has come, so that a restart goes on; what customers do goes first.
public actor CatalogService {
    private let database: any Database
    private let definitions: DefinitionsService
    private let intake: IntakeStore
    private let products: ProductCompletion
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let logger: Logger
    private let nudgeEngine: @Sendable () -> Void
    private let store = CatalogStore()
    private let interests: InterestStore
    private var running: Task<Void, Never>?
    /// The event up to which interest is known.
    private var followed: Int64 = -1
    /// The newest event at moments that lie a little while back, oldest first.
    private var horizons: [(at: Instant, newest: Int64)] = []

    /// Items in one transaction: 10 ms.
    static let itemsAtOnce = 200
    static let lookEvery = TimeSpan.seconds(1)
    /// On PostgreSQL events are numbered before they are committed: none is later than this.
    static let commitsWithin = TimeSpan.seconds(10)
    /// Pieces of events that are looked at before a feed is taken in: 100,000 events.
    private static let mostPiecesBefore = 50

    init(
        database: any Database, definitions: DefinitionsService, intake: IntakeStore, products: ProductCompletion,
        scope: WorkspaceScope, clock: SystemClock, logger: Logger, nudgeEngine: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.definitions = definitions
        self.intake = intake
        self.products = products
        self.scope = scope
        self.clock = clock
        self.logger = logger
        self.nudgeEngine = nudgeEngine
        interests = InterestStore(sharing: intake)
    }

    func start() {
        running = Task {
            while !Task.isCancelled {
                do { try await learn() } catch is CancellationError { return } catch {
                    logger.warning("Learning who wants which product failed and is tried again: \(error)")
                }
                do { try await clock.sleep(until: clock.now() + CatalogService.lookEvery) } catch { return }
            }
        }
    }

    func stop() async {
        running?.cancel()
        await running?.value
    }

    /// Takes in what a feed states: good items count, bad ones are listed by their place.
    ///
    /// The same again changes nothing and tells nobody, so that whoever is not answered sends it again.
    /// - Parameters:
    ///   - items: at most `CatalogLimits.itemsAtOnce`.
    ///   - announces: whether people are told of what changed.
    public func apply(_ items: [CatalogItem], announces: Bool = true) async throws -> CatalogOutcome {
        // Whoever asked before the goods came must be known to have asked.
        for _ in 0..<CatalogService.mostPiecesBefore {
            guard try await learnNext() else { break }
        }
        var outcome = CatalogOutcome()
        var start = 0
        while start < items.count {
            let end = CatalogService.end(of: items, from: start)
            let part = try await apply(Array(items[start..<end]), announces)
            outcome.add(part, at: start)
            start = end
        }
        products.forget()
        if outcome.told > 0 { nudgeEngine() }
        return outcome
    }

    /// Where a transaction's items end: variants of one product stay together.
    private static func end(of items: [CatalogItem], from start: Int) -> Int {
        var end = min(start + itemsAtOnce, items.count)
        while end < items.count, !items[end].productID.isEmpty, items[end].productID == items[end - 1].productID {
            end += 1
        }
        return end
    }

    private func apply(_ items: [CatalogItem], _ announces: Bool) async throws -> CatalogOutcome {
        let now = clock.now()
        return try await database.write(lane: .jobs) {
            [store, definitions, intake, scope] connection -> CatalogOutcome in
            let definitions = try definitions.upToDate(on: connection)
            var outcome = try store.apply(
                items, currency: definitions.settings.currency ?? "", now: now, in: scope, on: connection)
            guard announces else { return outcome }
            outcome.told = try store.announce(
                outcome.news, inventoryIsAsked: definitions.asks(for: CatalogEvent.inventoryChanged.rawValue),
                intake: intake, now: now, in: scope, on: connection)
            return outcome
        }
    }

    /// Learns from what has been stored since, unless there is much else to do.
    func learn() async throws {
        let now = clock.now()
        let due = try await database.read {
            try WorkStore().depth(now: now, upTo: BulkService.mostWaiting, on: $0)
        }
        guard due < BulkService.mostWaiting else { return }
        while try await learnNext() { try Task.checkCancellation() }
    }

    /// - Returns: whether there is more to learn from at once.
    private func learnNext() async throws -> Bool {
        let now = clock.now()
        let newest = try await database.read { [interests] in try interests.newest(on: $0) }
        let end = horizon(newest, at: now)
        guard end > followed else { return false }
        // Lost in a power failure, it is learned again from the same events.
        let reached = try await database.write(lane: .jobs, durability: .soon) { [interests, scope] connection in
            try interests.follow(to: end, now: now, in: scope, on: connection)
        }
        guard let reached else { return false }
        followed = reached
        return reached < end
    }

    /// Up to which number every event that there will be is committed.
    private func horizon(_ newest: Int64, at now: Instant) -> Int64 {
        guard database.dialect == .postgres else { return newest }
        if horizons.last.map({ now - $0.at >= .seconds(1) }) ?? true { horizons.append((now, newest)) }
        let settled = horizons.lastIndex { now - $0.at >= CatalogService.commitsWithin }
        guard let settled else { return -1 }
        horizons.removeFirst(settled)
        return horizons[0].newest
    }
}

extension CatalogOutcome {
    fileprivate mutating func add(_ part: CatalogOutcome, at start: Int) {
        changed += part.changed
        unchanged += part.unchanged
        deleted += part.deleted
        told += part.told
        rejected += part.rejected.map { Refusal(place: $0.place + start, rejection: $0.rejection) }
    }
}
