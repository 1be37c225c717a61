import Foundation
import Testing
import Values

@Suite("Instants")
struct InstantTests {
    @Test(
        "the forms stores send are read",
        arguments: [
            ("2026-11-22T15:57:45.833Z", "2026-11-22T15:57:45.833Z"),
            ("2026-11-22T15:57:45.833+01:00", "2026-11-22T14:57:45.833Z"),
            ("2026-11-22 15:57:45 +0530", "2026-11-22T10:27:45.000Z"),
            ("2026-11-22T15:57:45-08", "2026-11-22T23:57:45.000Z"), ("2026-11-22t15:57z", "2026-11-22T15:57:00.000Z"),
            ("2026-11-22T15:57:45,5Z", "2026-11-22T15:57:45.500Z"), ("2026-11-22", "2026-11-22T00:00:00.000Z"),
            ("2026-11-22T15:57:45.123456789Z", "2026-11-22T15:57:45.123Z"),
            ("2026-11-22T15:57:45.9999Z", "2026-11-22T15:57:45.999Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
            ("2026-01-01T00:30:00+14:00", "2025-12-31T10:30:00.000Z"),
        ])
    func accepted(text: String, expected: String) throws {
        #expect(try #require(Instant(iso8601: text)).iso8601 == expected)
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "now", "2026", "2026-11", "2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31", "2026-11-00",
            "2026-11-22T", "2026-11-22T24:00:00Z", "2026-11-22T15", "2026-11-22T15:60Z", "2026-11-22T15:57:61Z",
            "2026-11-22T15:57:45.Z", "2026-11-22T15:57:45.1234567890Z", "2026-11-22T15:57:45+25:00",
            "2026-11-22T15:57:45+01:60", "2026-11-22T15:57:45ZZ", "2026-11-22T15:57:45Z ", " 2026-11-22", "22.11.2026",
            "1763827065", "2026-11-2２", "-2026-11-22", "12026-11-22", "0000-12-31T00:00:00Z",
            "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        ])
    func refused(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test("every instant prints so that it is read back, as Foundation prints it")
    func roundTrip() throws {
        var random = SeededRandom(seed: 3)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -60_000_000_000...250_000_000_000, using: &random)
            let instant = Instant(milliseconds: seconds * 1000 + Int64.random(in: 0..<1000, using: &random))
            #expect(Instant(iso8601: instant.iso8601) == instant)
            // Foundation's calendar is Julian before October 1582, ours is Gregorian throughout.
            guard seconds > -12_000_000_000 else { continue }
            let foundation = style.format(Date(timeIntervalSince1970: Double(seconds)))
            #expect(foundation.dropLast(5) == instant.iso8601.dropLast(5))
        }
    }

    @Test("spans add and subtract in whole milliseconds")
    func spans() {
        let start = Instant(milliseconds: 0)
        #expect((start + .weeks(1)) - (start + .days(6)) == .hours(24))
        #expect(start - .minutes(1) + .seconds(60) == start)
        #expect(TimeSpan.minutes(59) < .hours(1))
    }
}
