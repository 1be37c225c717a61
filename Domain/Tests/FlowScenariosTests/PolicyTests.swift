import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("Policy at the moment of sending")
struct PolicyTests {
    static let proofs: [Proof] = [
        Proof(
            "a flow's own cap holds its messages until enough days have passed",
            "at most: 1 per 3 days\nsteps:\n" + send("a")
                + "  - wait: 1 hour\n  - send: email\n    id: b\n    subject: S\n    body: B\n    keep for: 7 days\n",
            """
              - name: three days apart
                happens: [{at: Mon 10:00, event: Go}]
                expect: [Mon 10:00 sent a, Mon 11:00 held b because of this flow, Thu 09:00 sent b]
            """),
        Proof(
            "with one place a day the more urgent goes first, whichever came first",
            "priority: low\nsteps:\n" + send("low"),
            others: [
                "flow: g\nname: G\ntrigger: Other\npriority: urgent\nsteps:\n" + send("urgent"),
                "flow: h\nname: H\ntrigger: Third\nsteps:\n" + send("normal"),
            ],
            """
            with: [g, h]
            scenarios:
              - name: all held by night
                happens:
                  - {at: Mon 21:00, event: Go}
                  - {at: Mon 22:00, event: Third}
                  - {at: Mon 23:00, event: Other}
                expect: [Tue 09:00 sent urgent, Wed 09:00 sent normal, Thu 09:00 sent low]
            """),
        Proof(
            "a held message that is out of date is dropped with a record, and the journey goes on then",
            "steps:\n  - send: email\n    id: a\n    subject: S\n    body: B\n    keep for: 1 hour\n  - alert: after\n",
            """
              - name: by night
                happens: [{at: Mon 21:00, event: Go}]
                expect: [Mon 22:00 refused a because out of date, Mon 22:00 alert after]
            """),
    ]

    @Test("a rule", arguments: proofs)
    func rule(_ proof: Proof) throws { try proof.check() }

    private static let people = [Identity(.user, "ana")!, Identity(.email, "ana@example.com")!]

    /// Somebody in a country on whom a flow sends at Monday's `hour`.
    private func world(
        _ settings: WorkspaceSettings, flow: String = "steps:\n" + send("a"), country: String = "DE",
        at hour: Int64 = 10
    ) throws -> World {
        let monday = Instant(iso8601: "2026-03-02T00:00:00Z")!
        var world = World(
            definitions: Definitions(
                version: 1, settings: settings, flows: [try FlowFile.read(Proof.whole(flow), version: 1)]), now: monday)
        try world.identify(
            ["country": .string(country), "consents": ["email": ["status": "granted", "source": "form"]]],
            by: Self.people)
        try world.advance(to: monday + .hours(hour))
        try world.track("Go", by: Self.people)
        return world
    }

    @Test("a country has its own hours, and may rest on Sundays")
    func countries() throws {
        var settings = WorkspaceSettings()
        settings.hoursByCountry = ["FR": MarketingHours(opens: 600, closes: 720, onSundays: false)]
        var french = try world(settings, country: "fr", at: 9)
        try french.advance(by: .days(1))
        #expect(french.messages.first?.dueAt.iso8601.prefix(16) == "2026-03-02T10:00")
        var sunday = try world(settings, country: "FR", at: 6 * 24 + 11)
        try sunday.advance(by: .days(2))
        #expect(sunday.messages.first?.dueAt.iso8601.prefix(16) == "2026-03-09T10:00")
        #expect(try world(settings, at: 9).messages.map(\.state) == [.sent])
    }

    @Test("the switch holds all marketing, and what is not out of date goes when it is released")
    func stopped() throws {
        var settings = WorkspaceSettings()
        settings.marketingStopped = true
        var held = try world(settings)
        try held.advance(by: .days(2))
        #expect(held.messages.map(\.state) == [.held])
        #expect(held.messages.first?.reason == "All marketing is stopped")
        settings.marketingStopped = false
        let flows = held.definitions.flows
        try held.change(to: Definitions(version: 2, settings: settings, flows: flows))
        try held.advance(by: .days(1))
        #expect(held.messages.map(\.state) == [.sent])
        settings.marketingStopped = true
        let order = try world(settings, flow: "purpose: transactional\nsteps:\n" + send("a"))
        #expect(order.messages.map(\.state) == [.sent], "transactional messages go")
    }

    @Test(
        "of what is equally urgent, what is expected to bring in more goes first; of what is worth as much, what waits longer",
        arguments: [(1, 30, "normal", "g"), (30, 1, "normal", "f"), (5, 5, "normal", "f"), (30, 1, "high", "g")])
    func worth(_ f: Int, _ g: Int, _ priority: String, _ first: String) throws {
        let monday = Instant(iso8601: "2026-03-02T00:00:00Z")!
        let flows = try [("f", "normal"), ("g", priority)].map { slug, priority in
            try FlowFile.read(
                "flow: \(slug)\nname: \(slug)\ntrigger: Go \(slug)\npriority: \(priority)\nsteps:\n" + send(slug),
                version: 1)
        }
        var values = MessageValues(all: .init(sent: 2000, orders: 40, revenue: 200_000))
        values.flows = [flows[0].id: .init(sent: 1000, orders: f), flows[1].id: .init(sent: 1000, orders: g)]
        var world = World(definitions: Definitions(version: 1, flows: flows, values: values), now: monday)
        try world.identify(["consents": ["email": ["status": "granted", "source": "form"]]], by: Self.people)
        try world.advance(to: monday + .hours(21))
        try world.track("Go f", by: Self.people)
        try world.advance(to: monday + .hours(22))
        try world.track("Go g", by: Self.people)
        try world.advance(to: monday + .hours(34))
        #expect(world.messages.filter { $0.state == .sent }.map(\.step) == [first])
        try world.advance(to: monday + .hours(58))
        #expect(world.messages.map(\.state) == [.sent, .sent])
    }

    @Test("who is excluded gets no marketing, and the record names the exclusion")
    func excluded() throws {
        var settings = WorkspaceSettings()
        settings.exclusions = [MarketingExclusion(name: "Germans", condition: #"profile.country == "DE""#)]
        #expect(try world(settings).messages.map(\.reason) == ["Excluded: Germans"])
        #expect(try world(settings, country: "AT").messages.map(\.state) == [.sent])
    }

    @Test("caps by topic, by channel and on all count what they are about, over their days")
    func caps() throws {
        let two =
            "topic: News\nreentry: always\nsteps:\n  - send: email\n    id: a\n    subject: S\n    body: B\n    keep for: 20 days\n"
        for (scope, isHeld) in [
            (MarketingCap.Scope.topic("News"), true), (.topic("Offers"), false), (.channel(.email), true),
            (.channel(.sms), false), (.all, true),
        ] {
            var settings = WorkspaceSettings()
            settings.marketingPerDay = 10
            settings.caps = [MarketingCap(scope: scope, cap: MessageCap(most: 1, days: 7))]
            var world = try world(settings, flow: two)
            try world.advance(by: .hours(1))
            try world.track("Go", by: Self.people)
            #expect(world.messages.map(\.state) == [.sent, isHeld ? .held : .sent])
            try world.advance(by: .days(8))
            #expect(world.messages.map(\.state) == [.sent, .sent])
            if isHeld { #expect(world.messages[1].dueAt.iso8601.prefix(16) == "2026-03-09T09:00") }
        }
    }

    @Test("the rules of a workspace are stored with its settings")
    func stored() {
        var settings = WorkspaceSettings()
        settings.hoursByCountry = ["FR": MarketingHours(opens: 480, closes: 1200, onSundays: false)]
        settings.caps = [
            MarketingCap(scope: .all, cap: MessageCap(most: 3, days: 7)),
            MarketingCap(scope: .topic("News"), cap: MessageCap(most: 1, days: 2)),
            MarketingCap(scope: .channel(.sms), cap: MessageCap(most: 0, days: 30)),
        ]
        settings.exclusions = MarketingExclusion.usual
        settings.marketingStopped = true
        settings.keepsUsualHours = true
        #expect(WorkspaceSettings(document: settings.document) == settings)
    }
}
