import Conditions
import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("The rules that a new shop begins with")
struct UsualRulesTests {
    private static let rules = "settings: {usual rules: true}\nscenarios:\n"

    static let proofs: [Proof] = [
        Proof(
            "staff, wholesale customers and who no longer reacts get no marketing",
            "steps:\n" + send("a"),
            rules + """
                  - name: of the staff
                    happens: [{at: Mon 09:30, add tag: staff}, {at: Mon 10:00, event: Go}]
                    expect: [Mon 10:00 refused a because staff]
                  - name: buys wholesale
                    happens: [{at: Mon 09:30, add tag: wholesale}, {at: Mon 10:00, event: Go}]
                    expect: [Mon 10:00 refused a because wholesale]
                  - name: no longer reacts
                    happens: [{at: Mon 09:30, add tag: unengaged}, {at: Mon14 10:00, event: Go}]
                    expect: [Mon14 10:00 refused a because unengaged]
                  - name: buys again
                    happens:
                      - {at: Mon 09:30, add tag: unengaged}
                      - {at: Mon14 10:00, event: Order Completed}
                      - {at: Fri14 10:00, event: Go}
                    expect: [Fri14 10:00 sent a]
                  - name: reacts again
                    happens:
                      - {at: Mon 09:00, add tag: unengaged}
                      - {at: Mon14 09:30, remove tag: unengaged}
                      - {at: Mon14 10:00, event: Go}
                    expect: [Mon14 10:00 sent a]
                  - name: anybody else
                    happens: [{at: Mon 10:00, event: Go}]
                    expect: [Mon 10:00 sent a]
                """),
        Proof(
            "who has just bought is left alone for three days",
            "steps:\n" + send("a"),
            rules + """
                  - name: the next day
                    happens: [{at: Mon 10:00, event: Order Completed, with: {order_id: o1}}, {at: Tue 10:00, event: Go}]
                    expect: [Tue 10:00 refused a because recent buyers]
                  - name: after three days
                    happens: [{at: Mon 10:00, event: Order Completed, with: {order_id: o1}}, {at: Thu 10:00, event: Go}]
                    expect: [Thu 10:00 sent a]
                """),
        Proof(
            "a flow that is about the order goes out in spite of it, and in spite of nothing else",
            "despite: [Recent Buyers]\nsteps:\n" + send("a"),
            rules + """
                  - name: has just bought
                    happens: [{at: Mon 10:00, event: Order Completed, with: {order_id: o1}}, {at: Tue 10:00, event: Go}]
                    expect: [Tue 10:00 sent a]
                  - name: of the staff
                    happens: [{at: Mon 09:30, add tag: staff}, {at: Mon 10:00, event: Go}]
                    expect: [Mon 10:00 refused a because staff]
                """),
        Proof(
            "an open return silences marketing until the money is back or the return is called off",
            "steps:\n" + send("a"),
            rules + """
                  - name: open
                    happens: [{at: Mon 10:00, event: Return Requested, with: {order_id: o1}}, {at: Tue 10:00, event: Go}]
                    expect: [Tue 10:00 refused a because open return]
                  - name: refunded
                    happens:
                      - {at: Mon 10:00, event: Return Requested, with: {order_id: o1}}
                      - {at: Tue 09:00, event: Order Refunded, with: {order_id: o1}}
                      - {at: Tue 10:00, event: Go}
                    expect: [Tue 10:00 sent a]
                  - name: a second one is open
                    happens:
                      - {at: Mon 10:00, event: Return Requested, with: {order_id: o1}}
                      - {at: Mon 11:00, event: Order Refunded, with: {order_id: o1}}
                      - {at: Mon 12:00, event: Return Requested, with: {order_id: o2}}
                      - {at: Tue 10:00, event: Go}
                    expect: [Tue 10:00 refused a because open return]
                  - name: called off
                    happens:
                      - {at: Mon 10:00, event: Return Requested, with: {order_id: o1}}
                      - {at: Tue 09:00, event: Return Cancelled, with: {order_id: o1}}
                      - {at: Tue 10:00, event: Go}
                    expect: [Tue 10:00 sent a]
                """),
        Proof(
            "an open ticket silences marketing until it is closed",
            "steps:\n" + send("a"),
            rules + """
                  - name: open
                    happens: [{at: Mon 10:00, event: Ticket Opened, with: {ticket_id: t1}}, {at: Tue 10:00, event: Go}]
                    expect: [Tue 10:00 refused a because open ticket]
                  - name: closed
                    happens:
                      - {at: Mon 10:00, event: Ticket Opened, with: {ticket_id: t1}}
                      - {at: Tue 09:00, event: Ticket Closed, with: {ticket_id: t1}}
                      - {at: Tue 10:00, event: Go}
                    expect: [Tue 10:00 sent a]
                  - name: opened again
                    happens:
                      - {at: Mon 10:00, event: Ticket Opened, with: {ticket_id: t1}}
                      - {at: Mon 11:00, event: Ticket Closed, with: {ticket_id: t1}}
                      - {at: Mon 12:00, event: Ticket Reopened, with: {ticket_id: t1}}
                      - {at: Tue 10:00, event: Go}
                    expect: [Tue 10:00 refused a because open ticket]
                """),
        Proof(
            "four messages a week go to one person, and the fifth waits until there is room",
            "steps:\n  - send: email\n    id: a\n    subject: S\n    body: B\n    keep for: 10 days\n",
            rules + """
                  - name: one a day
                    happens:
                      - {at: Mon 10:00, event: Go}
                      - {at: Tue 10:00, event: Go}
                      - {at: Wed 10:00, event: Go}
                      - {at: Thu 10:00, event: Go}
                      - {at: Fri 10:00, event: Go}
                    expect:
                      - Mon 10:00 sent a
                      - Tue 10:00 sent a
                      - Wed 10:00 sent a
                      - Thu 10:00 sent a
                      - Mon2 09:00 sent a
                """),
    ]

    @Test("a rule", arguments: proofs)
    func rule(_ proof: Proof) throws { try proof.check() }

    @Test(
        "what is usual in a country narrows the shop's hours there and never widens them; the shop's own for it come first",
        arguments: [
            // Sunday at noon, Monday at nine, Monday at half past nine in the evening.
            ("DE", "2026-03-01T12:00", nil), ("FR", "2026-03-01T12:00", "2026-03-02T09:00"),
            ("AU", "2026-03-02T09:00", "2026-03-02T11:00"), ("US", "2026-03-02T21:30", "2026-03-03T09:00"),
            ("IT", "2026-03-01T12:00", "2026-03-01T15:00"),
        ] as [(String, String, String?)])
    func countries(_ country: String, _ at: String, _ opening: String?) throws {
        var settings = WorkspaceSettings()
        settings.hoursByCountry = ["IT": MarketingHours(opens: 15 * 60, closes: 20 * 60)]
        for keeps in [true, false] {
            settings.keepsUsualHours = keeps
            let flow = try FlowFile.read(Proof.whole("steps:\n" + send("a")), version: 1)
            let start = Instant(iso8601: "2026-02-28T00:00:00Z")!
            var world = World(definitions: Definitions(version: 1, settings: settings, flows: [flow]), now: start)
            let people = [Identity(.user, "ana")!, Identity(.email, "ana@example.com")!]
            try world.identify(
                ["country": .string(country), "consents": ["email": ["status": "granted", "source": "form"]]],
                by: people)
            try world.advance(to: Instant(iso8601: at + ":00Z")!)
            try world.track("Go", by: people)
            let message = try #require(world.messages.first)
            let isHeld = opening != nil && (keeps || ["US", "IT"].contains(country))
            #expect(message.state == (isHeld ? .held : .sent))
            if isHeld { #expect(message.dueAt.iso8601.prefix(16) == opening.map { $0[...] }) }
        }
    }

    @Test("every country's hours are a part of a day and say where they come from")
    func table() {
        #expect(Set(UsualHours.all.map(\.country)).count == UsualHours.all.count)
        for row in UsualHours.all {
            #expect(row.country.utf8.count == 2 && row.country == row.country.uppercased() && row.source.count > 20)
            #expect(0 <= row.hours.opens && row.hours.opens < row.hours.closes && row.hours.closes <= 1440)
        }
    }

    @Test("every usual exclusion is a condition that can be read", arguments: MarketingExclusion.usual)
    func readable(_ exclusion: MarketingExclusion) throws { _ = try Condition.parse(exclusion.condition) }

    @Test("they come to what a shop has chosen already, and take none of it away")
    func kept() {
        var settings = WorkspaceSettings()
        settings.caps = [MarketingCap(scope: .topic("News"), cap: MessageCap(most: 1, days: 2))]
        let chosen = settings.caps
        settings.addUsualRules()
        #expect(settings.caps == chosen && settings.exclusions == MarketingExclusion.usual && settings.keepsUsualHours)
    }
}
