import Values

/// What `OrderImport` found. Amounts are exact: orders and refunds together are the sum of their lines.
public struct OrderImportReport: ImportReport, Hashable {
    /// Rows of the file, without the header and empty lines.
    public var rows = 0
    public var orders = 0
    public var orderLines = 0
    public var refunds = 0
    public var refundLines = 0
    /// By currency, what customers were charged.
    public var ordered: [String: Number] = [:]
    /// By currency, what they got back, as positive amounts.
    public var refunded: [String: Number] = [:]
    /// Lines whose order names no customer: not imported.
    public var withoutCustomer = Uncounted()
    /// Lines that are imported and odd, by what is odd; one line can be odd in several ways.
    public var oddLines: [OddLine: Int] = [:]
    /// Imported lines by what they stand for.
    public var lines: [OrderLineKind: Int] = [:]
    /// Rows that are refused, the good ones of a half-readable order included.
    public var rejectedRows = 0
    /// Rows that are not UTF-8 and were read as Windows-1252.
    public var rowsInWindows1252 = 0
    /// The most lines that were held at one time, waiting for others of their order.
    public var mostLinesHeld = 0

    /// What stands in the file and does not count.
    public struct Uncounted: Sendable, Hashable {
        public var orders = 0
        public var lines = 0
        /// By currency; refunds are taken off.
        public var amount: [String: Number] = [:]

        public init() {}
    }

    public init() {}

    /// By currency, orders less refunds.
    public var revenue: [String: Number] {
        refunded.reduce(into: ordered) { revenue, refund in
            revenue[refund.key] = (revenue[refund.key] ?? .zero) - refund.value
        }
    }

    public var json: JSON {
        [
            "rows": .number(Number(rows)), "orders": .number(Number(orders)),
            "order_lines": .number(Number(orderLines)), "refunds": .number(Number(refunds)),
            "refund_lines": .number(Number(refundLines)), "ordered": JSON(amounts: ordered),
            "refunded": JSON(amounts: refunded), "revenue": JSON(amounts: revenue),
            "without_customer": [
                "orders": .number(Number(withoutCustomer.orders)), "lines": .number(Number(withoutCustomer.lines)),
                "amount": JSON(amounts: withoutCustomer.amount),
            ],
            "odd_lines": JSON(counts: names(oddLines)), "lines_by_kind": JSON(counts: names(lines)),
            "rejected_rows": .number(Number(rejectedRows)),
            "rows_in_windows_1252": .number(Number(rowsInWindows1252)),
        ]
    }

    private func names<Key: RawRepresentable<String>>(_ counts: [Key: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    }
}
