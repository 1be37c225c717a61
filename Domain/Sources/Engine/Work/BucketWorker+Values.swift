import Values

/// How much a run takes, and how long the worker sleeps and pauses.
public struct BucketWorkerLimits: Sendable {
    public var firstBatch = 128
    /// In good times no run takes less: one item for each range, so that each gets its turn.
    public var smallestBatch = 64
    /// Rows of one transaction stay few enough for intake and delivery to get their turn.
    public var largestBatch = 1_000
    /// A run should hold the writer no longer than this: intake and delivery wait for it.
    public var aim = TimeSpan(milliseconds: 40)
    /// The same in a flood: once a rest has ended with events still waiting to be taken in.
    public var aimInFlood = TimeSpan(milliseconds: 15)
    /// While events wait to be taken in, a worker rests after a run for so many times as long as the run took.
    public var restUnderPressure: Int64 = 3
    /// The longest of these rests: work goes on, if slowly, however long a flood lasts.
    public var longestRest = TimeSpan(milliseconds: 200)
    /// How often it looks meanwhile whether events still wait.
    public var restLook = TimeSpan(milliseconds: 10)
    /// When to look for work that another process stored, of which no nudge tells.
    public var poll = TimeSpan(milliseconds: 500)
    /// After a failure; doubles with each one.
    public var retryDelay = TimeSpan(milliseconds: 50)
    public var longestPause = TimeSpan.seconds(5)
    /// Conflicts in a row that are tried again without a pause.
    public var conflictsAtOnce = 3
    /// When what cannot be stepped is tried again: somebody may have mended it by then.
    public var setAsideFor = TimeSpan.hours(1)

    public init() {}
}

extension BucketWorker {
    /// A new one for each run, so that a late answer is told apart.
    public struct RunID: Sendable, Hashable {
        public let rawValue: Int64
        public init(rawValue: Int64) { self.rawValue = rawValue }
    }

    public struct Run: Sendable, Hashable {
        public var id: RunID
        /// Whose work is taken; the transaction asserts those it touches.
        public var leases: [Lease]
        public var limit: Int
    }

    public struct Result: Sendable, Hashable {
        /// Items that were due and taken, whatever became of them; 0 where nothing was due.
        public var taken: Int
        /// When the next item of the leased ranges is due; nil where there is none. Read only where fewer than the
        /// limit were taken.
        public var nextDue: Instant?
        /// How long the transaction took, without its wait for the writer, or a third of what it took to compute, if
        /// that is more; nil where the whole run's time says so.
        public var spent: TimeSpan?

        /// Whether events wait to be taken in, so that the processor is theirs first.
        public var isPressed: Bool

        public init(taken: Int, nextDue: Instant?, spent: TimeSpan? = nil, isPressed: Bool = false) {
            self.taken = taken
            self.nextDue = nextDue
            self.spent = spent
            self.isPressed = isPressed
        }
    }

    /// Work that cannot be stepped, put off.
    public struct SetAside: Sendable, Hashable {
        /// To be removed.
        public var item: WorkItem
        /// To be scheduled in the same transaction.
        public var again: WorkItem
        public var reason: String

        public init(item: WorkItem, again: WorkItem, reason: String) {
            self.item = item
            self.again = again
            self.reason = reason
        }

        /// What its person's log says of it.
        public func logEntry(at now: Instant, definitions version: Int64) -> LogEntry {
            LogEntry(
                profile: item.subject, at: now, kind: .workSetAside, subject: item.id, cause: item.cause,
                definitionsVersion: version,
                text: "Put off until \(again.dueAt.iso8601), since it failed: \(reason)")
        }
    }

    public enum Input: Sendable {
        /// The leases held from now on, and no others.
        case hold([Lease])
        /// Work was stored that is due now.
        case nudge
        /// The moment asked for by `.wake` has come.
        case tick
        /// The same, and no events wait to be taken in.
        case relieved
        /// The run's transaction is committed.
        case ran(RunID, Result)
        /// Nothing of the run was written, or nobody knows.
        case failed(RunID, Failure)
        /// The item of `.setAside` lies where it should.
        case setAside
        case notSetAside
        /// The process stops: the run under way is finished, and no other begins.
        case drain
    }

    public enum Failure: Sendable, Hashable {
        /// Others own these ranges now.
        case leasesLost([BucketRange])
        /// The batch must be computed anew: somebody else was faster with a row.
        case conflict
        /// Some row of the batch cannot be read, stepped or stored. The items are those that the run took.
        case badData(String, items: [WorkItem])
        /// Nobody knows whether it was committed, or the database cannot be reached, or it is busy.
        case connectionLost
        case diskFull
    }

    public enum Dropped: Sendable, Hashable {
        case all
        case ranges([BucketRange])
    }

    public enum Action: Sendable, Hashable {
        /// In one transaction: read at most `limit` due items of the leases' ranges, step them, apply the batch.
        /// Cache what was
        /// stepped only after the commit, and before answering with `.ran`; or answer with `.failed`.
        case run(Run)
        /// Forget the customers cached from these ranges.
        case dropCache(Dropped)
        /// In one transaction: assert the item's lease, remove the item, schedule `again`, add the log entry.
        case setAside(SetAside)
        /// Send `.tick` at this moment, or soon after. A later `wake` replaces an earlier one.
        case wake(at: Instant)
        /// After `drain`: nothing is under way any more.
        case drained
    }
}
