import Testing
import Values

@testable import Connectors

@Suite("Dates and amounts in files")
struct DateAndAmountTests {
    @Test(
        "dates are read in the zone they name, or else in the file's",
        arguments: [
            ("2010-12-01 08:26:00", nil, "2010-12-01T08:26:00.000Z"),
            ("2011-07-01 08:26", nil, "2011-07-01T07:26:00.000Z"),
            ("2011-07-01T08:26:00+02:00", nil, "2011-07-01T06:26:00.000Z"),
            ("2011-07-01T08:26:00.250Z", nil, "2011-07-01T08:26:00.250Z"),
            ("2011-01-07", nil, "2011-01-07T00:00:00.000Z"),
            ("31.12.2010 23:59", nil, "2010-12-31T23:59:00.000Z"),
            ("12/31/2010 1:05 PM", nil, "2010-12-31T13:05:00.000Z"),
            ("31/12/2010 12:05 am", nil, "2010-12-31T00:05:00.000Z"),
            ("3/4/2011", DateOrder.monthFirst, "2011-03-04T00:00:00.000Z"),
            ("3/4/2011 8:26", DateOrder.dayFirst, "2011-04-03T07:26:00.000Z"),
            ("3/4/2011", nil, nil), ("", nil, nil), ("soon", nil, nil), ("2010-13-01", nil, nil),
            ("2010-12-01 25:00", nil, nil), ("2010-12-01 8:60", nil, nil), ("12/31/10", nil, nil),
        ])
    func dates(text: String, order: DateOrder?, expected: String?) {
        let reader = DateText(zone: Zone("Europe/London")!, order: order)
        #expect(reader.instant(text)?.iso8601 == expected)
    }

    @Test(
        "amounts are read exactly, however a spreadsheet writes them",
        arguments: [
            ("2.55", false, "2.55"), ("2,55", true, "2.55"), ("1,234.50", false, "1234.50"),
            ("1.234,50", true, "1234.50"), ("1.234", true, "1234"), ("1,234", false, "1234"), ("£2.55", false, "2.55"),
            ("12,00 €", true, "12.00"), ("-11062.06", false, "-11062.06"), ("(5.00)", false, "-5.00"),
            ("+3", false, "3"), ("1'234.50", false, "1234.50"), ("6", true, "6"), ("1 234,5", true, "1234.5"),
            ("2,55", false, nil), ("1.2.3", false, nil), ("", false, nil), ("two", false, nil),
            ("99999999999999999999", false, nil),
        ])
    func amounts(text: String, decimalComma: Bool, expected: String?) {
        #expect(AmountText.number(text, decimalComma: decimalComma)?.description == expected)
    }

    @Test("progress tells the pace and the time that is left")
    func progress() {
        let progress = FileProgress(bytesRead: 250, bytesTotal: 1000, rows: 3_000)
        #expect(progress.rate(after: .seconds(2)) == 1500)
        #expect(progress.remaining(after: .seconds(2)) == .seconds(6))
        #expect(FileProgress(bytesTotal: 10).remaining(after: .seconds(1)) == nil)
        #expect(FileProgress().fraction == 1)
    }
}
