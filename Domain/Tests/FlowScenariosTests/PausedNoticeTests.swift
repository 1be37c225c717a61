import Engine
import Simulation
import Testing
import Values

@Suite("Dates and conditions of a paused flow")
struct PausedNoticeTests {
    private static let monday = Instant(iso8601: "2026-03-02T12:00:00Z")!
    private static let ana = [Identity(.user, "ana")!]

    /// A flow that waits for a date on Thursday at 09:00 and for a number, paused on Monday.
    private struct Story {
        let flow: Flow
        var world: World

        init() throws {
            flow = try FlowFile.read(
                "flow: f\nname: F\ntrigger:\n  - date: profile.renewal\n  - becomes true: profile.visits >= 10\nsteps:\n  - alert: hit\n",
                version: 1)
            world = World(definitions: Definitions(version: 1, flows: [flow]), now: monday)
            try world.identify(["renewal": "2026-03-05", "visits": 1], by: ana)
            try pause()
        }

        mutating func pause() throws {
            try world.change(
                to: Definitions(version: 2, flows: [], earlier: [flow], paused: [flow.id], standing: [flow]))
        }

        mutating func resume() throws { try world.change(to: Definitions(version: 3, flows: [flow])) }

        var hits: [Instant] { world.store.effects.map(\.requestedAt) }

        func log(_ text: String) -> Int { world.store.log.count { $0.text.contains(text) } }
    }

    @Test("a date that came while the flow was paused starts it when it is resumed on the same day")
    func fresh() throws {
        var story = try Story()
        try story.world.advance(to: Self.monday + .days(3))
        #expect(story.hits.isEmpty)
        #expect(story.log("yet: it is paused") == 1)
        try story.resume()
        #expect(story.hits == [Self.monday + .days(3)])
        try story.world.advance(by: .days(9))
        #expect(story.hits.count == 1)
    }

    @Test("one that came longer ago is put down as missed, and starts nothing")
    func missed() throws {
        var story = try Story()
        try story.world.advance(to: Self.monday + .days(5))
        try story.resume()
        try story.world.advance(by: .days(2))
        #expect(story.hits.isEmpty)
        #expect(story.log("it was paused when “Date Reached” came, more than 1 day ago") == 1)
    }

    @Test("a condition that began to hold meanwhile starts it, too, however often it was paused in between")
    func condition() throws {
        var story = try Story()
        try story.world.advance(by: .hours(1))
        try story.world.identify(["visits": 12], by: Self.ana)
        try story.world.advance(by: .hours(1))
        try story.pause()
        try story.world.advance(by: .hours(1))
        #expect(story.hits.isEmpty)
        try story.resume()
        #expect(story.hits == [Self.monday + .hours(3)])
        try story.world.advance(to: Self.monday + .days(4))
        #expect(story.hits.count == 2, "the date comes as ever")
    }

    @Test("other events of the pause start nothing later")
    func others() throws {
        let flow = try FlowFile.read("flow: f\nname: F\ntrigger: Go\nsteps:\n  - alert: hit\n", version: 1)
        var world = World(
            definitions: Definitions(version: 1, flows: [], earlier: [flow], paused: [flow.id], standing: [flow]),
            now: Self.monday)
        try world.track("Go", by: Self.ana)
        try world.change(to: Definitions(version: 2, flows: [flow]))
        try world.advance(by: .days(1))
        #expect(world.store.effects.isEmpty)
    }
}
