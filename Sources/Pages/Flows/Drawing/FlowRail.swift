/// The line below branches, on which those that go on come together in the middle of the row.
///
/// Places are counted in halves of branches from the left: branch 1 is the halves 2 and 3, its middle is at 3.
struct FlowRail {
    enum Part: String { case none, left, right, both }

    private let halves: Range<Int>

    init(_ branches: [FlowStep.Branch]) {
        let going = branches.indices.filter { !branches[$0].isOver }
        guard let first = going.first, let last = going.last else {
            halves = 0..<0
            return
        }
        let middle = FlowRail.middle(of: branches.map(\.width))
        halves = min(2 * first + 1, middle.lowerBound)..<max(2 * last + 1, middle.upperBound)
    }

    /// Which part of the line lies below a branch.
    func part(at index: Int) -> Part {
        switch (halves.contains(2 * index), halves.contains(2 * index + 1)) {
        case (true, true): .both
        case (true, false): .left
        case (false, true): .right
        case (false, false): .none
        }
    }

    /// The middle of the row: a place between two halves, or the half in which it lies.
    static func middle(of widths: [Int]) -> Range<Int> {
        let total = widths.reduce(0, +)
        var left = 0
        for (index, width) in widths.enumerated() {
            // Twice the way from the branch's left side to the middle.
            let way = total - 2 * left
            if way < width { return 2 * index..<2 * index + 1 }
            if way == width { return 2 * index + 1..<2 * index + 1 }
            if way < 2 * width { return 2 * index + 1..<2 * index + 2 }
            if way == 2 * width { return 2 * index + 2..<2 * index + 2 }
            left += width
        }
        return 0..<0
    }
}
