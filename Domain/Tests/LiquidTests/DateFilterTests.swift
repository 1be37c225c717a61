import Testing
import Values

@testable import Liquid

@Suite("The date filter")
struct DateFilterTests {
    private func date(_ input: JSON, _ format: String, zone: String = "UTC", now: Instant? = nil) throws -> String {
        let options = RenderOptions(now: now, zone: try #require(Zone(zone)))
        let data: JSONObject = ["input": input, "format": .string(format)]
        return try LiquidTemplate.parse("{{ input | date: format }}").render(data, options: options)
    }

    @Test(
        "every directive of strftime shows its part",
        arguments: [
            ("%Y-%m-%d %H:%M:%S", "2026-03-05 14:07:09"), ("%F %T", "2026-03-05 14:07:09"), ("%D", "03/05/26"),
            ("%A %a %^a", "Thursday Thu THU"), ("%B %b %h %^B", "March Mar Mar MARCH"), ("%-d/%-m", "5/3"),
            ("%e", " 5"), ("%_d", " 5"), ("%3d", "005"), ("%I %l %-I %p %P", "02  2 2 PM pm"), ("%j", "064"),
            ("%y %C", "26 20"), ("%u %w", "4 4"), ("%U %W %V %G", "09 09 10 2026"), ("%L", "123"), ("%s", "1772719629"),
            ("%z %:z %Z", "+0000 +00:00 UTC"), ("%%d", "%d"), ("%Q", "%Q"), ("100%", "100%"),
            ("%c", "Thu Mar  5 14:07:09 2026"), ("%R %r", "14:07 02:07:09 PM"), ("%v", " 5-MAR-2026"),
        ])
    func directives(format: String, expected: String) throws {
        #expect(try date("2026-03-05T14:07:09.123Z", format) == expected)
    }

    @Test(
        "dates are read in the ways stores write them",
        arguments: [
            ("2026-03-05", "2026-03-05 00:00:00"), ("2026-03-05T14:07:09+01:00", "2026-03-05 13:07:09"),
            ("2026-03-05 14:07:09", "2026-03-05 14:07:09"), ("March 5, 2026", "2026-03-05 00:00:00"),
            ("5 Mar 2026 2:07 pm", "2026-03-05 14:07:00"), ("Thu, 05 Mar 2026 14:07:09 -0500", "2026-03-05 19:07:09"),
            ("2026/03/05", "2026-03-05 00:00:00"), ("5-Mar-2026", "2026-03-05 00:00:00"),
            ("March 5th 2026 12:30am", "2026-03-05 00:30:00"), (1_772_719_629, "2026-03-05 14:07:09"),
            ("1772719629", "2026-03-05 14:07:09"), ("Mar 2026", "2026-03-01 00:00:00"),
        ] as [(JSON, String)])
    func reading(input: JSON, expected: String) throws {
        #expect(try date(input, "%F %T") == expected)
    }

    @Test(
        "what is no date stays as it is",
        arguments: ["soon", "", "31/12/2026", "February 30, 2026", "99:99", "now", "2026-13-01"])
    func noDate(text: String) throws {
        #expect(try date(.string(text), "%F") == text)
    }

    @Test("a moment is shown in the zone handed in, and a date without an offset stays that date")
    func zones() throws {
        #expect(try date("2026-07-01T23:30:00Z", "%F %H:%M %z", zone: "Europe/Berlin") == "2026-07-02 01:30 +0200")
        #expect(try date("2026-07-01", "%F %H:%M", zone: "America/New_York") == "2026-07-01 00:00")
        #expect(try date("now", "%F", zone: "Asia/Tokyo", now: Instant(milliseconds: 60_000_000)) == "1970-01-02")
    }
}
