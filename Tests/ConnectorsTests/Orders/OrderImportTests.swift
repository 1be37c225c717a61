import Connectors
import Engine
import Testing
import Values

@Suite("Importing orders")
struct OrderImportTests {
    private static let header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"

    private func imported(
        _ text: String, options: OrderImport.Options = .init(currency: "GBP", zone: Zone("Europe/London")!)
    ) throws -> Imported<OrderImportReport> {
        let file = try TemporaryFile(text)
        return try run(OrderImport(path: file.path, options: options, context: context))
    }

    @Test("the lines of an invoice are one order, with its exact total")
    func order() throws {
        let result = try imported(
            Self.header + """
                536365,85123A,"LAMP, WHITE",6,2011-07-01 08:26:00,2.55,17850.0,United Kingdom
                536365,71053,LANTERN,6,2011-07-01 08:26:00,3.39,17850.0,United Kingdom
                536365,POST,POSTAGE,1,2011-07-01 08:26:00,18,17850.0,United Kingdom
                536365,D,Discount,-1,2011-07-01 08:26:00,5.10,17850.0,United Kingdom
                """)
        #expect(result.events.count == 1)
        let event = result.events[0]
        #expect(event.name == "Order Completed")
        #expect(event.identity == Identity(.user, "17850"))
        #expect(event.occurredAt.iso8601 == "2011-07-01T07:26:00.000Z")
        #expect(event.isHistorical && event.authority == .server)
        let expected: JSON = [
            "order_id": "536365", "total": .number(Number(literal: "48.54")!),
            "revenue": .number(Number(literal: "30.54")!), "shipping": 18,
            "discount": .number(Number(literal: "5.10")!), "currency": "GBP", "country": "United Kingdom",
            "products": [
                [
                    "product_id": "85123A", "sku": "85123A", "name": "LAMP, WHITE",
                    "price": .number(Number(literal: "2.55")!), "quantity": 6,
                ],
                [
                    "product_id": "71053", "sku": "71053", "name": "LANTERN",
                    "price": .number(Number(literal: "3.39")!), "quantity": 6,
                ],
                [
                    "product_id": "POST", "sku": "POST", "name": "POSTAGE", "price": 18, "quantity": 1,
                    "kind": "shipping",
                ],
                [
                    "product_id": "D", "sku": "D", "name": "Discount", "price": .number(Number(literal: "5.10")!),
                    "quantity": -1, "kind": "discount",
                ],
            ],
        ]
        #expect(try JSON.object(result.properties(0)) == expected)
        #expect(result.report.lines == [.product: 2, .shipping: 1, .discount: 1])
        #expect(result.report.oddLines == [.negativeQuantity: 1])
    }

    @Test("a cancelled invoice is a refund of positive amounts")
    func refund() throws {
        let result = try imported(Self.header + "C536379,22556,CIRCUS,-12,2010-12-01 09:41:00,1.65,14527,UK\n")
        #expect(result.events[0].name == "Order Refunded")
        let properties = try result.properties(0)
        #expect(properties["refund_id"] == "C536379")
        #expect(properties["order_id"] == nil)
        #expect(properties["total"] == .number(Number(literal: "19.80")!))
        #expect(properties["products"]?[0]?["quantity"] == 12)
        #expect(result.report.refunded == ["GBP": Number(literal: "19.80")!])
        #expect(result.report.revenue == ["GBP": Number(literal: "-19.80")!])
    }

    @Test("lines without a customer are counted with their amount and not imported")
    func withoutCustomer() throws {
        let result = try imported(
            Self.header + """
                1,A,,2,2011-01-01,1.25,,UK
                2,A,,1,2011-01-01,1.25,guest,UK
                C3,A,,-1,2011-01-01,0.50,0,UK
                4,A,,1,2011-01-01,9,7,UK
                """)
        #expect(result.events.count == 1)
        #expect(result.report.withoutCustomer.lines == 3)
        #expect(result.report.withoutCustomer.orders == 3)
        #expect(result.report.withoutCustomer.amount == ["GBP": Number(literal: "3.25")!])
        #expect(result.report.revenue == ["GBP": Number(9)])
    }

    @Test("odd lines are imported and counted by what is odd")
    func odd() throws {
        let result = try imported(
            Self.header + """
                1,A,,0,2011-01-01,0,7,UK
                1,B,,80995,2011-01-02,-1,7,UK
                1,C,,-1,2011-01-01,1,8,UK
                C2,A,,-1,2011-01-01,1,7,UK
                C2,A,,1,2011-01-01,1,7,UK
                """)
        #expect(
            result.report.oddLines == [
                .zeroPrice: 1, .zeroQuantity: 1, .negativePrice: 1, .hugeQuantity: 1, .otherDate: 1,
                .negativeQuantity: 1, .otherCustomer: 1, .positiveQuantityInRefund: 1,
            ])
        #expect(result.report.ordered == ["GBP": Number(-80996)])
        #expect(result.report.refunded == ["GBP": Number.zero])
    }

    @Test("an order of which one row cannot be read is refused whole, and its neighbours are not")
    func refusedWhole() throws {
        let result = try imported(
            Self.header + """
                1,A,,1,2011-01-01,1,7,UK
                2,A,,one,2011-01-01,1,7,UK
                2,B,,1,2011-01-01,1,7,UK
                3,A,,1,2011-01-01,1,7
                4,A,,1,01/02/2011,1,7,UK
                ,A,,1,2011-01-01,1,7,UK
                5,A,,1,2061-01-01,1,7,UK
                """)
        #expect(result.events.count == 1)
        #expect(result.rejected.map(\.row) == [3, 4, 5, 6, 7, 8])
        #expect(
            result.rejected.map(\.rule) == [
                "bad_quantity", "bad_quantity", "ragged_row", "bad_date", "no_order", "absurd_timestamp",
            ])
        #expect(result.rejected[1].reason.hasPrefix("row 3 of the same order could not be read"))
        #expect(result.report.rejectedRows == 6)
        #expect(result.report.rows == 7)
    }

    @Test("columns are known by their names in other shops' files, and unknown ones stay with their line")
    func otherShops() throws {
        let result = try imported(
            "Name;Email;Created at;Lineitem quantity;Lineitem name;Lineitem price;Lineitem sku;Currency;Gift note\n"
                + "#1001;ana@example.com;2024-02-03 04:05:06 +0100;2;Lamp;19,90;L1;eur;for Bo\n")
        #expect(result.events[0].identity == Identity(.email, "ana@example.com"))
        #expect(result.events[0].occurredAt.iso8601 == "2024-02-03T03:05:06.000Z")
        let properties = try result.properties(0)
        #expect(properties["total"] == .number(Number(literal: "39.80")!))
        #expect(properties["currency"] == "EUR")
        #expect(properties["email"] == "ana@example.com")
        #expect(properties["products"]?[0]?["gift_note"] == "for Bo")
    }

    @Test("a file without a needed column is refused with the names that would do")
    func missingColumn() throws {
        let file = try TemporaryFile("InvoiceNo,Quantity,InvoiceDate,CustomerID\n1,1,2011-01-01,7\n")
        #expect {
            try run(OrderImport(path: file.path, options: .init(currency: "GBP"), context: context))
        } throws: { "\($0)".contains("no column for the price of one (such as UnitPrice") }
    }
}
