import Foundation

/// Threads that each own one connection and serve one queue.
final class ConnectionThreads<Worker>: Sendable {
    private let queue: LaneQueue<Worker>
    private let finished: DispatchGroup

    /// - Parameters:
    ///   - shares: of the threads' time, one for each lane.
    ///   - priority: which threads give way to others of the process where both want a core.
    ///   - workers: one connection for each thread; from here on only its thread touches it.
    init(name: String, shares: [Double], priority: ThreadPriority = .usual, workers: [Worker]) {
        let queue = LaneQueue<Worker>(shares: shares)
        let finished = DispatchGroup()
        for (index, worker) in workers.enumerated() {
            let handed = Handed(worker)
            finished.enter()
            let thread = Thread {
                priority.takeEffect()
                while let turn = queue.take() {
                    let spent = ContinuousClock().measure { turn.job(handed.value) }
                    queue.spent(spent, lane: turn.lane)
                }
                finished.leave()
            }
            thread.name = "\(name)-\(index)"
            thread.start()
        }
        self.queue = queue
        self.finished = finished
    }

    /// Runs `body` on one of the threads and hands back what it returns or throws.
    func run<T: Sendable>(lane: Int, _ body: @escaping @Sendable (Worker) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let accepted = queue.add({ worker in continuation.resume(with: Result { try body(worker) }) }, lane: lane)
            if !accepted { continuation.resume(throwing: DatabaseError.closed) }
        }
    }

    /// Finishes what is queued; returns once every thread has ended.
    func close() async {
        queue.close()
        await withCheckedContinuation { continuation in
            finished.notify(queue: .global()) { continuation.resume() }
        }
    }
}

/// Carries a connection to the thread that owns it from then on.
private struct Handed<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

enum ThreadPriority {
    case usual
    /// What a core has left over: nearly none of one that others want, all of one that nobody else wants.
    case givesWay

    /// On the thread at hand. Source: setpriority(2), whose nice value is a thread's own on Linux.
    fileprivate func takeEffect() {
        #if os(Linux)
            if self == .givesWay { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19) }
        #endif
    }
}
