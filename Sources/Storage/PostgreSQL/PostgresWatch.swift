import Logging
import Synchronization

/// Knows of all of a process's connections to PostgreSQL when they break and when they are there again; says so in the
/// log, once for all of them.
final class PostgresWatch: Sendable {
    private struct State {
        var losses = 0
        /// Since when no connection could be made.
        var downSince: ContinuousClock.Instant?
        /// Connections made before this have broken, each as it is used the next time.
        var backSince = ContinuousClock.now
        var returned: @Sendable () -> Void = {}
    }

    private let state = Mutex(State())
    private let logger: Logger?

    init(logger: Logger? = nil) { self.logger = logger }

    /// How many connections have broken so far.
    var losses: Int { state.withLock { $0.losses } }

    /// Has somebody told whenever the database is there again.
    func whenReturned(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.returned = action } }

    /// A connection made at `since` has broken.
    func lost(_ reason: String, since: ContinuousClock.Instant) {
        let isNews = state.withLock { state in
            state.losses += 1
            guard state.downSince == nil, since >= state.backSince else { return false }
            state.downSince = .now
            return true
        }
        if isNews { logger?.warning("The connection to PostgreSQL was lost (\(reason)); connecting again") }
    }

    /// A connection was made.
    func connected() {
        let found = state.withLock { state -> (away: Duration, tell: @Sendable () -> Void)? in
            guard let since = state.downSince else { return nil }
            state.downSince = nil
            state.backSince = .now
            return (state.backSince - since, state.returned)
        }
        guard let found else { return }
        logger?.notice("Connected to PostgreSQL again after \(found.away.formatted)")
        found.tell()
    }
}

extension Duration {
    /// In seconds and tenths.
    fileprivate var formatted: String {
        let tenths = Int((self / .milliseconds(100)).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
