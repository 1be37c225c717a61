import Engine
import Synchronization
import Values

/// The newest decisions of this process, numbered, for the live overview; nothing here is kept for long.
public final class ActivityFeed: Sendable {
    public struct Item: Sendable {
        public let number: Int
        public let entry: LogEntry
    }

    private struct State {
        var items: [Item] = []
        var last = 0
    }

    private let state = Mutex(State())
    /// More than a page shows; under load most pass unseen.
    static let kept = 200

    init() {}

    func add(_ entries: [LogEntry]) {
        let telling = entries.filter(\.kind.isTelling).suffix(ActivityFeed.kept)
        guard !telling.isEmpty else { return }
        state.withLock { state in
            for entry in telling {
                state.last += 1
                state.items.append(Item(number: state.last, entry: entry))
            }
            if state.items.count > ActivityFeed.kept {
                state.items.removeFirst(state.items.count - ActivityFeed.kept)
            }
        }
    }

    /// What came after this number, oldest first.
    public func items(after number: Int) -> [Item] {
        state.withLock { state in state.items.filter { $0.number > number } }
    }

    public var lastNumber: Int { state.withLock { $0.last } }
}

extension LogEntry.Kind {
    /// Whether somebody who watches the shop wants to see it go by.
    var isTelling: Bool {
        switch self {
        case .consentChanged, .flowEntered, .goalReached, .exited, .messageQueued, .messageHeld, .messageRefused,
            .conditionChanged, .profileMerged, .suppressed:
            true
        case .propertyChanged, .flowNotEntered, .stepTaken, .flowEnded, .journeyFailed, .orderCopy, .linkRefused,
            .journeyRefreshed, .derivedEventsStopped, .workSetAside, .journeyPaused, .joinedByReview, .stepAnswered:
            false
        }
    }
}
