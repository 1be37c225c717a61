import Values

/// What a batch had a hand in, by which it is told whether another, computed at the same time, rests on what is no
/// longer so.
public struct BatchFootprint: Sendable, Hashable {
    /// Who was stepped.
    public var homes: Set<ProfileKey>
    /// Identities that somebody took who nobody had before.
    public var joined: Set<IdentityKey>

    public init(homes: Set<ProfileKey>, joined: Set<IdentityKey>) {
        self.homes = homes
        self.joined = joined
    }

    /// Whether the two, of different ranges, cannot both be written: one joined what the other stepped or joined.
    func overlaps(_ other: BatchFootprint) -> Bool {
        !joined.isDisjoint(with: other.homes) || !other.joined.isDisjoint(with: homes)
            || !joined.isDisjoint(with: other.joined)
    }
}

/// The batches of one process's workers, each over ranges of its own, that were written while others were computed.
///
/// A pure value; whoever drives it begins a batch before reading anything, and writes batches one after the other.
public struct BatchOverlap: Sendable {
    private struct Written {
        let number: Int64
        let worker: Int
        let footprint: BatchFootprint
    }

    private var number: Int64 = 0
    private var written: [Written] = []
    /// By worker: how many batches had been written when its batch began.
    private var begun: [Int: Int64] = [:]

    public init() {}

    /// A worker begins to read for a batch.
    public mutating func begin(_ worker: Int) {
        begun[worker] = number
        forget()
    }

    /// A worker gives its batch up, or there was nothing to do.
    public mutating func end(_ worker: Int) {
        begun[worker] = nil
        forget()
    }

    /// Whether the batch may be written now. Cost: linear in what other workers wrote since it began.
    public func mayWrite(_ footprint: BatchFootprint, by worker: Int) -> Bool {
        let since = begun[worker] ?? 0
        return !written.contains { $0.number > since && $0.worker != worker && $0.footprint.overlaps(footprint) }
    }

    /// A batch's transaction is over. It counts as written whatever became of it: one whose commit is in doubt may have
    /// happened. What began before this moment may not have seen it.
    public mutating func wrote(_ footprint: BatchFootprint, by worker: Int) {
        number += 1
        written.append(Written(number: number, worker: worker, footprint: footprint))
    }

    /// What every batch under way has seen is of no more interest.
    private mutating func forget() {
        let oldest = begun.values.min() ?? number
        written.removeAll { $0.number <= oldest }
    }
}
