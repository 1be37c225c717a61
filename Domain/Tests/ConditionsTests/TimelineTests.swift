import Testing
import Values

@testable import Conditions

@Suite("Timelines")
struct TimelineTests {
    @Test("events stay sorted by time and order, whatever order they come in", arguments: 0..<20)
    func sorted(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let events = (0..<50).map { order in
            TimelineEvent(
                name: order % 3 == 0 ? "A" : "B",
                occurredAt: Instant(milliseconds: Int64.random(in: 0..<20, using: &random)),
                order: Int64(order), body: .absent)
        }
        let expected = events.sorted { ($0.occurredAt, $0.order) < ($1.occurredAt, $1.order) }
        let timeline = Timeline(events.shuffled(using: &random))
        #expect(timeline.count == 50)
        #expect(timeline.inOrder() == expected)
        #expect(timeline["A"] == expected.filter { $0.name == "A" })
        let moment = Instant(milliseconds: 10)
        #expect(
            Array(timeline.events(named: "B", from: moment))
                == expected.filter { $0.name == "B" && $0.occurredAt >= moment })
    }

    @Test("an event at the same place replaces the one that is there")
    func replacing() {
        var timeline = Timeline([event("A", "2026-06-15T12:00:00Z", order: 7)])
        timeline.insert(event("A", "2026-06-15T12:00:00Z", order: 7, ["total": 5]))
        #expect(timeline.count == 1)
        #expect(timeline["A"].first?.body == .tree(["total": 5]))
    }

    @Test("removing gives the event back and leaves the others")
    func removing() {
        let first = event("A", "2026-06-15T12:00:00Z", order: 1)
        let second = event("B", "2026-06-15T12:00:00Z", order: 2)
        var timeline = Timeline([first, second])
        #expect(timeline.remove(order: 2) == second)
        #expect(timeline.remove(order: 2) == nil)
        #expect(timeline.remove(second) == nil)
        #expect(Array(timeline.names) == ["A"])
        #expect(timeline.remove(first) == first)
        #expect(timeline.isEmpty)
        #expect(timeline.names.isEmpty)
    }
}
