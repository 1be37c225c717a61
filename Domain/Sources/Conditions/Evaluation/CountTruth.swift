import Values

/// The number of events in a window without an entrance compared with a fixed number: also what `any` and `none` come down to.
///
/// Cost: with neither filter nor months, two binary searches, whatever the length of the history.
final class CountTruth: TruthNode {
    private let selector: EventSelector
    private let comparator: Comparator
    private let threshold: Number
    /// The threshold as a whole number, rounded; nil where it is beyond those.
    private let near: Int64?
    private let isWhole: Bool
    /// A count from which on the answer stays the same; the newest so many events decide when it turns.
    private let enough: Int

    init(selector: EventSelector, comparator: Comparator, threshold: Number) {
        self.selector = selector
        self.comparator = comparator
        self.threshold = threshold
        let near = threshold.minorUnits(digits: 0)
        self.near = near
        isWhole = near.map { Number($0) == threshold } ?? false
        // Months may end out of order, so that older events matter too.
        enough = if selector.edges.isOrdered, let near, near < 1_000_000 { max(1, Int(near) + 3) } else { .max }
    }

    func truth(in evaluation: inout Evaluation) -> Truth {
        if evaluation.subject.timeline[selector.event].isEmpty { return Truth(holds(0)) }
        let selection = selector.select(in: &evaluation, atMost: enough)
        let count = selection.positions.count
        var truth = Truth(holds(count))
        guard selector.edges.isBounded, count > 0 else { return truth }
        for remaining in turningCounts(upTo: count) {
            truth.set(holds(remaining - 1), at: end(rank: remaining, of: selection, evaluation))
        }
        return truth
    }

    private func holds(_ count: Int) -> Bool {
        if isWhole, let near { return comparator.holds(Int64(count), near) }
        return comparator.holds(Number(count), threshold)
    }

    /// Counts, descending, at which losing one event changes the answer.
    private func turningCounts(upTo count: Int) -> [Int] {
        guard let near, near >= -2, near <= Int64(count) + 2 else { return [] }
        let first = max(1, Int(near) - 1)
        let last = min(count, Int(near) + 2)
        guard first <= last else { return [] }
        return (first...last).reversed().filter { holds($0) != holds($0 - 1) }
    }

    /// When the event that leaves the window with only `rank - 1` after it leaves.
    private func end(rank: Int, of selection: EventSelector.Selection, _ evaluation: Evaluation) -> Instant {
        let (events, positions) = (selection.events, selection.positions)
        let pivot = positions.count - rank
        let moment = events[positions[pivot]].occurredAt
        if selector.edges.isOrdered { return selector.leaves(events[positions[pivot]], evaluation) }
        // Months may end out of order, but only among events this near to one another.
        let reach = WindowEdges.monthDisorder + WindowEdges.monthDisorder
        var first = pivot
        while first > 0, events[positions[first - 1]].occurredAt >= moment - reach { first -= 1 }
        var last = pivot
        while last + 1 < positions.count, events[positions[last + 1]].occurredAt <= moment + reach { last += 1 }
        let ends = (first...last).map { selector.leaves(events[positions[$0]], evaluation) }.sorted()
        return ends[pivot - first]
    }
}

extension TimeSpan {
    fileprivate static func + (a: TimeSpan, b: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: a.milliseconds + b.milliseconds)
    }
}
