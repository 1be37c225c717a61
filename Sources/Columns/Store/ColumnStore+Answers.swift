import Conditions
import Dispatch
import Synchronization
import Values

extension ColumnStore {
    /// How many profiles a condition holds for at `now`.
    ///
    /// Cost: milliseconds for each condition on events over a million profiles; where a part is not answered from
    /// columns, microseconds for each profile that the other parts leave open.
    public func count(_ condition: Condition, now: Instant, workspace: WorkspaceFacts = WorkspaceFacts()) -> Int {
        tally(ColumnQuestion(condition, now: now, workspace: workspace)).matching
    }

    /// The ids of profiles that a condition holds for, ascending; at most so many of the first.
    public func members(
        of condition: Condition, now: Instant, workspace: WorkspaceFacts = WorkspaceFacts(), atMost limit: Int
    ) -> [Int64] {
        tally(ColumnQuestion(condition, now: now, workspace: workspace, named: limit)).first
    }

    /// Counts over the files and the tail as they are at one moment. Cost: as `count`, for each of the conditions.
    public func tally(_ question: ColumnQuestion) -> ColumnTally {
        let snapshot = state.withLock { $0 }
        let run = TallyRun(question, snapshot)
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, run.pieces))) { _ in run.work() }
        return run.result
    }
}

/// What a column store is asked to count.
public struct ColumnQuestion: Sendable {
    public var condition: Condition
    /// Who is in it now: of them is counted who would leave, of the others who would enter.
    public var members: Condition?
    public var now: Instant
    public var workspace: WorkspaceFacts
    /// Stretches of ids; nil asks about everybody.
    public var ranges: [ClosedRange<Int64>]?
    /// How many of the first ids are wanted.
    public var named: Int
    /// No further file is begun after this.
    public var deadline: ContinuousClock.Instant?

    public init(
        _ condition: Condition, members: Condition? = nil, now: Instant, workspace: WorkspaceFacts = WorkspaceFacts(),
        ranges: [ClosedRange<Int64>]? = nil, named: Int = 0, deadline: ContinuousClock.Instant? = nil
    ) {
        self.condition = condition
        self.members = members
        self.now = now
        self.workspace = workspace
        self.ranges = ranges
        self.named = named
        self.deadline = deadline
    }
}

/// What was counted of a question.
public struct ColumnTally: Sendable, Hashable {
    public var examined = 0
    public var matching = 0
    public var entering = 0
    public var leaving = 0
    /// Whether these were all: else time ran out, and a part was counted.
    public var isWhole = true
    /// Ids of those for whom the condition holds, the lowest.
    public var first: [Int64] = []
    /// The same of those who are no members and would be, and of members who would be none.
    public var firstEntering: [Int64] = []
    public var firstLeaving: [Int64] = []
}

extension ColumnStore {
    /// Of everybody with an id in a stretch, whoever is not known as these records have them, or known and not among them.
    ///
    /// Cost: microseconds an event.
    public func differing(_ records: [ProfileRecord], in range: ClosedRange<Int64>) -> [Int64] {
        let snapshot = state.withLock { $0 }
        var known = Set((Array(snapshot.tail.subjects.keys) + snapshot.sealed.subjects.keys).filter(range.contains))
        for part in snapshot.parts {
            for row in part.file.rows(in: range) where part.living[row] { known.insert(part.file.ids[row]) }
        }
        var differing: [Int64] = []
        for record in records where range.contains(record.id) {
            known.remove(record.id)
            if snapshot.subject(record.id)?.isSameInColumns(as: record.subject) != true { differing.append(record.id) }
        }
        return differing + known.sorted()
    }
}
