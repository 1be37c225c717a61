import Conditions
import Values

extension FileRun {
    /// How many different values a property has; nil where equal values may be written differently.
    func different(_ figure: FigurePlan, _ choices: [RowChoice], _ profiles: Bitmap) -> FigureValues? {
        guard let choice = choices.first else { return FigureValues(0, size: size) }
        let bodies = choice.table.bodies
        switch bodies.place(figure.property) {
        case .absent: return FigureValues(0, size: size)
        case .list, .elsewhere: return nil
        case .column(let column):
            if column.holdsInexact { return nil }
            switch column.cells {
            case .bytes(let codes, let dictionary): return different(codes, dictionary.count, choice, profiles)
            case .words(let codes, let dictionary): return different(codes, dictionary.count, choice, profiles)
            case .narrow, .middle, .wide:
                guard let cells = NumberCells(.column(column), rows: bodies.rows) else { return nil }
                return different(choice, profiles) { cells.values[$0] == NumberCells.absent ? nil : cells.values[$0] }
            case .texts(let texts):
                return different(choice, profiles) { row in
                    let range = texts.range(row)
                    return range.isEmpty ? nil : ByteText(texts.text(row))
                }
            }
        }
    }

    @inline(__always)
    private func different<Code: FixedWidthInteger & UnsignedInteger>(
        _ codes: UnsafeBufferPointer<Code>, _ count: Int, _ choice: RowChoice, _ profiles: Bitmap
    ) -> FigureValues {
        var result = FigureValues(0, size: size)
        // Which profile had each code last.
        var seen = Array(repeating: -1, count: count + 1)
        result.values.withUnsafeMutableBufferPointer { values in
            seen.withUnsafeMutableBufferPointer { seen in
                choice.forEachRow(profiles) { profile, row in
                    let code = Int(codes[row])
                    if code > 0, seen[code] != profile {
                        seen[code] = profile
                        values[profile] += 1
                    }
                }
            }
        }
        return result
    }

    @inline(__always)
    private func different<Key: Hashable>(
        _ choice: RowChoice, _ profiles: Bitmap, _ key: (Int) -> Key?
    ) -> FigureValues {
        var result = FigureValues(0, size: size)
        var found: Set<Key> = []
        choice.forEachRow(profiles) { _, row in
            if let key = key(row) { found.insert(key) }
        } done: { profile in
            result.values[profile] = Int64(found.count)
            found.removeAll(keepingCapacity: true)
        }
        return result
    }
}
