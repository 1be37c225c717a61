import Values

/// Gathers the lines of each order until its last one has come, wherever in the file they lie.
///
/// Cost: 12 to 24 bytes an order of the file, and the lines of the orders that are open.
struct OrderGroups {
    /// The row of each order's last line, by the hash of its number. Two numbers of one hash only wait for the end.
    private var lastRows: [UInt64: UInt32] = [:]
    private var open: [String: [CSVRow]] = [:]
    private var linesHeld = 0
    private(set) var mostLinesHeld = 0

    /// Orders in one file: 100 MB of places.
    static let maximumOrders = 4_000_000
    /// Lines held for others of their order: 100 MB at most.
    static let maximumLinesHeld = 200_000

    private static func hash(_ order: String) -> UInt64 {
        var hash = StableHash()
        hash.combine(order)
        return hash.finish()
    }

    var isFull: Bool { lastRows.count > OrderGroups.maximumOrders }
    var holdsTooMany: Bool { linesHeld > OrderGroups.maximumLinesHeld }

    /// First reading: where the order's last line lies, as far as was read.
    mutating func note(_ order: String, row: Int) { lastRows[OrderGroups.hash(order)] = UInt32(clamping: row) }

    /// Second reading: the order's rows, once this was the last of them.
    mutating func add(_ row: CSVRow, to order: String) -> [CSVRow]? {
        open[order, default: []].append(row)
        linesHeld += 1
        mostLinesHeld = max(mostLinesHeld, linesHeld)
        guard lastRows[OrderGroups.hash(order)] == UInt32(clamping: row.number) else { return nil }
        return take(order)
    }

    /// An order whose end was not seen, which happens only where the file has changed between the readings.
    mutating func takeAny() -> (order: String, rows: [CSVRow])? {
        guard let order = open.keys.min() else { return nil }
        return (order, take(order))
    }

    private mutating func take(_ order: String) -> [CSVRow] {
        let rows = open.removeValue(forKey: order) ?? []
        linesHeld -= rows.count
        return rows
    }
}
