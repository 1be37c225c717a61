import Conditions
import Values

extension FileRun {
    func answer(
        _ figure: FigurePlan, _ test: FigureTest, _ remainder: Remainder, among profiles: Bitmap
    ) -> Bitmap? {
        guard let found = values(figure, among: profiles),
            var result = answer(figure, test, found).map({ profiles & $0 })
        else { return nil }
        settle(found.doubtful, remainder, &result)
        return result
    }

    func answer(
        _ first: FigurePlan, _ comparator: Comparator, _ second: FigurePlan, _ remainder: Remainder,
        among profiles: Bitmap
    ) -> Bitmap? {
        guard first.measure != .average, second.measure != .average,
            let left = values(first, among: profiles), let right = values(second, among: profiles)
        else { return nil }
        let scale = max(left.scale, right.scale)
        let (leftPower, rightPower) = (
            Int128(Decimals.powers[Int(scale - left.scale)]), Int128(Decimals.powers[Int(scale - right.scale)])
        )
        var result =
            profiles
            & Bitmap(size: size) { row in
                if left.values[row] == FigureValues.absent || right.values[row] == FigureValues.absent { return false }
                let (a, b) = (Int128(left.values[row]) * leftPower, Int128(right.values[row]) * rightPower)
                return comparator.holds(isLess: a < b, isEqual: a == b)
            }
        settle(left.doubtful + right.doubtful, remainder, &result)
        return result
    }

    /// Lets the evaluator decide about some profiles.
    private func settle(_ doubtful: [Int], _ remainder: Remainder, _ result: inout Bitmap) {
        guard !doubtful.isEmpty else { return }
        var rows = Bitmap(size: size)
        for row in doubtful { rows[row] = true }
        result = result.subtracting(rows) | evaluate(remainder, among: rows)
    }

    private func answer(_ figure: FigurePlan, _ test: FigureTest, _ found: FigureValues) -> Bitmap? {
        switch test {
        case .exists:
            if !found.counts.isEmpty { return Bitmap(size: size) { found.counts[$0] > 0 } }
            return ask(found) { _ in true }
        case .number(let comparator, let threshold):
            if figure.measure == .average { return averages(found, comparator, threshold) }
            if let range = NumberRange(comparator, threshold, scale: found.scale) {
                return ask(found) { range.holds($0) }
            }
            return ask(found) { value in
                let number = Number.exact(coefficient: value, scale: found.scale)
                return comparator.holds(isLess: number < threshold, isEqual: number == threshold)
            }
        case .moment(let test): return moments(found, test)
        case .value(let test):
            guard let part = figure.parts.first, let table = file.events[part.event] else { return Bitmap(size: size) }
            return chosen(found, table.bodies, figure.property, test)
        }
    }

    @inline(__always)
    private func ask(_ found: FigureValues, _ holds: (Int64) -> Bool) -> Bitmap {
        found.values.withUnsafeBufferPointer { values in
            Bitmap(size: size) { values[$0] != FigureValues.absent && holds(values[$0]) }
        }
    }

    /// Decides by the nearest Double wherever that is clear.
    private func averages(_ found: FigureValues, _ comparator: Comparator, _ threshold: Number) -> Bitmap {
        let power = Double(Decimals.powers[Int(found.scale)])
        let wanted = threshold.double
        return found.values.withUnsafeBufferPointer { values in
            found.counts.withUnsafeBufferPointer { counts in
                Bitmap(size: size) { row in
                    let count = counts[row]
                    if count == 0 { return false }
                    let near = Double(values[row]) / (Double(count) * power)
                    if abs(near - wanted) > 1e-9 * max(abs(near), abs(wanted), 1) {
                        return comparator.holds(isLess: near < wanted, isEqual: false)
                    }
                    let sum = Number.exact(coefficient: values[row], scale: found.scale).shortened
                    let average = Number.average(sum: sum, count: count)
                    return comparator.holds(isLess: average < threshold, isEqual: average == threshold)
                }
            }
        }
    }

    private func moments(_ found: FigureValues, _ test: MomentTest) -> Bitmap {
        let now = now.milliseconds
        func compare(_ comparator: Comparator, _ other: Int64, _ shift: Int64) -> Bitmap {
            ask(found) { comparator.holds(isLess: $0 &+ shift < other, isEqual: $0 &+ shift == other) }
        }
        switch test {
        case .instant(let comparator, let moment): return compare(comparator, moment.milliseconds, 0)
        case .age(let comparator, let span):
            if let fixed = span.fixed { return compare(comparator, now, fixed) }
            let band = span.band(around: self.now)
            return byZone(found) { value, zone in
                if value < band.sure { return comparator.holds(isLess: true, isEqual: false) }
                if value >= band.open { return comparator.holds(isLess: false, isEqual: false) }
                let ripe = span.after(Instant(milliseconds: value), in: zone).milliseconds
                return comparator.holds(isLess: ripe < now, isEqual: ripe == now)
            }
        case .day(let question):
            return days(found, question)
        }
    }

    private func days(_ found: FigureValues, _ question: DayQuestion) -> Bitmap {
        let known = file.zones.map { question.moments(now: self.now, in: $0) }
        return Bitmap(size: size) { row in
            let value = found.values[row]
            if value == FigureValues.absent { return false }
            let zone = Int(file.zoneOfProfile[row])
            if let (range, doubt) = known[zone] {
                let nearest = min(abs(value &- range.lowerBound), abs(value &- range.upperBound))
                if nearest > doubt { return range.contains(value) }
            }
            return question.holds(of: Instant(milliseconds: value), now: self.now, in: file.zones[zone])
        }
    }

    private func byZone(_ found: FigureValues, _ holds: (Int64, Zone) -> Bool) -> Bitmap {
        Bitmap(size: size) { row in
            let value = found.values[row]
            return value != FigureValues.absent && holds(value, file.zones[Int(file.zoneOfProfile[row])])
        }
    }

    /// A question about a property of one event a profile.
    private func chosen(_ found: FigureValues, _ bodies: Table, _ path: [String], _ test: ValueTest) -> Bitmap? {
        let cells = CellTest(test: test, now: now)
        switch bodies.place(path) {
        case .absent: return cells.ask(nil) ? ask(found) { _ in true } : Bitmap(size: size)
        case .list, .elsewhere: return nil
        case .column(let column):
            let mask = cells.mask(of: column, rows: bodies.rows)
            return ask(found) { mask[Int($0)] != 0 }
        }
    }
}

extension Number {
    /// The same number without zeros at its end.
    fileprivate var shortened: Number {
        guard case .exact(var coefficient, var scale) = self else { return self }
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        return .exact(coefficient: coefficient, scale: scale)
    }
}
