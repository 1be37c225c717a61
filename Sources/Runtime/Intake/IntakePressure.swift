import Synchronization

/// How many requests with events wait to be stored: while they are many, the engine leaves them the processor.
///
/// A flood lets go for a moment after each commit, until its senders have read their answers: so a worker sees the most
/// that waited since it looked before.
final class IntakePressure: Sendable {
    /// A thousand events a second keep fewer under way; a flood keeps as many as its senders have connections.
    static let many = 24
    /// Four whole batches of the usual libraries: where engine and intake have writers of their own, which no lane weighs
    /// against each other.
    static let manyEvents = 400

    private struct Requests {
        var waiting = 0
        var events = 0
        /// For each worker, whether they were many since its last look.
        var wereMany: [Bool]
    }

    private let requests: Mutex<Requests>
    private let manyEvents: Int

    /// - Parameter countsEvents: whether the events of few requests can be many, too.
    init(workers: Int, countsEvents: Bool) {
        manyEvents = countsEvents ? IntakePressure.manyEvents : .max
        requests = Mutex(Requests(wereMany: Array(repeating: false, count: workers)))
    }

    func isHigh(for worker: Int) -> Bool {
        requests.withLock { requests in
            defer { requests.wereMany[worker] = isMany(requests) }
            return requests.wereMany[worker]
        }
    }

    func begin(events: Int) {
        requests.withLock { requests in
            requests.waiting += 1
            requests.events += events
            guard isMany(requests) else { return }
            for worker in requests.wereMany.indices { requests.wereMany[worker] = true }
        }
    }

    func end(events: Int) {
        requests.withLock { requests in
            requests.waiting -= 1
            requests.events -= events
        }
    }

    private func isMany(_ requests: Requests) -> Bool {
        requests.waiting >= IntakePressure.many || requests.events >= manyEvents
    }
}
