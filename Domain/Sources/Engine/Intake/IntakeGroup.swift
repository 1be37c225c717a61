import Values

/// Group commit: turns many requests into few transactions, and answers each request once its events are safe.
///
/// A state machine without I/O: whoever drives it performs the actions in order and reports what came of them.
/// While one commit is written the next is made ready behind it, so that the writer need not wait for the network.
/// A request is acknowledged after its commit, never before.
public struct IntakeGroup: Sendable {
    public var limits: IntakeGroupLimits
    var waiting = WaitingRequests()
    /// What failed as a whole and is tried again in parts; the last is next.
    var retries: [[Part]] = []
    /// On their way to the database, oldest first.
    var commits: [Commit] = []
    /// Those that met a lost connection, each to be tried again whole.
    var pauses: [Pause] = []
    var open: [RequestID: Progress] = [:]
    var lastBatch: Int64 = 0
    private var isDraining = false
    private var now = Instant.distantPast

    public init(limits: IntakeGroupLimits = IntakeGroupLimits()) { self.limits = limits }

    /// Rows that have been taken on and are not yet answered for: a gauge for the console.
    public var rowsUnderWay: Int { waiting.rows + open.values.reduce(0) { $0 + $1.rowsLeft } }

    /// - Parameter now: of a clock that may stand still but counts only forward here.
    public mutating func handle(_ input: Input, now: Instant) -> [Action] {
        self.now = max(self.now, now)
        var actions: [Action] = []
        switch input {
        case .request(let request): receive(request, &actions)
        case .tick: break
        case .committed(let batch): finish(batch, &actions)
        case .failed(let batch, let failure): fail(batch, failure, now: self.now, &actions)
        case .drain: isDraining = true
        }
        proceed(&actions)
        return actions
    }

    private mutating func receive(_ request: Request, _ actions: inout [Action]) {
        if isDraining { return actions.append(.refuse([request.id], .shuttingDown)) }
        if request.rows == 0 { return actions.append(.acknowledge([Acknowledgement(request: request.id)])) }
        let isFull =
            waiting.rows + request.rows > limits.waitingRows || waiting.bytes + request.bytes > limits.waitingBytes
        // A request that is larger than the whole queue is taken alone rather than never.
        if isFull, !waiting.isEmpty { return actions.append(.refuse([request.id], .busy)) }
        waiting.append(request, at: now)
    }

    /// Starts what can be started, or asks to be woken when it can.
    private mutating func proceed(_ actions: inout [Action]) {
        while commits.count < limits.commitsAtOnce {
            if let index = pauses.firstIndex(where: { now >= $0.until }) {
                let pause = pauses.remove(at: index)
                commit(pause.parts, firstLostAt: pause.firstLostAt, attempts: pause.attempts, &actions)
            } else if let until = pauses.map(\.until).min() {
                // Nothing new goes to a database that cannot be reached.
                return actions.append(.wake(at: until))
            } else if let parts = retries.popLast() {
                commit(parts, &actions)
            } else if let oldest = waiting.oldestArrival {
                guard isEnough(since: oldest, &actions) else { return }
                let requests = waiting.take(rows: limits.largestCommit)
                for request in requests { open[request.id] = Progress(rowsLeft: request.rows) }
                commit(requests.map(Part.init), &actions)
            } else {
                if isDraining, commits.isEmpty { actions.append(.drained) }
                return
            }
        }
    }

    /// Whether what waits is worth a commit now. Behind another one it gathers company meanwhile: half as much as that
    /// one, so that a slow disk gets few and large ones.
    private func isEnough(since oldest: Instant, _ actions: inout [Action]) -> Bool {
        if let ahead = commits.last {
            return waiting.rows >= max(limits.enoughRows, ahead.parts.reduce(0) { $0 + $1.rows } / 2)
        }
        if waiting.rows >= limits.enoughRows || now >= oldest + limits.patience || isDraining { return true }
        actions.append(.wake(at: oldest + limits.patience))
        return false
    }

    private mutating func commit(
        _ parts: [Part], firstLostAt: Instant? = nil, attempts: Int = 0, _ actions: inout [Action]
    ) {
        lastBatch += 1
        let id = BatchID(rawValue: lastBatch)
        commits.append(Commit(id: id, parts: parts, firstLostAt: firstLostAt, attempts: attempts))
        actions.append(
            .commit(Batch(id: id, events: parts.flatMap(\.events), rejected: parts.flatMap(\.rejected))))
    }

    /// The commit that an answer is about; nil where it was answered before.
    mutating func takeCommit(_ batch: BatchID) -> Commit? {
        commits.firstIndex { $0.id == batch }.map { commits.remove(at: $0) }
    }

    private mutating func finish(_ batch: BatchID, _ actions: inout [Action]) {
        guard let commit = takeCommit(batch) else { return }
        var done: [Acknowledgement] = []
        for part in commit.parts {
            guard var progress = open[part.request] else { continue }
            progress.rowsLeft -= part.rows
            open[part.request] = progress.rowsLeft > 0 ? progress : nil
            if progress.rowsLeft == 0 {
                done.append(Acknowledgement(request: part.request, refused: progress.refused))
            }
        }
        if !done.isEmpty { actions.append(.acknowledge(done)) }
    }
}
