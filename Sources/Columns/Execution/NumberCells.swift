import Values

/// The numbers of a column in whole units of 10^-scale; what is no number is absent, as for a figure.
struct NumberCells {
    static let absent = Int64.min

    private(set) var values: [Int64] = []
    private(set) var scale: UInt8 = 0

    /// Nil where the numbers are no exact decimals, or stand among texts that do not repeat.
    init?(_ place: Table.Place, rows: Int) {
        switch place {
        case .absent, .list: values = Array(repeating: NumberCells.absent, count: rows)
        case .elsewhere: return nil
        case .column(let column): guard read(column) else { return nil }
        }
    }

    private mutating func read(_ column: ValueColumn) -> Bool {
        switch column.cells {
        case .narrow(let cells, let scale): (values, self.scale) = (NumberCells.widened(cells), scale)
        case .middle(let cells, let scale): (values, self.scale) = (NumberCells.widened(cells), scale)
        case .wide(let cells, let scale): (values, self.scale) = (Array(cells), scale)
        case .bytes(let codes, let dictionary):
            guard let (units, scale) = NumberCells.units(dictionary) else { return false }
            (values, self.scale) = (codes.map { units[Int($0)] }, scale)
        case .words(let codes, let dictionary):
            guard let (units, scale) = NumberCells.units(dictionary) else { return false }
            (values, self.scale) = (codes.map { units[Int($0)] }, scale)
        case .texts: return false
        }
        return true
    }

    @inline(__always)
    private static func widened<Cell: FixedWidthInteger & SignedInteger>(
        _ cells: UnsafeBufferPointer<Cell>
    ) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: cells.count) { wide, count in
            for row in 0..<cells.count { wide[row] = cells[row] == .min ? absent : Int64(cells[row]) }
            count = cells.count
        }
    }

    private static func units(_ dictionary: TextColumn) -> ([Int64], UInt8)? {
        let numbers = (0..<dictionary.count).map { ValueColumn.json(dictionary.utf8($0))?.number }
        var scale: UInt8 = 0
        for case .some(let number) in numbers {
            guard case .exact(_, let its) = number, its <= ValueBuilder.mostDecimals else { return nil }
            scale = max(scale, its)
        }
        var units = [absent]
        for number in numbers {
            guard case .exact(let coefficient, let its)? = number else {
                units.append(absent)
                continue
            }
            let (product, overflow) = coefficient.multipliedReportingOverflow(by: Decimals.powers[Int(scale - its)])
            if overflow || product == absent { return nil }
            units.append(product)
        }
        return (units, scale)
    }
}
