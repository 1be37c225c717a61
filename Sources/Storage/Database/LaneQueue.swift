import Foundation

/// Jobs waiting for the threads that serve them: the lane that has had the least of its share is served next.
///
/// Weighted fair queueing by time, not by turns: one lane's long jobs must not make another's short ones rare. A lane
/// that was empty gets no credit for it. Source: Demers, Keshav and Shenker, "Analysis and Simulation of a Fair
/// Queueing Algorithm", 1989.
final class LaneQueue<Worker>: @unchecked Sendable {
    typealias Job = @Sendable (Worker) -> Void

    struct Turn {
        let lane: Int
        let job: Job
    }

    private struct Lane {
        let share: Double
        var jobs: [Job] = []
        var head = 0
        /// Seconds served, divided by the share.
        var served = 0.0

        var isEmpty: Bool { head == jobs.count }

        mutating func removeFirst() -> Job {
            let job = jobs[head]
            head += 1
            // Jobs done are let go of in bulk, so that a lane that never empties does not keep them.
            if head == jobs.count || head >= 64 {
                jobs.removeFirst(head)
                head = 0
            }
            return job
        }
    }

    // Everything below is touched under this lock only.
    private let condition = NSCondition()
    private var lanes: [Lane]
    /// How far the lane has come that was served last: where a lane begins that was empty.
    private var reached = 0.0
    private var isClosed = false

    /// - Parameter shares: of the threads' time, lane by lane, relative to each other, while all of them have work.
    init(shares: [Double]) { lanes = shares.map { Lane(share: $0) } }

    /// False where the queue is closed and the job will never run.
    func add(_ job: @escaping Job, lane: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { return false }
        if lanes[lane].isEmpty { lanes[lane].served = max(lanes[lane].served, reached) }
        lanes[lane].jobs.append(job)
        condition.signal()
        return true
    }

    /// Waits for a job; nil once the queue is closed and empty.
    func take() -> Turn? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let waiting = lanes.indices.filter { !lanes[$0].isEmpty }
            if let lane = waiting.min(by: { lanes[$0].served < lanes[$1].served }) {
                reached = max(reached, lanes[lane].served)
                return Turn(lane: lane, job: lanes[lane].removeFirst())
            }
            if isClosed { return nil }
            condition.wait()
        }
    }

    /// A job of this lane has taken so long.
    func spent(_ time: Duration, lane: Int) {
        condition.lock()
        lanes[lane].served += time / .seconds(1) / lanes[lane].share
        condition.unlock()
    }

    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
