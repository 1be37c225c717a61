import Synchronization

/// How many requests with events wait to be stored: while they are many, the engine leaves them the processor.
///
/// A flood lets go for a moment after each commit, until its senders have read their answers: so a worker sees the most
/// that waited since it looked before.
final class IntakePressure: Sendable {
    /// A thousand events a second keep fewer under way; a flood keeps as many as its senders have connections.
    static let many = 24

    private struct Requests {
        var waiting = 0
        /// For each worker, since its last look.
        var most: [Int]
    }

    private let requests: Mutex<Requests>

    init(workers: Int) { requests = Mutex(Requests(most: Array(repeating: 0, count: workers))) }

    func isHigh(for worker: Int) -> Bool {
        requests.withLock { requests in
            defer { requests.most[worker] = requests.waiting }
            return requests.most[worker] >= IntakePressure.many
        }
    }

    func begin() {
        requests.withLock { requests in
            requests.waiting += 1
            for worker in requests.most.indices {
                requests.most[worker] = max(requests.most[worker], requests.waiting)
            }
        }
    }

    func end() { requests.withLock { $0.waiting -= 1 } }
}
