import Conditions
import Engine
import Storage
import Testing
import Values

@testable import Runtime

@Suite("Segments of a running system")
struct SegmentServiceTests {
    private static func event(
        _ name: String, of who: String, daysAgo: Int64 = 0, properties: String = "{}", id: String
    ) throws -> IncomingEvent {
        let now = SystemClock.real.now()
        let identity = try #require(Identity(.user, who))
        return IncomingEvent(
            identity: identity, call: .track, name: name, occurredAt: now - .days(daysAgo), receivedAt: now,
            authority: .server, isHistorical: daysAgo > 0, properties: Array(properties.utf8),
            envelope: Envelope(identities: [identity], messageID: id))
    }

    private static func fill(_ system: CartwheelSystem, people: Int) async throws {
        let events = try (0..<people).map {
            try event(
                $0.isMultiple(of: 2) ? "Product Viewed" : "Page Viewed", of: "p\($0)", daysAgo: 3, id: "m\($0)")
        }
        _ = await system.intake.store(source: "test", events: events, rejected: [])
        #expect(
            try await eventually { try await Rooms(system).customers().total == people })
        await system.engine.nudge()
    }

    private static func isLive(_ name: String, _ system: CartwheelSystem) async throws -> Bool {
        try await eventually { try await system.segments.find(name).state == .live }
    }

    @Test("a segment is built over everybody, in silence, and then follows what happens")
    func lifecycle() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 200)
            try await system.segments.create(
                [SegmentDraft(name: "Viewers", text: #"any("Product Viewed", last: 30 days)"#)], author: "test")
            #expect(try await Self.isLive("Viewers", system))
            #expect(try await system.segments.count(of: "Viewers") == 100)
            #expect(try await system.segments.list().first?.size == 100)
            #expect(try await system.segments.changes(of: "Viewers").isEmpty)
            _ = await system.intake.store(
                source: "test", events: [try Self.event("Product Viewed", of: "p1", id: "late")], rejected: [])
            #expect(try await eventually { try await system.segments.count(of: "Viewers") == 101 })
            let changes = try await system.segments.changes(of: "Viewers")
            #expect(changes.map(\.cause) == [.live])
            let ana = try #require(try await system.profile(of: "p1"))
            let explanation = try await system.segments.explain("Viewers", for: ana)
            #expect(explanation.isMember && explanation.whole.holds && explanation.whole.until != nil)
            let events = try await system.perform(.showProfile, ["who": "p1"])["events"]?.array ?? []
            #expect(events.count { $0["event"]?.string == "Segment Entered" } == 1)
        }
    }

    @Test("an edit says first who would enter and leave, and then they do")
    func edits() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 60)
            try await system.segments.create(
                [SegmentDraft(name: "Viewers", text: #"any("Product Viewed")"#)], author: "test")
            #expect(try await Self.isLive("Viewers", system))
            let text = #"any("Page Viewed")"#
            let preview = try await system.segments.preview(text, of: "Viewers")
            #expect(preview.isExact && preview.matching == 30 && preview.entering == 30 && preview.leaving == 30)
            #expect(preview.total == 60 && preview.margin == 0 && preview.sample.count == 10)
            #expect(preview.entrants.count == 10 && preview.leavers.count == 10)
            let (enter, leave) = (Set(preview.entrants.map(\.profile)), Set(preview.leavers.map(\.profile)))
            #expect(enter.isDisjoint(with: leave) && enter == Set(preview.sample.map(\.profile)))
            #expect(try await system.segments.preview(text).entrants.isEmpty, "a new segment changes nobody")
            let edited = try await system.segments.edit("Viewers", author: "test") { $0.text = text }
            #expect(edited.version == 2 && edited.state == .building)
            #expect(try await Self.isLive("Viewers", system))
            #expect(try await system.segments.count(of: "Viewers") == 30)
            let detail = try await system.segments.show("Viewers")
            #expect(detail.versions.map(\.version) == [2, 1] && detail.line.size == 30)
            let again = try await system.segments.preview(text, of: "Viewers")
            #expect(again.entering == 0 && again.leaving == 0 && again.entrants.isEmpty && again.leavers.isEmpty)
        }
    }

    @Test("what cannot be is refused with the reason")
    func refusals() async throws {
        try await withSystem { system in
            func refusal(_ drafts: [SegmentDraft]) async -> String {
                let error = await #expect(throws: AdminError.self) {
                    try await system.segments.create(drafts, author: "test")
                }
                return error?.description ?? ""
            }
            try await system.segments.create([SegmentDraft(name: "A", text: #"any("X")"#)], author: "test")
            try await system.segments.create([SegmentDraft(name: "B", text: #"member("A")"#)], author: "test")
            #expect(await refusal([SegmentDraft(name: "A", text: #"any("Y")"#)]).contains("already"))
            #expect(await refusal([SegmentDraft(name: "C", text: "any(")]).contains("line 1"))
            #expect(await refusal([SegmentDraft(name: "C", text: #"any("X", since: trigger)"#)]).contains("trigger"))
            #expect(await refusal([SegmentDraft(name: " ", text: #"any("X")"#)]).contains("characters"))
            let circle = await #expect(throws: AdminError.self) {
                try await system.segments.edit("A", author: "test") { $0.text = #"member("B")"# }
            }
            #expect(circle?.description.contains(#""A" asks for "B", which asks for "A""#) == true)
            for change in ["archived", "renamed"] {
                let error = await #expect(throws: AdminError.self) {
                    if change == "archived" {
                        _ = try await system.segments.archive("A")
                    } else {
                        _ = try await system.segments.edit("A", author: "test") { $0.name = "Z" }
                    }
                }
                #expect(error?.description.contains("the segment “B” asks for it") == true)
            }
            let unknown = await #expect(throws: AdminError.self) { try await system.segments.find("BB") }
            #expect(unknown?.description.contains("did you mean “B”?") == true)
            try await system.lists.create("News")
            #expect(await refusal([SegmentDraft(name: "News", text: #"any("X")"#)]).contains("list"))
        }
    }

    @Test("a segment whose members a live flow starts by, or is for, is not archived")
    func startedBy() async throws {
        let triggers = [
            "segment entered: Viewers", "segment left: Viewers", "becomes true: 'member(\"Viewers\")'",
            "every: 1 week\n    among: Viewers",
        ]
        for trigger in triggers {
            try await withSystem { system in
                try await system.segments.create(
                    [SegmentDraft(name: "Viewers", text: #"any("Product Viewed")"#)], author: "test")
                _ = try await system.flows.install(
                    """
                    flow: hello
                    name: Hello
                    trigger:
                      - \(trigger)
                    steps:
                      - wait: 1 hour
                    """, author: "test", live: true)
                #expect(try await system.segments.show("Viewers").flows == ["Hello"], "\(trigger)")
                await #expect(throws: AdminError.self) { try await system.segments.archive("Viewers") }
            }
        }
    }

    @Test("an archived segment has no members, and comes back under its name")
    func archive() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 20)
            try await system.segments.create(
                [SegmentDraft(name: "Viewers", text: #"any("Product Viewed")"#)], author: "test")
            #expect(try await Self.isLive("Viewers", system))
            _ = try await system.segments.archive("Viewers")
            #expect(try await system.segments.list().isEmpty)
            _ = try await Housekeeping().run(now: system.clock.now(), on: system.database)
            #expect(try await system.segments.count(of: "Viewers") == 0)
            try await system.segments.create(
                [SegmentDraft(name: "Viewers", text: #"any("Product Viewed")"#)], author: "test")
            #expect(try await Self.isLive("Viewers", system))
            #expect(try await eventually { try await system.segments.count(of: "Viewers") == 10 })
        }
    }

    @Test("what the store has never seen is worth a warning")
    func warnings() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 4)
            func warnings(_ text: String) async throws -> [String] {
                try await system.segments.warnings(Condition.parse(text))
            }
            let found = try await warnings(
                #"any("Product Viwed") and profile.shoe == 39 and member("Nobody") and any("Page Viewed")"#)
            #expect(found.count == 3, "\(found)")
            #expect(found.first == "This store has never seen an event “Product Viwed”; did you mean “Product Viewed”?")
            let order = try Self.event(
                "Order Completed", of: "p1", daysAgo: 0, properties: #"{"total":9,"cart":{"id":"c"}}"#, id: "order")
            _ = await system.intake.store(source: "test", events: [order], rejected: [])
            #expect(
                try await warnings(#"sum("Order Completed".totl) > 5"#) == [
                    "No “Order Completed” seen lately has a property “totl”; did you mean “total”?"
                ])
            #expect(try await warnings(#"any("Order Completed" where cart.idd == "c" and total > 5)"#).count == 1)
            // What is spent asks for refunds and cancellations, which nobody wrote.
            for text in [#"spent() > 5"#, #"any("Order Completed" where cart.id == "c" and cart exists)"#] {
                #expect(try await warnings(text).isEmpty)
            }
        }
    }

    @Test("all that come along are installed in one walk, ranks and ratings with their thresholds")
    func ready() async throws {
        try await withSystem { system in
            let orders = try (0..<40).map { number in
                try Self.event(
                    "Order Completed", of: "p\(number)", daysAgo: Int64(number) + 1,
                    properties: #"{"order_id":"o\#(number)","total":\#((number + 1) * 10)}"#, id: "m\(number)")
            }
            _ = await system.intake.store(source: "test", events: orders, rejected: [])
            #expect(try await eventually { try await Rooms(system).customers().total == 40 })
            let installed = try await system.segments.install(author: "test")
            #expect(installed.count > 20 && Set(installed.map(\.origin)) == [.ready])
            #expect(try await Self.isLive("VIP", system))
            let snapshot = try await system.ranks.refresh()
            #expect(snapshot.profiles == 40 && snapshot.rfm != nil)
            #expect(snapshot.thresholds.values.map(\.double) == [370])
            #expect(
                try await eventually { try await system.segments.count(of: "Big baskets") == 4 })
            let champions = try await system.segments.count(of: "RFM: champions")
            let lost = try await system.segments.count(of: "RFM: lost")
            #expect(champions == 0 && lost > 0)
            #expect(try await system.segments.count(of: "One-time buyers") == 40)
            #expect(try await system.segments.install(author: "test").isEmpty)
        }
    }

    @Test("ready segments follow how long this store's customers take to order again, until somebody changes them")
    func rhythm() async throws {
        try await withSystem { system in
            func order(_ number: Int, _ daysAgo: Int64) throws -> IncomingEvent {
                try Self.event(
                    "Order Completed", of: "p\(number)", daysAgo: daysAgo,
                    properties: #"{"order_id":"o\#(number)-\#(daysAgo)","total":9}"#, id: "m\(number)-\(daysAgo)")
            }
            let orders = try (0..<30).flatMap { [try order($0, 70), try order($0, 50)] }
            _ = await system.intake.store(source: "test", events: orders, rejected: [])
            #expect(try await eventually { try await Rooms(system).customers().total == 30 })
            try await system.segments.install(["inactive", "at-risk"], author: "test")
            #expect(try await Self.isLive("At risk", system))
            #expect(try await system.segments.count(of: "At risk") == 0)
            #expect(try await system.segments.show("At risk").rhythm?.days == 90)
            _ = try await system.segments.edit("Inactive", author: "ana") { $0.text = #"none("Order Completed")"# }
            let snapshot = try await system.ranks.refresh()
            #expect(snapshot.reorder == ReorderInterval(days: 20, gaps: 30))
            let shown = try await system.segments.show("At risk")
            #expect(shown.line.segment.text.hasSuffix("orders(last: 40 days) == 0"))
            #expect(shown.rhythm?.reorder == snapshot.reorder && shown.rhythm?.snapshot == snapshot.number)
            #expect(shown.versions.map(\.author) == ["reorder interval", "test"])
            #expect(try await eventually { try await system.segments.count(of: "At risk") == 30 })
            #expect(try await system.segments.find("Inactive").text == #"none("Order Completed")"#)
            #expect(try await system.segments.show("Inactive").rhythm == nil)
            _ = try await system.ranks.refresh()
            #expect(try await system.segments.show("At risk").versions.count == 2)
        }
    }

    @Test("people are put on lists and taken off, whom nobody knows is said")
    func lists() async throws {
        try await withSystem { system in
            try await Self.fill(system, people: 10)
            try await system.lists.create("News", description: "Weekly")
            try await system.segments.create(
                [SegmentDraft(name: "Readers", text: #"listed("News")"#)], author: "test")
            let answer = try await system.perform(
                .changeList, ["kind": "list", "name": "News", "people": ["p1", "p2", "nobody"]])
            #expect(answer["changed"]?.number == Number(2) && answer["unknown"]?.array?.map(\.string) == ["nobody"])
            #expect(try await eventually { try await system.segments.count(of: "Readers") == 2 })
            #expect(try await system.lists.list(.list).map(\.size) == [2])
            _ = try await system.perform(
                .changeList, ["kind": "list", "name": "News", "people": ["p1"], "member": false])
            #expect(try await eventually { try await system.lists.list(.list).map(\.size) == [1] })
            #expect(try await eventually { try await system.segments.count(of: "Readers") == 1 })
            let missing = await #expect(throws: AdminError.self) {
                try await system.perform(.changeList, ["kind": "list", "name": "Newz", "people": ["p1"]])
            }
            #expect(missing?.description.contains("did you mean “News”?") == true)
        }
    }

    @Test("rates of exchange are loaded and amounts are compared by them")
    func rates() async throws {
        try await withSystem { system in
            let answer = try await system.perform(
                .setRates, ["text": "date,currency,rate\n2026-01-02,EUR,1\n2026-01-02,USD,2\n"])
            #expect(answer["currencies"]?.number == Number(2))
            _ = try await system.perform(.setSettings, ["currency": "eur"])
            _ = await system.intake.store(
                source: "test",
                events: [
                    try Self.event(
                        "Order Completed", of: "ana", properties: #"{"order_id":"1","total":90,"currency":"USD"}"#,
                        id: "m1")
                ], rejected: [])
            #expect(try await eventually { try await system.profile(of: "ana") != nil })
            let ana = try #require(try await system.profile(of: "ana"))
            func holds(_ text: String) async throws -> Bool {
                try await system.segments.explain(text: text, for: ana).whole.holds
            }
            let isConverted = try await holds(#"sum("Order Completed".total) == 45 EUR"#)
            #expect(isConverted)
            let bad = await #expect(throws: AdminError.self) {
                try await system.perform(.setRates, ["text": "2026-01-02,EUR,1\n2026-01-02,USD,none\n"])
            }
            #expect(bad?.description.contains("row 2") == true)
        }
    }
}
