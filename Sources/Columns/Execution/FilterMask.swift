import Conditions
import Values

/// Which rows of a table pass a filter: a byte a row, 1 where it does.
struct FilterMask {
    let table: Table
    let now: Instant

    /// Nil where some value has no column of its own.
    func mask(_ test: EventTest) -> [UInt8]? {
        switch test {
        case .constant(let answer): return Array(repeating: answer ? 1 : 0, count: table.rows)
        case .negation(let operand): return mask(operand).map { $0.map { $0 ^ 1 } }
        case .conjunction(let operands): return join(operands) { $0 & $1 }
        case .disjunction(let operands): return join(operands) { $0 | $1 }
        case .property(let path, let test): return cells(table.place(path), test)
        case .money(let path, let comparator, let threshold, let money):
            return amounts(path, comparator, threshold, money)
        case .items(let plan): return items(plan)
        }
    }

    @inline(__always)
    private func join(_ operands: [EventTest], _ rule: (UInt8, UInt8) -> UInt8) -> [UInt8]? {
        guard let first = operands.first, var result = mask(first) else { return nil }
        for operand in operands.dropFirst() {
            guard let other = mask(operand) else { return nil }
            result.withUnsafeMutableBufferPointer { result in
                other.withUnsafeBufferPointer { other in
                    for row in 0..<result.count { result[row] = rule(result[row], other[row]) }
                }
            }
        }
        return result
    }

    private func cells(_ place: Table.Place, _ test: ValueTest) -> [UInt8]? {
        let cells = CellTest(test: test, now: now)
        switch place {
        case .absent: return Array(repeating: cells.ask(nil) ? 1 : 0, count: table.rows)
        case .column(let column): return cells.mask(of: column, rows: table.rows)
        case .list, .elsewhere: return nil
        }
    }

    private func amounts(
        _ path: [String], _ comparator: Comparator, _ threshold: Number, _ money: MoneyPlan
    ) -> [UInt8]? {
        guard table.isPlain(money, path), let cells = NumberCells(table.place(path), rows: table.rows),
            let range = NumberRange(comparator, threshold, scale: cells.scale)
        else { return nil }
        return cells.values.map { $0 != NumberCells.absent && range.holds($0) ? 1 : 0 }
    }
}

extension Table {
    /// Whether every amount at a path is in the wanted currency already, so that it is read as it is written.
    func isPlain(_ money: MoneyPlan, _ path: [String]) -> Bool {
        guard money.isTarget(nil) else { return false }
        switch place(path) {
        // An object may be an amount with its currency.
        case .column(let column) where column.holdsObjects: return false
        case .elsewhere, .list: return false
        case .absent, .column: break
        }
        let beside = Array(path.dropLast()) + ["currency"]
        return (beside.count > 1 ? [beside, ["currency"]] : [beside]).allSatisfy { place in
            switch self.place(place) {
            case .absent: true
            case .column(let column): column.texts.map { $0.allSatisfy { money.isTarget($0) } } ?? false
            case .list, .elsewhere: false
            }
        }
    }
}

extension ValueColumn {
    /// The different texts among the values; nil where they hardly repeat.
    fileprivate var texts: [String]? {
        switch cells {
        case .narrow, .middle, .wide: []
        case .bytes(_, let dictionary), .words(_, let dictionary):
            (0..<dictionary.count).compactMap { ValueColumn.json(dictionary.utf8($0))?.string }
        case .texts: nil
        }
    }
}
