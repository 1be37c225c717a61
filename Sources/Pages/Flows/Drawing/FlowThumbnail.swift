/// The shape of a flow in little: boxes and branches, without words.
struct FlowThumbnail {
    /// What fits: below and beside it the shape is cut off.
    private static let mostRows = 10
    private static let mostColumns = 5
    private static let box = (width: 18, height: 6)
    private static let pitch = (x: 24, y: 12)

    private struct Box {
        var x: Int
        var y: Int
        var tone: Tone
    }

    private var boxes: [Box] = []
    private var lines: [String] = []

    init(_ steps: [FlowStep]) {
        let width = min(FlowThumbnail.width(of: steps), FlowThumbnail.mostColumns)
        let middle = width * FlowThumbnail.pitch.x / 2
        boxes.append(Box(x: middle, y: 0, tone: .good))
        _ = place(steps, middle: middle, row: 1, from: 0, isGoing: true)
    }

    private static func width(of steps: [FlowStep]) -> Int { max(1, steps.map(\.width).max() ?? 1) }

    /// Puts steps below one another and answers with the row below the last.
    ///
    /// - Parameter from: the row of the box above, from which the line comes.
    private mutating func place(_ steps: [FlowStep], middle: Int, row: Int, from: Int, isGoing: Bool) -> Int {
        var row = row
        var above = from
        var isGoing = isGoing
        for step in steps where row < FlowThumbnail.mostRows {
            if isGoing { line(middle, above, middle, row) }
            boxes.append(Box(x: middle, y: row, tone: step.group.tone))
            above = row
            row += 1
            isGoing = !step.leaves
            guard !step.branches.isEmpty else { continue }
            row = branch(step, middle: middle, row: row)
            above = row - 1
            isGoing = !step.isOver
        }
        return row
    }

    private mutating func branch(_ step: FlowStep, middle: Int, row: Int) -> Int {
        let shown = step.branches.prefix(FlowThumbnail.mostColumns)
        var left = middle - shown.reduce(0) { $0 + $1.width } * FlowThumbnail.pitch.x / 2
        var lowest = row
        var ends: [(x: Int, row: Int)] = []
        for branch in shown {
            let x = left + branch.width * FlowThumbnail.pitch.x / 2
            left += branch.width * FlowThumbnail.pitch.x
            if !branch.steps.isEmpty { line(middle, row - 1, x, row) }
            let below = place(branch.steps, middle: x, row: row, from: row - 1, isGoing: false)
            lowest = max(lowest, below)
            if !branch.isOver { ends.append((x, branch.steps.isEmpty ? row - 1 : below - 1)) }
        }
        // They come together in a point in front of the next box.
        if lowest < FlowThumbnail.mostRows {
            for end in ends { line(end.row == row - 1 ? middle : end.x, end.row, middle, lowest) }
        }
        return lowest
    }

    private mutating func line(_ x: Int, _ row: Int, _ toX: Int, _ toRow: Int) {
        let (pitch, box) = (FlowThumbnail.pitch.y, FlowThumbnail.box.height)
        let (top, bottom) = (row * pitch + box, toRow * pitch)
        let bend = bottom - (pitch - box) / 2
        lines.append(
            x == toX ? "\(x),\(top) \(x),\(bottom)" : "\(x),\(top) \(x),\(bend) \(toX),\(bend) \(toX),\(bottom)")
    }

    func write(to html: inout HTML) {
        let (box, pitch) = (FlowThumbnail.box, FlowThumbnail.pitch)
        let left = (boxes.map(\.x).min() ?? 0) - pitch.x / 2
        let right = (boxes.map(\.x).max() ?? 0) + pitch.x / 2
        let height = (boxes.map(\.y).max() ?? 0) * pitch.y + box.height
        html(
            .svg, .class("shape"), .named("viewBox", "\(left) 0 \(right - left) \(height)"), .hiddenFromReaders
        ) { html in
            for line in lines { html(.polyline, .named("points", line)) }
            for one in boxes {
                html(
                    .rect, .tone(one.tone), .named("x", one.x - box.width / 2), .named("y", one.y * pitch.y),
                    .named("width", box.width), .named("height", box.height), .named("rx", 2))
            }
        }
    }
}
