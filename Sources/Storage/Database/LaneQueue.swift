import Foundation

/// Jobs waiting for the threads that serve them; lanes with waiting jobs are served in rotation.
final class LaneQueue<Worker>: @unchecked Sendable {
    typealias Job = @Sendable (Worker) -> Void

    // Everything below is touched under this lock only.
    private let condition = NSCondition()
    private var lanes: [[Job]]
    private var heads: [Int]
    private var nextLane = 0
    private var isClosed = false

    init(lanes: Int) {
        self.lanes = Array(repeating: [], count: lanes)
        heads = Array(repeating: 0, count: lanes)
    }

    /// False where the queue is closed and the job will never run.
    func add(_ job: @escaping Job, lane: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        lanes[lane].append(job)
        condition.signal()
        return true
    }

    /// Waits for a job; nil once the queue is closed and empty.
    func take() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            for offset in 0..<lanes.count {
                let lane = (nextLane + offset) % lanes.count
                guard heads[lane] < lanes[lane].count else { continue }
                nextLane = (lane + 1) % lanes.count
                return removeFirst(of: lane)
            }
            if isClosed { return nil }
            condition.wait()
        }
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    private func removeFirst(of lane: Int) -> Job {
        let job = lanes[lane][heads[lane]]
        heads[lane] += 1
        // Jobs done are let go of in bulk, so that a lane that never empties does not keep them.
        if heads[lane] == lanes[lane].count || heads[lane] >= 64 {
            lanes[lane].removeFirst(heads[lane])
            heads[lane] = 0
        }
        return job
    }
}
