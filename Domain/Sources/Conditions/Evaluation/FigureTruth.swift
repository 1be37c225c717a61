import Values

/// A sum, average, lowest or highest number compared with a written one, quick over long histories.
///
/// Cost over a long history: a look at each new event, and a few nanoseconds an event in the window, of a sum or average of
/// numbers that are not below zero much less: only where the answer turns; `plain` answers
/// for a short one, for windows that events come into or leave out of order, and for numbers that are no exact decimals.
struct FigureTruth: TruthNode {
    private let selector: EventSelector
    private let function: Aggregate.Function
    private let key: EventColumn.Key
    private let reader: KeyPathReader
    private let comparator: Comparator
    private let threshold: Number
    private let plain: ComparisonTruth

    /// Nil where only `plain` can answer.
    init?(
        aggregate: Aggregate, selector: EventSelector, reader: KeyPathReader, comparator: Comparator,
        threshold: Number, plain: ComparisonTruth
    ) {
        guard selector.filter == nil || selector.written != nil else { return nil }
        guard !selector.edges.hasEntrance, selector.edges.isOrdered else { return nil }
        switch aggregate.function {
        case .sum, .average, .min, .max: break
        case .any, .none, .count, .first, .last, .distinct, .most: return nil
        }
        self.selector = selector
        function = aggregate.function
        key = EventColumn.Key(event: aggregate.event, filter: selector.written, property: aggregate.property)
        self.reader = reader
        self.comparator = comparator
        self.threshold = threshold
        self.plain = plain
    }

    func truth(in evaluation: inout Evaluation) -> Truth {
        let events = evaluation.subject.timeline[selector.event]
        guard events.count >= EventColumn.shortestHistory else { return plain.truth(in: &evaluation) }
        let scope = FilterScope(evaluation)
        let column = evaluation.subject.timeline.column(
            key, { selector.filter?.matches($0, scope) ?? true }, number: { reader.value(in: $0.body).number })
        guard column.isExact, let line = ThresholdLine(threshold, scale: column.scale) else {
            return plain.truth(in: &evaluation)
        }
        let zone = selector.edges.zone(evaluation)
        let range = selector.candidates(events, zone, &evaluation)
        let part = column.index(of: range.lowerBound)..<column.index(of: range.upperBound)
        guard let (holds, turns) = answers(column, part, line) else { return plain.truth(in: &evaluation) }
        var truth = Truth(holds)
        guard selector.edges.isBounded else { return truth }
        for turn in turns.reversed() {
            truth.set(turn.answer, at: selector.leaves(events[column.positions[turn.index]], evaluation))
        }
        return truth
    }

    private struct Turn {
        /// Of the event that leaves.
        let index: Int
        let answer: Bool
    }

    /// The answer over all of these, and the events, newest first, with whose going it turns; nil beyond Int64.
    private func answers(
        _ column: EventColumn, _ part: Range<Int>, _ line: ThresholdLine
    ) -> (holds: Bool, turns: [Turn])? {
        if function == .sum, !column.sums.isEmpty { return answers(of: column.sums, part, line) }
        var turns: [Turn] = []
        var holds = function == .sum && line.holds(comparator, 0)
        var figure: Int64 = 0
        var count: Int64 = 0
        var index = part.upperBound
        while index > part.lowerBound {
            // As long as the average stays on one side there is nothing to see.
            if function == .average, count > 0, count.isMultiple(of: EventColumn.lookingAhead),
                let far = column.clear(of: line.units, before: index, in: part)
            {
                let passed = column.sums[index] - column.sums[far]
                (figure, count, index) = (figure + passed, count + Int64(index - far), far)
                continue
            }
            index -= 1
            let number = column.coefficients[index]
            count += 1
            switch function {
            case .min: figure = count == 1 ? number : min(figure, number)
            case .max: figure = count == 1 ? number : max(figure, number)
            default:
                let (sum, overflow) = figure.addingReportingOverflow(number)
                if overflow { return nil }
                figure = sum
            }
            let answer =
                function == .average
                ? holdsOfAverage(figure, count, column.scale) : line.holds(comparator, figure)
            if answer != holds { turns.append(Turn(index: index, answer: holds)) }
            holds = answer
        }
        return (holds, turns)
    }

    /// The same of a sum that only falls while events leave: it is above the line, then on it, then below.
    private func answers(
        of sums: [Int64], _ part: Range<Int>, _ line: ThresholdLine
    ) -> (holds: Bool, turns: [Turn]) {
        func answer(_ index: Int) -> Bool { line.holds(comparator, sums[part.upperBound] - sums[index]) }
        func first(_ passes: (Int64) -> Bool) -> Int {
            var (low, high) = (part.lowerBound, part.upperBound + 1)
            while low < high {
                let middle = (low + high) / 2
                if passes(sums[part.upperBound] - sums[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        let edges = [first { $0 <= line.units }, first { $0 < line.units }]
        var turns: [Turn] = []
        for edge in Set(edges).sorted(by: >) where edge > part.lowerBound && edge <= part.upperBound {
            let after = answer(edge)
            if answer(edge - 1) != after { turns.append(Turn(index: edge - 1, answer: after)) }
        }
        return (answer(part.lowerBound), turns)
    }

    /// Decides by the nearest Double wherever that is clear.
    private func holdsOfAverage(_ sum: Int64, _ count: Int64, _ scale: UInt8) -> Bool {
        let total = Number.exact(coefficient: sum, scale: scale)
        let (near, wanted) = (Double(sum) / Double(count), threshold.double)
        let scaled = near / FigureTruth.powers[Int(scale)]
        if abs(scaled - wanted) > 1e-9 * max(abs(scaled), abs(wanted), 1) {
            return comparator.holds(isLess: scaled < wanted, isEqual: false)
        }
        return comparator.holds(total.divided(by: count), threshold)
    }

    private static let powers: [Double] = (0...18).map { (0..<$0).reduce(1) { product, _ in product * 10 } }
}

/// A threshold in the whole units of a column.
struct ThresholdLine {
    /// Rounded down.
    let units: Int64
    private let isWhole: Bool

    /// Nil where it is no exact decimal, or too large.
    init?(_ threshold: Number, scale: UInt8) {
        guard case .exact(let coefficient, let itsScale) = threshold else { return nil }
        if itsScale <= scale {
            guard let units = threshold.minorUnits(digits: Int(scale)) else { return nil }
            self.units = units
            isWhole = true
            return
        }
        var divisor: Int64 = 1
        for _ in 0..<(itsScale - scale) { divisor *= 10 }
        let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
        units = remainder < 0 ? quotient - 1 : quotient
        isWhole = remainder == 0
    }

    @inline(__always)
    func holds(_ comparator: Comparator, _ figure: Int64) -> Bool {
        comparator.holds(isLess: figure < units || figure == units && !isWhole, isEqual: figure == units && isWhole)
    }
}
