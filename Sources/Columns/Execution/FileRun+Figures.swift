import Conditions
import Values

extension FileRun {
    /// A figure for each of some profiles; nil where columns cannot give it.
    func values(_ figure: FigurePlan, among profiles: Bitmap) -> FigureValues? {
        var choices: [RowChoice] = []
        for part in figure.parts {
            guard let table = file.events[part.event] else { continue }
            guard let choice = RowChoice(part, table, in: self) else { return nil }
            choices.append(choice)
        }
        switch figure.measure {
        case .count:
            var result = FigureValues(0, size: size)
            for choice in choices { choice.count(profiles, into: &result.values) }
            return result
        case .last, .first: return moments(choices, isLast: figure.measure == .last, profiles)
        case .lastValue, .firstValue: return rows(choices, isLast: figure.measure == .lastValue, profiles)
        case .sum, .average, .min, .max: return numbers(figure, choices, profiles)
        case .distinct: return different(figure, choices, profiles)
        case .most(let within): return most(within, choices, profiles)
        }
    }

    /// Several choices give the latest of their moments.
    private func moments(_ choices: [RowChoice], isLast: Bool, _ profiles: Bitmap) -> FigureValues {
        var result = FigureValues(FigureValues.absent, size: size)
        result.values.withUnsafeMutableBufferPointer { values in
            for choice in choices {
                let times = choice.table.times
                choice.forEachRow(profiles) { profile, row in
                    if isLast {
                        values[profile] = max(values[profile], times[row])
                    } else if values[profile] == FigureValues.absent {
                        values[profile] = times[row]
                    }
                }
            }
        }
        return result
    }

    private func rows(_ choices: [RowChoice], isLast: Bool, _ profiles: Bitmap) -> FigureValues {
        var result = FigureValues(FigureValues.absent, size: size)
        result.values.withUnsafeMutableBufferPointer { values in
            choices.first?.forEachRow(profiles) { profile, row in
                if isLast || values[profile] == FigureValues.absent { values[profile] = Int64(row) }
            }
        }
        return result
    }

    private func numbers(_ figure: FigurePlan, _ choices: [RowChoice], _ profiles: Bitmap) -> FigureValues? {
        var result = FigureValues(figure.measure == .sum ? 0 : FigureValues.absent, size: size)
        if figure.measure == .average { result.counts = Array(repeating: 0, count: size) }
        guard let choice = choices.first else { return result }
        let bodies = choice.table.bodies
        if let money = figure.money, !bodies.isPlain(money, figure.property) { return nil }
        guard let cells = NumberCells(bodies.place(figure.property), rows: bodies.rows) else { return nil }
        result.scale = cells.scale
        if figure.measure == .average { result.values = Array(repeating: 0, count: size) }
        gather(figure.measure, cells.values, choice, profiles, into: &result)
        return result
    }

    @inline(__always)
    private func gather(
        _ measure: FigurePlan.Measure, _ cells: [Int64], _ choice: RowChoice, _ profiles: Bitmap,
        into result: inout FigureValues
    ) {
        let isAverage = measure == .average
        let isSum = measure == .sum || isAverage
        let isMin = measure == .min
        var doubtful: [Int] = []
        result.values.withUnsafeMutableBufferPointer { values in
            result.counts.withUnsafeMutableBufferPointer { counts in
                cells.withUnsafeBufferPointer { cells in
                    var (total, count, overflowed) = (Int64(0), Int64(0), false)
                    choice.forEachRow(profiles) { _, row in
                        let value = cells[row]
                        if value == NumberCells.absent { return }
                        count &+= 1
                        if isSum {
                            let (sum, overflow) = total.addingReportingOverflow(value)
                            overflowed = overflowed || overflow
                            total = sum
                        } else if count == 1 {
                            total = value
                        } else {
                            total = isMin ? min(total, value) : max(total, value)
                        }
                    } done: { profile in
                        if count > 0 || isSum { values[profile] = total }
                        if isAverage { counts[profile] = count }
                        if overflowed { doubtful.append(profile) }
                        (total, count, overflowed) = (0, 0, false)
                    }
                }
            }
        }
        result.doubtful = doubtful
    }

    private func most(_ within: Int64, _ choices: [RowChoice], _ profiles: Bitmap) -> FigureValues {
        var result = FigureValues(0, size: size)
        guard let choice = choices.first else { return result }
        let times = choice.table.times
        var moments: [Int64] = []
        choice.forEachRow(profiles) { _, row in
            moments.append(times[row])
        } done: { profile in
            var (end, best) = (0, 0)
            for start in moments.indices {
                while end < moments.count, moments[end] < moments[start] &+ within { end += 1 }
                best = max(best, end - start)
            }
            result.values[profile] = Int64(best)
            moments.removeAll(keepingCapacity: true)
        }
        return result
    }
}
