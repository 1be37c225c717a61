import Synchronization

/// How many requests with events wait to be stored: while they are many, the engine leaves them the processor.
///
/// A flood lets go for a moment after each commit, until its senders have read their answers: so a look sees the most
/// that waited since the look before.
final class IntakePressure: Sendable {
    /// A thousand events a second keep fewer under way; a flood keeps as many as its senders have connections.
    private static let many = 24

    private struct Requests {
        var waiting = 0
        var most = 0
    }

    private let requests = Mutex(Requests())

    var isHigh: Bool {
        requests.withLock { requests in
            defer { requests.most = requests.waiting }
            return requests.most >= IntakePressure.many
        }
    }

    func begin() {
        requests.withLock { requests in
            requests.waiting += 1
            requests.most = max(requests.most, requests.waiting)
        }
    }

    func end() { requests.withLock { $0.waiting -= 1 } }
}
