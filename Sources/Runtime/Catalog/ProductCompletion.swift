import Engine
import Logging
import Storage
import Synchronization
import Values

/// Completes events at intake with what the catalog says of their products, so that conditions can ask by category and
/// brand whatever the store's plugin sends (decision 0044).
///
/// A shop whose catalog no feed has filled pays nothing for it.
final class ProductCompletion: Sendable {
    private struct Memory {
        /// Nil of a product that the catalog does not have.
        var facts: [ProductKey: ProductFacts?] = [:]
        var hasFeed = false
        /// From then on it is read anew: another process may have taken in a feed.
        var staleAt = Instant(milliseconds: 0)
    }

    private let database: any Database
    private let scope: WorkspaceScope
    private let clock: SystemClock
    private let logger: Logger
    private let store = CatalogStore()
    private let memory = Mutex(Memory())

    static let remembered = TimeSpan.seconds(30)
    /// Products; a few megabytes.
    private static let mostRemembered = 20_000

    init(database: any Database, scope: WorkspaceScope, clock: SystemClock, logger: Logger) {
        self.database = database
        self.scope = scope
        self.clock = clock
        self.logger = logger
    }

    /// Whether no feed has named a product, as far as is known of late.
    var isIdle: Bool {
        let now = clock.now()
        return memory.withLock { now < $0.staleAt && !$0.hasFeed }
    }

    /// What was read is read again: a feed came.
    func forget() { memory.withLock { $0 = Memory() } }

    /// The events, completed; as they came where the catalog cannot be read, which keeps no event out.
    func completed(_ events: [IncomingEvent]) async -> [IncomingEvent] {
        guard await hasFeed() else { return events }
        let missing = events.map(ProductFacts.missing)
        let keys = Set(missing.joined())
        guard !keys.isEmpty, let facts = await facts(of: keys) else { return events }
        return zip(events, missing).map { event, keys in
            keys.contains { facts[$0] != nil } ? ProductFacts.completed(event, facts) : event
        }
    }

    private func hasFeed() async -> Bool {
        let now = clock.now()
        let known = memory.withLock { now < $0.staleAt ? $0.hasFeed : nil }
        if let known { return known }
        let found = await read { [store, scope] in try store.hasFeed(in: scope, on: $0) } ?? false
        memory.withLock { $0 = Memory(hasFeed: found, staleAt: now + ProductCompletion.remembered) }
        return found
    }

    private func facts(of keys: Set<ProductKey>) async -> [ProductKey: ProductFacts]? {
        var found: [ProductKey: ProductFacts] = [:]
        var unknown: [ProductKey] = []
        memory.withLock { memory in
            for key in keys {
                guard let known = memory.facts[key] else { unknown.append(key); continue }
                if let known { found[key] = known }
            }
        }
        guard !unknown.isEmpty else { return found }
        let read = await read { [store, scope, unknown] in try store.facts(unknown, in: scope, on: $0) }
        guard let read else { return nil }
        memory.withLock { memory in
            if memory.facts.count > ProductCompletion.mostRemembered { memory.facts = [:] }
            for key in unknown { memory.facts[key] = .some(read[key]) }
        }
        found.merge(read) { $1 }
        return found
    }

    private func read<Found: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Found
    ) async -> Found? {
        do { return try await database.read(body) } catch {
            logger.warning("Events came in without what the catalog says of their products: \(error)")
            return nil
        }
    }
}
