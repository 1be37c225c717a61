import Engine
import Values

/// The work table: by range, each range's items in the order of the table's key.
struct WorkQueue: Sendable {
    private var ranges = [[WorkItem]](repeating: [], count: BucketRange.count)
    private(set) var count = 0
    /// How many rows there are of each cause, whenever they are due.
    private var causes: [Cause: Int] = [:]

    private struct Cause: Hashable {
        let kind: WorkItem.Kind
        let id: Int64
    }

    private static func precedes(_ a: WorkItem, _ b: WorkItem) -> Bool {
        if a.dueAt != b.dueAt { return a.dueAt < b.dueAt }
        if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
        return a.id < b.id
    }

    private func place(of item: WorkItem) -> (index: Int, isThere: Bool) {
        let items = ranges[item.range.index]
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            if WorkQueue.precedes(items[middle], item) { low = middle + 1 } else { high = middle }
        }
        return (low, low < items.count && !WorkQueue.precedes(item, items[low]))
    }

    func contains(_ item: WorkItem) -> Bool { place(of: item).isThere }

    /// Whether there is such work, whenever it is due and wherever it lies.
    func contains(_ kind: WorkItem.Kind, _ id: Int64) -> Bool { causes[Cause(kind: kind, id: id), default: 0] > 0 }

    /// The same work scheduled again is the same row.
    mutating func insert(_ item: WorkItem) {
        let (index, isThere) = place(of: item)
        guard !isThere else { return }
        ranges[item.range.index].insert(item, at: index)
        causes[Cause(kind: item.kind, id: item.id), default: 0] += 1
        count += 1
    }

    /// - Returns: whether it was there.
    @discardableResult
    mutating func remove(_ item: WorkItem) -> Bool {
        let (index, isThere) = place(of: item)
        guard isThere else { return false }
        ranges[item.range.index].remove(at: index)
        causes[Cause(kind: item.kind, id: item.id), default: 0] -= 1
        count -= 1
        return true
    }

    /// Makes what waits for a flow due, but for that of flows that are still paused.
    mutating func resume(except paused: Set<Int64>, now: Instant) {
        let kept = Set(paused.map(PausedWork.moment))
        for item in items where item.dueAt >= PausedWork.earliest && !kept.contains(item.dueAt) {
            remove(item)
            var again = item
            again.dueAt = now
            insert(again)
        }
    }

    func nextDue(in wanted: some Sequence<BucketRange>) -> Instant? {
        wanted.compactMap { ranges[$0.index].first?.dueAt }.min()
    }

    func due(in wanted: some Sequence<BucketRange>, now: Instant, limit: Int) -> [WorkItem] {
        let due = wanted.flatMap { ranges[$0.index].prefix(limit).prefix { $0.dueAt <= now } }
        return Array(due.sorted(by: WorkQueue.precedes).prefix(limit))
    }

    /// Everything, for the checks of the simulator.
    var items: [WorkItem] { Array(ranges.joined()) }
}
