/// The line below branches, on which those that go on come together in the middle of the row.
///
/// Places are counted from the left, in halves of a card's width, so that every middle is a whole number.
struct FlowRail {
    private let line: Range<Int>
    /// Where each branch lies.
    private let lanes: [Range<Int>]

    init(_ branches: [FlowStep.Branch]) {
        var left = 0
        var lanes: [Range<Int>] = []
        for branch in branches {
            lanes.append(left..<left + 2 * branch.width)
            left += 2 * branch.width
        }
        self.lanes = lanes
        let middles = zip(branches, lanes).filter { !$0.0.isOver }.map { ($0.1.lowerBound + $0.1.upperBound) / 2 }
        guard let first = middles.first, let last = middles.last else {
            line = 0..<0
            return
        }
        line = min(first, left / 2)..<max(last, left / 2)
    }

    /// Which part of a branch's width the line runs below, in percent from its left side; nil where none.
    func part(at index: Int) -> (from: Double, length: Double)? {
        let lane = lanes[index]
        let part = line.clamped(to: lane)
        guard !part.isEmpty else { return nil }
        func percent(_ halves: Int) -> Double { Double(halves * 1000 / lane.count) / 10 }
        return (percent(part.lowerBound - lane.lowerBound), percent(part.count))
    }
}
