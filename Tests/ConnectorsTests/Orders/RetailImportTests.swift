import Connectors
import Engine
import Testing
import Values

/// The expected figures were counted with Python's csv and decimal modules: rows with a CustomerID, grouped by
/// InvoiceNo, amounts as int(Quantity) * Decimal(UnitPrice).
@Suite("Importing a real shop's orders", .enabled(if: RetailCases.isPresent, RetailCases.skipped))
struct RetailImportTests {
    private func imported(_ path: String) throws -> Imported<OrderImportReport> {
        let options = OrderImport.Options(currency: "GBP", zone: Zone("Europe/London")!)
        return try run(OrderImport(path: path, options: options, context: context))
    }

    private struct Month: CustomTestStringConvertible, Sendable {
        var name: String
        var rows: Int
        var orders: (count: Int, lines: Int, amount: String)
        var refunds: (count: Int, lines: Int, amount: String)
        var withoutCustomer: (orders: Int, lines: Int, amount: String)
        var zeroPrices: Int?
        var testDescription: String { name }
    }

    private static let months = [
        Month(
            name: "2010-12", rows: 42481, orders: (1400, 26160, "572713.89"), refunds: (308, 690, "18109.87"),
            withoutCustomer: (317, 15631, "194353.00"), zeroPrices: 3),
        Month(
            name: "2011-01", rows: 35147, orders: (987, 21232, "569445.04"), refunds: (249, 680, "94370.66"),
            withoutCustomer: (240, 13235, "84925.88"), zeroPrices: 3),
        Month(
            name: "2011-02", rows: 27707, orders: (998, 19928, "447137.35"), refunds: (204, 435, "10591.20"),
            withoutCustomer: (191, 7344, "61516.50"), zeroPrices: 1),
        Month(
            name: "2011-03", rows: 36748, orders: (1321, 27177, "595500.76"), refunds: (298, 645, "15536.15"),
            withoutCustomer: (364, 8926, "103302.47"), zeroPrices: 2),
    ]

    @Test("each month's orders, refunds and lines without a customer add up to the file", arguments: months)
    private func month(month: Month) throws {
        let report = try imported(RetailCases.path(month.name)).report
        #expect(report.rows == month.rows)
        #expect(report.orders == month.orders.count)
        #expect(report.orderLines == month.orders.lines)
        #expect(report.ordered["GBP"]?.description == month.orders.amount)
        #expect(report.refunds == month.refunds.count)
        #expect(report.refundLines == month.refunds.lines)
        #expect(report.refunded["GBP"]?.description == month.refunds.amount)
        #expect(report.withoutCustomer.orders == month.withoutCustomer.orders)
        #expect(report.withoutCustomer.lines == month.withoutCustomer.lines)
        #expect(report.withoutCustomer.amount["GBP"]?.description == month.withoutCustomer.amount)
        #expect(report.oddLines[.zeroPrice] == month.zeroPrices)
        #expect(report.rejectedRows == 0)
        #expect(report.orderLines + report.refundLines + report.withoutCustomer.lines == report.rows)
    }

    @Test("the totals of the events are the sum of the file's lines exactly")
    func totals() throws {
        let result = try imported(RetailCases.path("2011-02"))
        var sums: [String: Number] = [:]
        for index in result.events.indices {
            let properties = try result.properties(index)
            let name = result.events[index].name
            sums[name] = (sums[name] ?? .zero) + properties["total"]!.number!
            let lines = properties["products"]!.array!.reduce(Number.zero) { sum, line in
                sum + line["price"]!.number! * line["quantity"]!.number!
            }
            #expect(lines == properties["total"]?.number)
        }
        #expect(sums["Order Completed"] == result.report.ordered["GBP"])
        #expect(sums["Order Refunded"] == result.report.refunded["GBP"])
        #expect(Set(result.events.map(\.messageHash)).count == result.events.count)
    }

    @Test("lines in any order give the same orders")
    func shuffled() throws {
        let path = RetailCases.path("2011-02")
        var reader = try CSVReader(path: path)
        var row = CSVRow()
        var rows: [String] = []
        while try reader.next(&row) { rows.append(CSVText.row(row.fields)) }
        var random = SeededRandom(seed: 3)
        let shuffled = try TemporaryFile(rows[0] + rows.dropFirst().shuffled(using: &random).joined())
        let expected = try imported(path)
        let result = try imported(shuffled.path)
        #expect(result.report.revenue == expected.report.revenue)
        #expect(result.report.orders == expected.report.orders)
        #expect(Set(result.events.map(\.messageHash)) == Set(expected.events.map(\.messageHash)))
        // What it costs: in order only the longest invoice is held, out of order nearly all lines.
        #expect(expected.report.mostLinesHeld < 1_000)
        #expect(result.report.mostLinesHeld > 20_000)
    }
}
