import Foundation
import Testing
import Values

@Suite("Time zones")
struct ZoneTests {
    @Test(
        "a skipped time moves forward by the gap, a repeated one is the first",
        arguments: [
            ("Europe/Berlin", "2026-03-29T01:59:59.999", "2026-03-29T00:59:59.999Z", "2026-03-29T01:59:59.999"),
            ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00.000Z", "2026-03-29T03:00"),
            ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z", "2026-03-29T03:30"),
            ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z", "2026-03-29T03:00"),
            ("Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59:00.000Z", "2026-10-25T01:59"),
            ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z", "2026-10-25T02:30"),
            ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z", "2026-10-25T03:00"),
            ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00.000Z", "2026-10-04T02:45"),
            ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00.000Z", "2026-04-05T01:45"),
            ("Asia/Kathmandu", "2026-11-22T09:00", "2026-11-22T03:15:00.000Z", "2026-11-22T09:00"),
            ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00.000Z", "2026-03-08T03:30"),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z", "2026-11-01T01:30"),
            ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00.000Z", "2011-12-31T12:00"),
            ("Pacific/Kiritimati", "2026-01-01T00:00", "2025-12-31T10:00:00.000Z", "2026-01-01T00:00"),
            ("UTC", "2026-03-29T02:30", "2026-03-29T02:30:00.000Z", "2026-03-29T02:30"),
        ])
    func localTimes(zone name: String, wall: String, moment: String, shown: String) throws {
        let zone = try #require(Zone(name))
        let instant = zone.instant(LocalDateTime(utc: try #require(Instant(iso8601: wall))))
        #expect(instant.iso8601 == moment)
        #expect(zone.local(instant) == LocalDateTime(utc: try #require(Instant(iso8601: shown))))
    }

    @Test("a local time that occurs once is found again from its moment", arguments: Self.names)
    func roundTrip(name: String) throws {
        let zone = try #require(Zone(name))
        var random = SeededRandom(seed: 9)
        for _ in 0..<1000 {
            let instant = Instant(milliseconds: Int64.random(in: 0...2_500_000_000_000, using: &random))
            let found = zone.instant(zone.local(instant))
            #expect(zone.local(found) == zone.local(instant))
            #expect(found <= instant, "the first of two moments")
        }
    }

    @Test("offsets are Foundation's", arguments: Self.names)
    func offsets(name: String) throws {
        let (zone, foundation) = (try #require(Zone(name)), try #require(TimeZone(identifier: name)))
        for day in stride(from: Int64(10_000), to: 25_000, by: 13) {
            let seconds = day * 86_400 + day % 86_400
            let expected = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            #expect(zone.offset(at: Instant(milliseconds: seconds * 1000)) == Int64(expected) * 1000)
        }
    }

    @Test("every zone changes its clocks at the second at which Foundation does")
    func changes() throws {
        for name in TimeZone.knownTimeZoneIdentifiers where name.contains("/") {
            let (zone, foundation) = (try #require(Zone(name)), try #require(TimeZone(identifier: name)))
            func isSame(_ seconds: Int64) -> Bool {
                let expected = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
                return zone.offset(at: Instant(milliseconds: seconds * 1000)) == Int64(expected) * 1000
            }
            // From 1999 to 2051, at an hour of the day that is another one each time.
            for day in stride(from: Int64(10_600), to: 29_600, by: 3) {
                let seconds = day * 86_400 + day * 7_919 % 86_400
                if !isSame(seconds) { Issue.record("\(name) differs at \(Instant(milliseconds: seconds * 1000))") }
            }
            var moment = Date(timeIntervalSince1970: 946_684_800)
            while let next = foundation.nextDaylightSavingTimeTransition(after: moment), next > moment {
                if next.timeIntervalSince1970 > 2_600_000_000 { break }
                let seconds = Int64(next.timeIntervalSince1970)
                for around in -1...1 where !isSame(seconds + Int64(around)) {
                    Issue.record("\(name) differs around \(Instant(milliseconds: seconds * 1000))")
                }
                moment = next
            }
        }
    }

    static let names = [
        "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca",
        "Pacific/Chatham", "America/St_Johns",
    ]

    @Test(
        "what names no zone is refused",
        arguments: [
            "", "Berlin", "Europe/Nowhere", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "Europe/", "+02:00",
        ])
    func unknown(name: String) {
        #expect(Zone(name) == nil)
    }

    @Test("months later keep the time of day across a clock change and the month's end")
    func months() throws {
        let zone = try #require(Zone("Europe/Berlin"))
        let start = try #require(Instant(iso8601: "2026-01-31T08:00:00Z"))
        #expect(zone.adding(months: 1, to: start).iso8601 == "2026-02-28T08:00:00.000Z")
        #expect(zone.adding(months: 3, to: start).iso8601 == "2026-04-30T07:00:00.000Z")
        #expect(zone.adding(months: -2, to: start).iso8601 == "2025-11-30T08:00:00.000Z")
    }

    @Test("a day starts at the first moment its clock shows, also where midnight is skipped")
    func startOfDay() throws {
        let santiago = try #require(Zone("America/Santiago"))
        let start = santiago.startOfDay(CivilDate(year: 2026, month: 9, day: 6))
        #expect(santiago.local(start) == LocalDateTime(utc: try #require(Instant(iso8601: "2026-09-06T01:00"))))
    }
}
