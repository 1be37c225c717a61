import Values

/// Takes the due work of its leased ranges, batch by batch, and sleeps until more is due.
///
/// A state machine without I/O: whoever drives it performs all actions in order, then reports what came of them. One
/// run is under way at a time. What fails because of its data is halved until the one item at fault stands alone;
/// that one is set aside, and everybody else goes on.
public struct BucketWorker: Sendable {
    public var limits: BucketWorkerLimits
    public private(set) var leases: [Lease] = []
    /// How many items the next run takes: grows while runs are quick, shrinks while they are slow or fail.
    public private(set) var batchSize: Int
    var state = State.idle(until: .distantPast)
    var failures = 0
    private var lastRun: Int64 = 0
    /// Something became due while a run was under way.
    private var isNudged = false
    private var isDraining = false
    /// Until when it leaves the processor to events that are to be taken in.
    private var restsUntil = Instant.distantPast
    /// When the next run would begin without the rest.
    private var dueAfterRest = Instant.distantPast
    /// Whether a rest has ended with events still waiting.
    private var isFlooded = false
    private var now = Instant.distantPast

    enum State: Sendable {
        case idle(until: Instant)
        case running(Run, since: Instant)
        case settingAside(WorkItem)
        case drained
    }

    public init(limits: BucketWorkerLimits = BucketWorkerLimits()) {
        self.limits = limits
        batchSize = limits.firstBatch
    }

    /// - Parameter now: of a clock that may stand still but counts only forward here.
    public mutating func handle(_ input: Input, now: Instant) -> [Action] {
        self.now = max(self.now, now)
        var actions: [Action] = []
        switch input {
        case .hold(let leases): hold(leases, &actions)
        case .nudge: nudge()
        case .tick: endRest(isRelieved: false)
        case .relieved: endRest(isRelieved: true)
        case .ran(let id, let result): ran(id, result, &actions)
        case .failed(let id, let failure): failed(id, failure, &actions)
        case .setAside: finishSettingAside(isDone: true)
        case .notSetAside: finishSettingAside(isDone: false)
        case .drain: isDraining = true
        }
        proceed(&actions)
        return actions
    }

    private mutating func proceed(_ actions: inout [Action]) {
        guard case .idle(let until) = state else { return }
        if isDraining {
            state = .drained
            actions.append(.drained)
            return
        }
        guard !leases.isEmpty else { return }
        guard now >= until else {
            return actions.append(.wake(at: now < restsUntil ? min(until, now + limits.restLook) : until))
        }
        lastRun += 1
        isNudged = false
        let run = Run(id: RunID(rawValue: lastRun), leases: leases, limit: batchSize)
        state = .running(run, since: now)
        actions.append(.run(run))
    }

    private mutating func hold(_ held: [Lease], _ actions: inout [Action]) {
        let lost = Set(leases).subtracting(held).map(\.range)
        if !lost.isEmpty { actions.append(.dropCache(.ranges(lost.sorted()))) }
        let isMore = !Set(held).subtracting(leases).isEmpty
        leases = held
        if isMore { nudge() }
    }

    private mutating func nudge() {
        isNudged = true
        // A pause after a failure is kept: what failed would only fail again.
        if case .idle = state, failures == 0 {
            dueAfterRest = now
            state = .idle(until: max(now, restsUntil))
        }
    }

    /// A rest is over when its time is up, or when no events wait any more.
    private mutating func endRest(isRelieved: Bool) {
        guard restsUntil > .distantPast, isRelieved || now >= restsUntil else { return }
        isFlooded = !isRelieved
        restsUntil = .distantPast
        if case .idle = state, failures == 0 { state = .idle(until: max(now, dueAfterRest)) }
    }

    private mutating func ran(_ id: RunID, _ result: Result, _ actions: inout [Action]) {
        guard case .running(let run, let since) = state, run.id == id else { return }
        failures = 0
        // What was cached of ranges that were lost meanwhile is dropped now, or it would be there when they come back.
        let lost = Set(run.leases).subtracting(leases).map(\.range)
        if !lost.isEmpty { actions.append(.dropCache(.ranges(lost.sorted()))) }
        // Each range has a whole share of the limit, so that a full batch may fall short of it by one for each.
        let isFull = result.taken > max(0, run.limit - run.leases.count)
        isFlooded = isFlooded && result.isPressed
        adapt(to: result.spent ?? now - since, aim: isFlooded ? limits.aimInFlood : limits.aim, isFull: isFull)
        if result.isPressed {
            let rest = (now - since).milliseconds * limits.restUnderPressure
            restsUntil = now + TimeSpan(milliseconds: min(rest, limits.longestRest.milliseconds))
        }
        if isFull || isNudged {
            dueAfterRest = now
        } else {
            let look = now + limits.poll
            dueAfterRest = max(now, min(result.nextDue ?? look, look))
        }
        state = .idle(until: max(dueAfterRest, restsUntil))
    }

    private mutating func adapt(to span: TimeSpan, aim: TimeSpan, isFull: Bool) {
        if span > aim {
            batchSize = max(limits.smallestBatch, batchSize * 3 / 4)
        } else if isFull, span.milliseconds * 2 < aim.milliseconds || batchSize < limits.smallestBatch {
            batchSize = min(limits.largestBatch, max(batchSize * 3 / 2, batchSize + 1))
        }
    }

    private mutating func failed(_ id: RunID, _ failure: Failure, _ actions: inout [Action]) {
        guard case .running(let run, _) = state, run.id == id else { return }
        failures += 1
        switch failure {
        case .leasesLost(let ranges):
            // Whether what was cached of them is still so, only their new owner knows. What came back during the run is
            // held under another lease than the run's.
            let lost = run.leases.filter { ranges.contains($0.range) }
            leases.removeAll(where: lost.contains)
            actions.append(.dropCache(.ranges(ranges)))
            failures = 0
            state = .idle(until: now)
        case .conflict:
            actions.append(.dropCache(.all))
            pause(after: failures - limits.conflictsAtOnce)
        case .badData(let reason, let items):
            actions.append(.dropCache(.all))
            narrow(items, reason, &actions)
        case .connectionLost:
            // The commit may have happened: nothing remembered is sure any more.
            actions.append(.dropCache(.all))
            pause(after: failures)
        case .diskFull:
            actions.append(.dropCache(.all))
            state = .idle(until: now + limits.longestPause)
        }
    }

    /// Halves the batch until the item at fault is alone, then sets that one aside.
    private mutating func narrow(_ items: [WorkItem], _ reason: String, _ actions: inout [Action]) {
        if items.count == 1 {
            var later = items[0]
            later.dueAt = max(now, later.dueAt) + limits.setAsideFor
            state = .settingAside(items[0])
            actions.append(.setAside(SetAside(item: items[0], again: later, reason: reason)))
        } else {
            batchSize = max(1, min(batchSize, items.count) / 2)
            // Without items there is no telling what was at fault: then it is taken more slowly.
            if items.isEmpty { pause(after: failures) } else { state = .idle(until: now) }
        }
    }

    private mutating func finishSettingAside(isDone: Bool) {
        guard case .settingAside = state else { return }
        if isDone {
            failures = 0
            batchSize = max(batchSize, limits.smallestBatch)
            state = .idle(until: now)
        } else {
            pause(after: failures)
        }
    }

    private mutating func pause(after count: Int) {
        guard count > 0 else { return state = .idle(until: now) }
        let doubling = Int64(1) << min(count - 1, 16)
        let delay = min(limits.retryDelay.milliseconds * doubling, limits.longestPause.milliseconds)
        state = .idle(until: now + TimeSpan(milliseconds: delay))
    }
}
