import Conditions
import Values

extension FilterMask {
    /// Which rows have a list of which a figure is as asked.
    func items(_ plan: ItemsPlan) -> [UInt8]? {
        switch table.place(plan.list) {
        case .elsewhere: return nil
        case .column(let column):
            return CellTest(test: plan.whole, now: now).mask(of: column, rows: table.rows)
        case .absent:
            return Array(repeating: CellTest(test: plan.whole, now: now).ask(nil) ? 1 : 0, count: table.rows)
        case .list(let list): return items(plan, of: list)
        }
    }

    private func items(_ plan: ItemsPlan, of list: ListColumn) -> [UInt8]? {
        let items = FilterMask(table: list.items[0], now: now)
        var passing: [UInt8]?
        if let filter = plan.filter {
            guard let mask = items.mask(filter) else { return nil }
            passing = mask
        }
        if plan.measure == .count {
            guard let range = NumberRange(plan.comparator, plan.threshold, scale: 0) else { return nil }
            return list.map { rows in
                guard let passing else { return range.holds(Int64(rows.count)) }
                var count: Int64 = 0
                for row in rows { count += Int64(passing[row]) }
                return range.holds(count)
            }
        }
        guard let property = plan.property,
            let cells = NumberCells(items.table.place([property]), rows: items.table.rows)
        else { return nil }
        return figure(plan, of: list, cells, passing)
    }

    /// Nil also where a sum overflows.
    private func figure(
        _ plan: ItemsPlan, of list: ListColumn, _ cells: NumberCells, _ passing: [UInt8]?
    ) -> [UInt8]? {
        // Different values may be texts, too, and an average is seldom a whole number of units.
        guard plan.measure != .distinct, plan.measure != .average,
            let range = NumberRange(plan.comparator, plan.threshold, scale: cells.scale)
        else { return nil }
        var overflowed = false
        let mask = list.map { rows in
            var found = plan.measure == .sum ? 0 : NumberCells.absent
            for row in rows where passing.map({ $0[row] != 0 }) ?? true {
                let value = cells.values[row]
                if value == NumberCells.absent { continue }
                switch plan.measure {
                case .min: found = found == NumberCells.absent ? value : min(found, value)
                case .max: found = max(found, value)
                case .sum, .count, .average, .distinct:
                    let (sum, overflow) = found.addingReportingOverflow(value)
                    if overflow { overflowed = true }
                    found = sum
                }
            }
            return found != NumberCells.absent && range.holds(found)
        }
        return overflowed ? nil : mask
    }
}

extension ListColumn {
    /// A byte a row that has a list.
    @inline(__always)
    fileprivate func map(_ holds: (Range<Int>) -> Bool) -> [UInt8] {
        var start = 0
        return ends.map { end in
            defer { start = Int(end) }
            return holds(start..<Int(end)) ? 1 : 0
        }
    }
}
