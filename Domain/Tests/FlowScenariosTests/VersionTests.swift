import Engine
import FlowScenarios
import Simulation
import Testing
import Values

@Suite("Versions of a flow")
struct VersionTests {
    private static let people = [Identity(.user, "ana")!, Identity(.email, "ana@example.com")!]
    private static let old =
        "flow: f\nname: F\ntrigger: Go\nsteps:\n  - wait: 5 days\n    id: pause\n  - alert: old words\n    id: say\n  - wait: 1 day\n    id: gone\n  - alert: end\n"

    /// Somebody at the first wait since Monday at ten, `hours` later, as a new version is published and they move.
    private func moved(
        _ text: String, from first: String = VersionTests.old, after hours: Int64,
        places: [String: FlowMove.Place] = [:]
    ) throws -> World {
        let old = try FlowFile.read(first, version: 1)
        var world = World(
            definitions: Definitions(version: 1, flows: [old]), now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        try world.identify(["consents": ["email": ["status": "granted", "source": "form"]]], by: Self.people)
        try world.track("Go", ["day": "2026-03-10"], by: Self.people)
        try world.track("Seen", by: Self.people)
        try world.advance(by: .hours(hours))
        let new = try FlowFile.read(text, version: 2)
        try world.change(to: Definitions(version: 2, flows: [new], earlier: [old]))
        let move = FlowMove(flow: old.id, from: 1, to: 2, places: places)
        #expect(move.faults(from: old, to: new).isEmpty)
        try world.obey(.move(move), by: Self.people[0])
        return world
    }

    private func alerts(_ world: World) -> [String] {
        let clock = ScenarioClock(monday: CivilDate(year: 2026, month: 3, day: 2), zone: .utc)
        return world.store.effects.map { "\(clock.text($0.requestedAt)) \($0.details["title"]?.string ?? "")" }
    }

    @Test("journeys that move take the new words, and a wait that got longer counts from when it began")
    func longer() throws {
        var world = try moved(
            Self.old.replacing("5 days", with: "7 days").replacing("old words", with: "new words"), after: 24)
        try world.advance(by: .days(20))
        #expect(alerts(world) == ["Mon2 10:00 new words", "Tue2 10:00 end"])
    }

    @Test("a wait that got shorter ends at once where it is over, spread over minutes")
    func shorter() throws {
        var world = try moved(Self.old.replacing("5 days", with: "1 day"), after: 48)
        try world.advance(by: .minutes(10))
        #expect(world.store.effects.count == 1)
        let asked = try #require(world.store.effects.first?.requestedAt)
        #expect(asked >= Instant(iso8601: "2026-03-04T10:00:00Z")!)
    }

    /// A flow that waits so, and then alerts.
    private static func waiting(_ step: String) -> String {
        "flow: f\nname: F\ntrigger: Go\nsteps:\n  - \(step.replacing("\n", with: "\n    "))\n    id: pause\n  - alert: over\n"
    }

    private static let limits: [(old: String, new: String, over: String)] = [
        ("wait for: Paid\nup to: 5 days", "wait for: Paid\nup to: 7 days", "Mon2 10:00"),
        (
            "wait for condition: profile.vip == true\nup to: 5 days",
            "wait for condition: profile.vip == true\nup to: 7 days", "Mon2 10:00"
        ),
        (
            "wait for condition: profile.vip == true\nup to: 5 days",
            "wait for condition: count(\"Go\") >= 1\nup to: 5 days", "Mon 12:00"
        ),
        ("wait for: Paid\nup to: 5 days", "wait for: Seen\nup to: 5 days", "Mon 12:00"),
        ("wait until: \"18:00\"", "wait until: \"20:00\"", "Mon 20:00"),
        ("wait until: \"18:00\"", "wait until: \"18:00\"", "Mon 18:00"),
        ("wait until: trigger.day", "wait until: trigger.day\ndays before: 3", "Sat 09:00"),
        ("wait until: trigger.day", "wait until: trigger.other", "Mon 12:00"),
    ]

    @Test("a changed limit, condition or moment counts for those who wait for it", arguments: limits)
    func changed(old: String, new: String, over: String) throws {
        var world = try moved(Self.waiting(new), from: Self.waiting(old), after: 2)
        try world.advance(by: .days(20))
        #expect(alerts(world) == ["\(over) over"])
    }

    private static let shortened: [(old: String, new: String)] = [
        ("wait for: Paid\nup to: 5 days", "wait for: Paid\nup to: 1 hour"),
        (
            "wait for condition: profile.vip == true\nup to: 5 days",
            "wait for condition: profile.vip == true\nup to: 1 hour"
        ),
        ("wait until: \"23:30\"", "wait until: \"21:00\""),
        ("wait until: trigger.day", "wait until: trigger.day\ndays before: 8\nat: \"21:00\""),
    ]

    @Test("one whose new end has passed is over within minutes", arguments: shortened)
    func passed(old: String, new: String) throws {
        var world = try moved(Self.waiting(new), from: Self.waiting(old), after: 12)
        let now = world.now
        try world.advance(by: .minutes(10))
        #expect(world.store.effects.count == 1)
        #expect(try #require(world.store.effects.first?.requestedAt) >= now)
    }

    @Test("a message that is held for the night goes with the new words, and once")
    func held() throws {
        let old =
            "flow: f\nname: F\ntrigger: Go\nsteps:\n  - wait: 12 hours\n  - send: email\n    id: say\n"
            + "    subject: Old words\n    body: <p>Hi</p>\n"
        var world = try moved(old.replacing("Old words", with: "New words"), from: old, after: 13)
        #expect(world.messages.map(\.state) == [.refused, .held])
        try world.advance(by: .days(2))
        #expect(world.messages.map(\.state) == [.refused, .sent])
        let sent = try #require(world.messages.last)
        let flow = try #require(world.definitions.flow(sent.flow, version: sent.flowVersion))
        #expect(flow.version == 2 && flow.step(id: sent.step)?.kind.sentence == "Send e-mail “New words”")
    }

    @Test("journeys of a deleted step go where the editor chose, end, or finish on theirs")
    func deleted() throws {
        let text = "flow: f\nname: F\ntrigger: Go\nsteps:\n  - alert: now\n    id: now\n"
        let rest: [String: FlowMove.Place] = ["say": .end, "gone": .end, "alert-1": .end]
        let chosen = try moved(text, after: 24, places: rest.merging(["pause": .step("now")]) { $1 })
        #expect(alerts(chosen) == ["Tue 10:00 now"])
        var ended = try moved(text, after: 24, places: rest.merging(["pause": .end]) { $1 })
        try ended.advance(by: .days(20))
        #expect(alerts(ended).isEmpty)
        #expect(try ended.profile(of: Self.people[0])?.journeys.isEmpty == true)
        var stayed = try moved(text, after: 24, places: rest.merging(["pause": .stay]) { $1 })
        try stayed.advance(by: .days(20))
        #expect(alerts(stayed) == ["Sat 10:00 old words", "Sun 10:00 end"])
    }

    @Test("a move that leaves somebody nowhere is refused with the step's name, and the preview counts")
    func preview() throws {
        let old = try FlowFile.read(Self.old, version: 1)
        let new = try FlowFile.read(Self.old.replacing("id: gone", with: "id: other"), version: 2)
        let move = FlowMove(flow: old.id, from: 1, to: 2)
        #expect(move.faults(from: old, to: new).count == 1)
        #expect(move.faults(from: old, to: new).first?.contains("\"gone\" is gone") == true)
        let chosen = FlowMove(flow: old.id, from: 1, to: 2, places: ["gone": .step("othr"), "nope": .end])
        #expect(
            chosen.faults(from: old, to: new) == [
                "the new version has no step \"othr\"; did you mean other?", "the earlier version has no step \"nope\"",
            ])
        let rows = FlowMove(flow: old.id, from: 1, to: 2, places: ["gone": .end])
            .preview(from: old, to: new, standing: [0: 12, 2: 3, 3: 0])
        #expect(rows.map(\.journeys) == [12, 3])
        #expect(rows.map(\.place) == [.step("pause"), .end])
        #expect(FlowMove(chosen.json) == chosen)
    }

    @Test("the difference of two texts is told by step and field, whatever the layout")
    func difference() throws {
        let new = """
            # comments do not count
            flow: f
            name: F
            trigger: [Go]
            priority: high
            steps:
              - if: profile.vip
                then:
                  - note: hello
              - alert: new words
                id: say
              - {wait: 5 days, id: pause}
              - alert: end
            """
        let diff = try FlowDiff(from: Self.old, to: new)
        #expect(
            diff.description == """
                ~ priority: (nothing) → high
                ~ trigger: Go → [Go]
                - gone: Wait 1 day
                + if-1: If profile.vip
                + note-1: hello
                ~ say: Alert: new words
                    alert: old words → new words
                ↕ pause: Wait 5 days (moved)
                """)
        #expect(
            try FlowDiff(from: Self.old, to: "# x\n" + Self.old).description
                == "nothing changed but comments and spaces")
    }

    @Test("keys that stand in another order are no difference, in a language's block neither")
    func order() throws {
        let old = """
            flow: f
            name: F
            trigger: {event: Go, where: trigger.a == 1}
            steps:
              - send: email
                id: a
                subject: S
                body: B
                languages:
                  de: {subject: DS, body: DB, preheader: DP}
                  fr: {subject: FS, body: FB}
              - update: {one: 1, two: 2}
              - choose:
                  - when: profile.x
                    then: [{note: x}]
            """
        let new = """
            flow: f
            name: F
            trigger: {where: trigger.a == 1, event: Go}
            steps:
              - send: email
                id: a
                languages:
                  fr: {body: FB, subject: FS}
                  de:
                    preheader: DP
                    body: DB
                    subject: DS
                body: B
                subject: S
              - update: {two: 2, one: 1}
              - choose:
                  - then: [{note: x}]
                    when: profile.x
            """
        #expect(try FlowDiff(from: old, to: new).changes == [])
        let changed = try FlowDiff(from: old, to: new.replacing("subject: DS", with: "subject: Hallo"))
        #expect(changed.changes.count == 1)
    }
}
