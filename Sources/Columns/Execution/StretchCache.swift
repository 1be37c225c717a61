import Conditions
import Synchronization
import Values

/// The edges of one query's windows, worked out once a zone for all files.
final class StretchCache: Sendable {
    private struct Key: Hashable {
        let window: WindowPlan
        let zone: Zone
    }

    private let known = Mutex<[Key: WindowStretch]>([:])

    func stretch(of window: WindowPlan, now: Instant, shopper zone: Zone) -> WindowStretch {
        let key = Key(window: window, zone: zone)
        if let found = known.withLock({ $0[key] }) { return found }
        let stretch = window.stretch(now: now, shopper: zone)
        known.withLock { $0[key] = stretch }
        return stretch
    }
}
