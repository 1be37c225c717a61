import Testing
import Values

@testable import Conditions

@Suite("Windows and until")
struct WindowTests {
    @Test(
        "an event is in its window until exactly the span has passed",
        arguments: [
            ("30 seconds", "2026-06-15T12:00:30.000Z"), ("5 minutes", "2026-06-15T12:05:00.000Z"),
            ("1 hour", "2026-06-15T13:00:00.000Z"), ("1 day", "2026-06-16T12:00:00.000Z"),
            ("2 weeks", "2026-06-29T12:00:00.000Z"), ("1 month", "2026-07-15T12:00:00.000Z"),
            ("1 year", "2027-06-15T12:00:00.000Z"),
        ])
    func edges(span: String, end: String) throws {
        let ana = subject([event("2026-06-15T12:00:00Z")])
        let text = #"any("Order Completed", last: \#(span))"#
        #expect(try verdict(text, ana) == Verdict(holds: true, until: at(end)))
        let before = Instant(milliseconds: at(end).milliseconds - 1)
        #expect(try verdict(text, ana, now: before) == Verdict(holds: true, until: at(end)))
        #expect(try verdict(text, ana, now: at(end)) == Verdict(holds: false, until: nil))
    }

    @Test(
        "months end on the calendar of the profile's zone, moved back to a shorter month's last day",
        arguments: [
            ("2026-01-31T10:00:00+01:00", "1 month", "2026-02-28T10:00:00+01:00"),
            ("2024-02-29T10:00:00+01:00", "1 year", "2025-02-28T10:00:00+01:00"),
            // Across the clock change the local time stays.
            ("2026-02-28T10:00:00+01:00", "3 months", "2026-05-28T10:00:00+02:00"),
            // 02:30 does not exist on the day the clocks go forward.
            ("2026-02-28T02:30:00+01:00", "1 month", "2026-03-28T02:30:00+01:00"),
            ("2026-01-29T02:30:00+01:00", "2 months", "2026-03-29T03:30:00+02:00"),
            // Already the next day there.
            ("2026-01-30T23:30:00Z", "1 month", "2026-02-27T23:30:00Z"),
        ])
    func months(start: String, span: String, end: String) throws {
        let ana = subject([event(start)], zone: "Europe/Berlin")
        let now = Instant(milliseconds: at(start).milliseconds + 1)
        let text = #"any("Order Completed", last: \#(span))"#
        #expect(try verdict(text, ana, now: now) == Verdict(holds: true, until: at(end)))
    }

    @Test("of two events at the end of January, the later one may be the first to leave a month's window")
    func disorder() throws {
        let ana = subject([event("2026-01-30T18:00:00Z"), event("2026-01-31T06:00:00Z", ["code": "X"])])
        let now = at("2026-02-28T05:00:00Z")
        #expect(
            try verdict(#"count("Order Completed", last: 1 month) == 2"#, ana, now: now)
                == Verdict(holds: true, until: at("2026-02-28T06:00:00Z")))
        #expect(
            try verdict(#"any("Order Completed", last: 1 month)"#, ana, now: now)
                == Verdict(holds: true, until: at("2026-02-28T18:00:00Z")))
        #expect(
            try verdict(#"last("Order Completed", last: 1 month) exists"#, ana, now: now)
                == Verdict(holds: true, until: at("2026-02-28T18:00:00Z")))
        #expect(
            try verdict(#"last("Order Completed", last: 1 month).code exists"#, ana, now: now)
                == Verdict(holds: true, until: at("2026-02-28T06:00:00Z")))
    }

    @Test(
        "until is the moment at which this comparison turns, not the next at which its number changes",
        arguments: [
            (">= 2", true, "2026-06-20T00:00:00Z"), ("> 2", true, "2026-06-19T00:00:00Z"),
            ("== 4", true, "2026-06-18T00:00:00Z"), ("== 2", false, "2026-06-19T00:00:00Z"),
            ("!= 0", true, "2026-06-21T00:00:00Z"), ("< 1", false, "2026-06-21T00:00:00Z"),
            ("<= 1.5", false, "2026-06-20T00:00:00Z"), ("== 5", false, nil), (">= 0", true, nil), ("< -1", false, nil),
            ("!= 2.5", true, nil), ("< 1e30", true, nil),
        ] as [(String, Bool, String?)])
    func counts(comparison: String, holds: Bool, until: String?) throws {
        let ana = subject((8...11).map { event("2026-06-\($0 < 10 ? "0" : "")\($0)T00:00:00Z") })
        let text = #"count("Order Completed", last: 10 days) \#(comparison)"#
        #expect(try verdict(text, ana) == Verdict(holds: holds, until: until.map(at)))
        let filtered = #"count("Order Completed" where true, last: 10 days) \#(comparison)"#
        #expect(try verdict(filtered, ana) == Verdict(holds: holds, until: until.map(at)))
    }

    @Test(
        "ago turns when the moment is exactly that old, or a millisecond later",
        arguments: [
            ("<", false, "2026-12-10T00:00:00.001Z"), ("<=", false, "2026-12-10T00:00:00Z"),
            (">", true, "2026-12-10T00:00:00Z"), (">=", true, "2026-12-10T00:00:00.001Z"),
            ("==", false, "2026-12-10T00:00:00Z"), ("!=", true, "2026-12-10T00:00:00Z"),
        ])
    func ago(comparator: String, holds: Bool, until: String) throws {
        let ana = subject([event("2026-06-10T00:00:00Z")])
        let expected = Verdict(holds: holds, until: at(until))
        #expect(try verdict(#"last("Order Completed") \#(comparator) 6 months ago"#, ana) == expected)
    }

    @Test("ago on the left says the same, turned round")
    func agoOnTheLeft() throws {
        let ana = subject([event("2026-06-10T00:00:00Z")])
        #expect(
            try verdict(#"6 months ago > last("Order Completed")"#, ana)
                == verdict(#"last("Order Completed") < 6 months ago"#, ana))
    }

    @Test("a change that the rest of a compound hides does not end its answer")
    func compounds() throws {
        let ana = subject([event("2026-06-10T00:00:00Z"), event("Product Viewed", "2026-06-14T00:00:00Z")])
        let order = #"any("Order Completed", last: 10 days)"#
        let view = #"any("Product Viewed", last: 10 days)"#
        #expect(try verdict("\(order) or \(view)", ana).until == at("2026-06-24T00:00:00Z"))
        #expect(try verdict("\(order) and \(view)", ana).until == at("2026-06-20T00:00:00Z"))
        #expect(try verdict("\(order) or not \(order)", ana) == Verdict(holds: true, until: nil))
        #expect(try verdict("profile.vip and \(order)", ana) == Verdict(holds: false, until: nil))
        #expect(try verdict("\(order) == \(view)", ana).until == at("2026-06-20T00:00:00Z"))
    }

    @Test("an event dated ahead of now is ignored until then")
    func ahead() throws {
        let ana = subject([event("2026-06-16T00:00:00Z")])
        let later = at("2026-06-16T00:00:00Z")
        #expect(try verdict(#"any("Order Completed")"#, ana) == Verdict(holds: false, until: later))
        #expect(try verdict(#"any("Order Completed")"#, ana, now: later) == Verdict(holds: true, until: nil))
    }

    @Test("a turn beyond the end of the calendar never comes")
    func endOfCalendar() throws {
        let ana = subject([event("9500-06-15T00:00:00Z")])
        let verdict = try verdict(#"any("Order Completed", last: 1000 years)"#, ana, now: at("9600-01-01T00:00:00Z"))
        #expect(verdict == Verdict(holds: true, until: nil))
    }
}
