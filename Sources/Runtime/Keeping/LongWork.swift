import Synchronization

/// How far the long work of commands is, for whoever waits for it, also in another process.
final class LongWork: Sendable {
    struct Progress: Sendable, Hashable {
        var done: Int
        var total: Int
    }

    private let jobs = Mutex<[String: Progress]>([:])
    /// Commands at once; more are done all the same, unseen.
    private static let mostJobs = 100

    subscript(job: String) -> Progress? { jobs.withLock { $0[job] } }

    /// - Parameter job: the name that the command gave; nil where nobody asks.
    func note(_ job: String?, done: Int, of total: Int) {
        guard let job else { return }
        jobs.withLock { jobs in
            guard jobs[job] != nil || jobs.count < LongWork.mostJobs else { return }
            jobs[job] = Progress(done: done, total: total)
        }
    }

    func end(_ job: String?) {
        guard let job else { return }
        _ = jobs.withLock { $0.removeValue(forKey: job) }
    }
}
