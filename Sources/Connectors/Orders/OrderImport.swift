import Engine
import Values

/// Imports a file of order lines: one event an order ("Order Completed") and one a refund ("Order Refunded").
///
/// The UCI Online Retail files are read as they are, others by the names of their columns (`OrderColumn`). The file is
/// read twice: to learn where each order ends, then for the orders. Message ids are made of order numbers, so that
/// the same orders again, from whichever file, change nothing. An order of which a row cannot be read is refused whole:
/// half of it would stand for ever.
public struct OrderImport: FileImport, ~Copyable {
    private var reader: CSVReader
    private let context: ImportContext
    private let header: ColumnNames
    private let lines: OrderLineReader
    private var groups = OrderGroups()
    private var row = CSVRow()
    private var phase = Phase.findingEnds
    private var bytesOfFirstReading = 0
    public private(set) var report = OrderImportReport()

    private enum Phase { case findingEnds, gathering, ending }

    /// How the file is to be read where it does not say itself.
    public struct Options: Sendable {
        /// Of amounts in a file without a column for it: ISO 4217.
        public var currency: String
        /// Of dates that name no zone.
        public var zone: Zone
        public var dateOrder: DateOrder?

        public init(currency: String, zone: Zone = .utc, dateOrder: DateOrder? = nil) {
            self.currency = currency
            self.zone = zone
            self.dateOrder = dateOrder
        }
    }

    public init(path: String, options: Options, context: ImportContext) throws(ImportFileError) {
        var reader = try CSVReader(path: path)
        let header = try ColumnNames(reading: &reader)
        let columns = try OrderColumns(header, path: path)
        self.header = header
        self.context = context
        lines = OrderLineReader(
            columns: columns, dates: DateText(zone: options.zone, order: options.dateOrder),
            currency: options.currency, hasDecimalCommas: reader.hasDecimalCommas)
        self.reader = reader
    }

    /// Whether the file has a column for the currency.
    public var namesCurrency: Bool { lines.columns.has(.currency) }

    public var columns: [String] { header.names }

    public mutating func next() throws(ImportFileError) -> ImportBatch? {
        var batch = ImportBatch()
        var isMore = true
        switch phase {
        case .findingEnds: try findEnds()
        case .gathering: try gather(into: &batch)
        case .ending: isMore = end(into: &batch)
        }
        report.mostLinesHeld = groups.mostLinesHeld
        report.rowsInWindows1252 = reader.rowsInWindows1252
        batch.progress = progress
        return isMore ? batch : nil
    }

    /// The file is read twice, so that its bytes count twice.
    private var progress: FileProgress {
        let reading = reader.progress
        return FileProgress(
            bytesRead: reading.bytesRead + bytesOfFirstReading, bytesTotal: reading.bytesTotal * 2, rows: report.rows)
    }

    private mutating func findEnds() throws(ImportFileError) {
        for _ in 0..<ImportBatch.rowsBetweenProgress {
            guard try reader.next(&row) else {
                bytesOfFirstReading = reader.progress.bytesRead
                reader = try CSVReader(path: reader.path)
                _ = try reader.next(&row)
                phase = .gathering
                return
            }
            let order = lines.order(of: row)
            if !order.isEmpty { groups.note(order, row: row.number) }
        }
        if groups.isFull { throw .tooManyOrders(path: reader.path, limit: OrderGroups.maximumOrders) }
    }

    private mutating func gather(into batch: inout ImportBatch) throws(ImportFileError) {
        for _ in 0..<ImportBatch.rowsBetweenProgress where !batch.isFull {
            guard try reader.next(&row) else {
                phase = .ending
                return
            }
            report.rows += 1
            let order = lines.order(of: row)
            if order.isEmpty {
                reject([row], rule: "no_order", into: &batch) { _ in "has no order number" }
            } else if let rows = groups.add(row, to: order) {
                take(order, rows, into: &batch)
            }
            if groups.holdsTooMany {
                throw .linesTooFarApart(path: reader.path, row: row.number, limit: OrderGroups.maximumLinesHeld)
            }
        }
    }

    private mutating func end(into batch: inout ImportBatch) -> Bool {
        var isAny = false
        while !batch.isFull, let (order, rows) = groups.takeAny() {
            isAny = true
            take(order, rows, into: &batch)
        }
        return isAny
    }

    /// One whole order.
    private mutating func take(_ order: String, _ rows: [CSVRow], into batch: inout ImportBatch) {
        var read: [OrderLine] = []
        for row in rows {
            do {
                try checkShape(of: row, order: order)
                read.append(try lines.line(row))
            } catch {
                return reject(rows, rule: error.rule, into: &batch) { other in
                    other.number == row.number
                        ? error.reason : "row \(row.number) of the same order could not be read: \(error.reason)"
                }
            }
        }
        take(OrderRecord(id: order, lines: read), rows, into: &batch)
    }

    private func checkShape(of row: CSVRow, order: String) throws(OrderLineReader.Misfit) {
        guard row.count == header.count else {
            throw OrderLineReader.Misfit(
                rule: "ragged_row", reason: "has \(row.count) fields, the header has \(header.count)")
        }
        guard order.utf8.count <= Identity.maximumLength else {
            throw OrderLineReader.Misfit(
                rule: "id_too_long", reason: "the order number has more than \(Identity.maximumLength) bytes")
        }
    }

    private mutating func take(_ record: OrderRecord, _ rows: [CSVRow], into batch: inout ImportBatch) {
        guard record.isOfOneCurrency else {
            return reject(rows, rule: "several_currencies", into: &batch) { _ in
                "order \(record.id) has lines in several currencies"
            }
        }
        if let absurd = absurdity(of: record.occurredAt) {
            return reject(rows, rule: RejectionRule.absurdTimestamp.rawValue, into: &batch) { _ in absurd }
        }
        let identities = record.identities
        guard !identities.isEmpty else { return report.countWithoutCustomer(record) }
        let event = record.event(for: identities, in: context)
        guard event.properties.count <= OrderRecord.maximumBytes else {
            return reject(rows, rule: RejectionRule.tooLarge.rawValue, into: &batch) { _ in
                "order \(record.id) has \(event.properties.count) bytes, the limit is \(OrderRecord.maximumBytes)"
            }
        }
        report.count(record)
        batch.events.append(event)
    }

    private func absurdity(of moment: Instant) -> String? {
        if moment < IntakeLimits.earliest { return "its date lies before \(IntakeLimits.earliest.iso8601)" }
        let latest = context.receivedAt + IntakeLimits.futureTolerance
        return moment > latest ? "its date \(moment.iso8601) lies in the future" : nil
    }

    private mutating func reject(
        _ rows: [CSVRow], rule: String, into batch: inout ImportBatch, reason: (CSVRow) -> String
    ) {
        report.rejectedRows += rows.count
        for row in rows {
            batch.rejected.append(
                RejectedRow(row: row.number, rule: rule, reason: reason(row), fields: row.fields))
        }
    }
}

extension OrderImportReport {
    mutating func count(_ record: OrderRecord) {
        if record.isRefund {
            refunds += 1
            refundLines += record.lines.count
            refunded[record.currency] = (refunded[record.currency] ?? .zero) + record.total
        } else {
            orders += 1
            orderLines += record.lines.count
            ordered[record.currency] = (ordered[record.currency] ?? .zero) + record.total
        }
        for line in record.lines { lines[line.kind, default: 0] += 1 }
        oddLines.merge(record.oddities, uniquingKeysWith: +)
    }

    mutating func countWithoutCustomer(_ record: OrderRecord) {
        withoutCustomer.orders += 1
        withoutCustomer.lines += record.lines.count
        let amount = record.isRefund ? -record.total : record.total
        withoutCustomer.amount[record.currency] = (withoutCustomer.amount[record.currency] ?? .zero) + amount
    }
}
