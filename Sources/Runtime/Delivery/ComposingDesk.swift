import Engine
import Synchronization
import Values

/// Composes messages while those before them are being committed and handed over.
///
/// Whoever commits `sending` finds most of its messages composed already. What was composed under other definitions, or
/// more than a few seconds ago, is composed anew: a message says what is true when it goes.
final class ComposingDesk: Sendable {
    typealias Result = Swift.Result<EmailComposer.Composed, any Error>

    private struct State {
        var expected: [Message] = []
        var inHand: Int64?
        var ready: [Int64: Ready] = [:]
        var isBusy = false
    }

    private struct Ready {
        let result: Result
        let version: Int64
        let at: Instant
    }

    /// Composed and waiting at most: some 30 KB each.
    private static let capacity = 128
    private static let freshness = TimeSpan.seconds(5)

    private let composer: EmailComposer
    private let clock: SystemClock
    private let state = Mutex(State())

    init(composer: EmailComposer, clock: SystemClock) {
        self.composer = composer
        self.clock = clock
    }

    /// These messages will be asked for soon, in this order; begins to compose them, one after the other.
    func expect(_ messages: [Message], definitions: Definitions) {
        let begins = state.withLock { state in
            let now = clock.now()
            state.ready = state.ready.filter { $0.value.at + ComposingDesk.freshness > now }
            let room = max(0, ComposingDesk.capacity - state.ready.count - state.expected.count)
            state.expected += messages.prefix(room)
            guard !state.isBusy, !state.expected.isEmpty else { return false }
            state.isBusy = true
            return true
        }
        if begins { Task { await self.work(definitions) } }
    }

    /// The messages' texts, or why they cannot be composed: on every core, for those that were not expected.
    func compose(_ messages: [Message], definitions: Definitions) async -> [Int64: Result] {
        let now = clock.now()
        var results: [Int64: Result] = [:]
        let missing = state.withLock { state in
            let asked = Set(messages.map(\.id))
            state.expected.removeAll { asked.contains($0.id) }
            if let inHand = state.inHand, asked.contains(inHand) { state.inHand = nil }
            return messages.filter { message in
                guard let ready = state.ready.removeValue(forKey: message.id), ready.version == definitions.version,
                    ready.at + ComposingDesk.freshness > now
                else { return true }
                results[message.id] = ready.result
                return false
            }
        }
        await withTaskGroup(of: (Int64, Result).self) { group in
            for message in missing {
                group.addTask { [self] in (message.id, composed(message, definitions, at: now)) }
            }
            for await (id, result) in group { results[id] = result }
        }
        return results
    }

    private func work(_ definitions: Definitions) async {
        while let message = next() {
            let now = clock.now()
            let ready = Ready(result: composed(message, definitions, at: now), version: definitions.version, at: now)
            state.withLock { state in
                // Nobody waits for one that was asked for meanwhile.
                if state.inHand == message.id { state.ready[message.id] = ready }
            }
            await Task.yield()
        }
    }

    private func next() -> Message? {
        state.withLock { state in
            guard !state.expected.isEmpty else {
                state.inHand = nil
                state.isBusy = false
                return nil
            }
            let message = state.expected.removeFirst()
            state.inHand = message.id
            return message
        }
    }

    private func composed(_ message: Message, _ definitions: Definitions, at now: Instant) -> Result {
        Result { try composer.compose(message, definitions: definitions, now: now) }
    }
}
