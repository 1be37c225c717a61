import Engine
import Simulation
import Testing
import Values

@Suite("Waits end when they say")
struct WaitingTests {
    static let proofs: [Proof] = [
        Proof(
            "a wait with a spread ends within it, the same whenever it is computed",
            "steps:\n  - wait: 1 hour\n    spread: 1 minute\n" + send("a"),
            """
              - name: one
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 11:00 sent a]
            """),
        Proof(
            "a wait until a weekday passes the weekend",
            "steps:\n  - wait until: \"09:30\"\n    on: weekdays\n" + send("a"),
            """
              - name: on Saturday
                happens: [{at: Sat 08:00, event: Go}]
                expect: [Mon2 09:30 sent a]
              - name: on Monday
                happens: [{at: Mon 08:00, event: Go}]
                expect: [Mon 09:30 sent a]
            """),
        Proof(
            "whoever comes in an open window goes on at once, and others when it opens",
            "steps:\n  - wait until: \"10:00\"\n    to: \"12:00\"\n    on: [tuesday]\n" + send("a"),
            """
              - name: in it
                happens: [{at: Tue 11:59, event: Go}]
                expect: [Tue 11:59 sent a]
              - name: after it
                happens: [{at: Tue 12:00, event: Go}]
                expect: [Tue2 10:00 sent a]
              - name: where the person lives
                person: {timezone: America/New_York}
                happens: [{at: Tue 11:00, event: Go}]
                expect: [Tue 15:00 sent a]
            """),
        Proof(
            "a wait until a date ends so many days before it, and not at all where it has passed",
            "steps:\n  - wait until: profile.renewal\n    days before: 3\n    at: \"10:00\"\n    then:\n"
                + send("soon", indent: 6) + "    else:\n" + send("never", indent: 6),
            """
              - name: a week ahead
                person: {renewal: "2026-03-12"}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon2 10:00 sent soon]
              - name: passed
                person: {renewal: "2026-03-04"}
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent never]
              - name: none
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent never]
            """),
        Proof(
            "a wait for an event takes that of the same cart, and gives up in time",
            "steps:\n  - wait for: [Answered, Refused]\n    up to: 2 days\n    then:\n      - update: {grade: event.grade}\n"
                + send("came", indent: 6) + "    else:\n" + send("none", indent: 6),
            """
              - name: another cart's
                happens:
                  - {at: Mon 10:00, event: Go, with: {cart_id: c1}}
                  - {at: Mon 11:00, event: Answered, with: {cart_id: c2}}
                expect: [Wed 10:00 sent none]
              - name: its own
                happens:
                  - {at: Mon 10:00, event: Go, with: {cart_id: c1}}
                  - {at: Mon 11:00, event: Refused, with: {cart_id: c1, grade: 2}}
                expect: [Mon 11:00 sent came]
              - name: another product's
                happens:
                  - {at: Mon 10:00, event: Go, with: {product_id: p1}}
                  - {at: Mon 11:00, event: Answered, with: {product_id: p2}}
                  - {at: Mon 12:00, event: Answered, with: {product_id: p1}}
                expect: [Mon 12:00 sent came]
            """),
        Proof(
            "a wait for a condition ends at the moment it holds, by an event, a property or time alone",
            "steps:\n  - wait for condition: 'count(\"Seen\", since: trigger) >= 2 or profile.vip or none(\"Go\", last: 3 hours)'\n"
                + "    up to: 1 day\n    then:\n" + send("held", indent: 6) + "    else:\n" + send("late", indent: 6),
            """
              - name: by events
                happens:
                  - {at: Mon 10:00, event: Go}
                  - {at: Mon 10:30, event: Seen}
                  - {at: Mon 10:45, event: Seen}
                expect: [Mon 10:45 sent held]
              - name: by a property
                happens:
                  - {at: Mon 10:00, event: Go}
                  - {at: Mon 11:10, identify: {vip: true}}
                expect: [Mon 11:10 sent held]
              - name: by time alone
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 13:00 sent held]
            """),
        Proof(
            "a wait for a condition that a segment decides hears of the segment",
            "steps:\n  - wait for condition: member(\"Keen\")\n    up to: 1 day\n    then:\n"
                + send("held", indent: 6) + "    else:\n" + send("late", indent: 6),
            """
            segments: {Keen: 'count("Seen") >= 2'}
            scenarios:
              - name: enters
                happens:
                  - {at: Mon 10:00, event: Go}
                  - {at: Mon 10:30, event: Seen}
                  - {at: Mon 10:45, event: Seen}
                expect: [Mon 10:45 sent held]
              - name: does not
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Tue 10:00 sent late]
            """),
    ]

    @Test("a wait", arguments: proofs)
    func wait(_ proof: Proof) throws { try proof.check() }

    @Test("a spread lets people go one after another within it, each at the same moment whenever it is computed")
    func spread() throws {
        let text = "purpose: transactional\nsteps:\n  - wait: 1 hour\n    spread: 30 minutes\n" + send("a")
        let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
        func moments() throws -> [Instant] {
            let flow = try FlowFile.read(Proof.whole(text), version: 1)
            var world = World(definitions: Definitions(version: 1, flows: [flow]), now: start)
            for number in 0..<20 {
                try world.track("Go", by: OfferTests.introduce("p\(number)", in: &world))
            }
            try world.advance(by: .hours(3))
            return world.messages.map(\.createdAt)
        }
        let first = try moments()
        #expect(first.count == 20 && Set(first).count > 10, "\(first)")
        #expect(first.allSatisfy { (start + .minutes(60)...start + .minutes(91)).contains($0) }, "\(first)")
        #expect(try moments() == first)
    }
}
