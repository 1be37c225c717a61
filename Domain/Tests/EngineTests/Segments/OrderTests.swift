import Conditions
import Testing
import Values

@testable import Engine

@Suite("Segments that ask for one another")
struct OrderTests {
    @Test("are settled in one pass, whatever their names and the order in which they were made")
    func onePass() throws {
        let definitions = try StepSample.definitions(segments: [
            ("C", #"member("B")"#), ("B", #"member("A")"#), ("A", #"any("Product Viewed")"#),
        ])
        #expect(definitions.segments.map(\.name) == ["A", "B", "C"])
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
        #expect(run.profile.watched.values.count { $0.holds } == 3)
        let entered = run.decision.segmentChanges.compactMap { definitions.segment($0.segment)?.name }
        #expect(entered == ["A", "B", "C"])
        let lines = run.decision.log.filter { $0.kind == .conditionChanged }.map(\.text)
        #expect(lines == ["Entered “A”, “B”, “C”"])
    }

    @Test("in a circle are refused with the chain named")
    func circle() throws {
        let segments = try [("A", #"member("B")"#), ("B", #"member("C")"#), ("C", #"member("A")"#)].enumerated().map {
            Segment(
                id: Int64($0.offset), name: $0.element.0,
                condition: CompiledCondition(try Condition.parse($0.element.1)), version: 1)
        }
        let circle = #expect(throws: MembershipCycle.self) { try SegmentOrder.check(segments) }
        #expect(circle?.chain == ["A", "B", "C", "A"])
    }

    @Test("an event that touches none of them evaluates none")
    func untouched() throws {
        let definitions = try StepSample.definitions(segments: [("A", #"any("Product Viewed")"#)])
        #expect(!definitions.segmentSet.touches(.event("Page Viewed")))
        #expect(definitions.segmentSet.touched(by: [.property("country")]).isEmpty)
        #expect(definitions.segmentSet.touched(by: [.event("Product Viewed")]) == [0])
    }

    @Test("a changed time zone moves the edges of days for conditions that do not name it")
    func zones() throws {
        let definitions = try StepSample.definitions(segments: [
            ("Today", #"any("Product Viewed", during: this day)"#)
        ])
        let late = TimelineEvent(
            name: "Product Viewed", occurredAt: Instant(iso8601: "2026-03-01T23:30:00Z")!, order: 1, body: .tree([:]))
        var run = StepSample.run(definitions, events: [late])
        run.set("timezone", DatedProperty(value: "Europe/Berlin", setAt: StepSample.now, source: "server"))
        run.settle(order: 5, depth: 0)
        #expect(run.profile.watched[1]?.holds == true)
    }

    @Test(
        "windows of a profile whose time zone does not exist have the workspace's days, as it comes and as it is stored",
        arguments: [("Europe/Berlin", "2026-03-02T23:00:00Z"), ("UTC", nil)] as [(String, String?)])
    func brokenZone(workspace: String, until: String?) throws {
        let today = CompiledCondition(try Condition.parse(#"any("Product Viewed", during: this day)"#))
        let definitions = Definitions(
            version: 1, settings: WorkspaceSettings(zone: try #require(Zone(workspace))), flows: [],
            segments: [Segment(id: 1, name: "Today", condition: today, version: 1)])
        // In Berlin it is the next day already.
        let late = TimelineEvent(
            name: "Product Viewed", occurredAt: Instant(iso8601: "2026-03-01T23:30:00Z")!, order: 1, body: .tree([:]))
        let broken = DatedProperty(value: "Mars/Olympus", setAt: StepSample.now, source: "server")
        var profile = StepSample.profile()
        profile.properties["timezone"] = broken
        var stored = StepSample.run(of: profile, definitions, events: [late])
        stored.evaluateEverything()
        profile.properties["timezone"] = DatedProperty(
            value: "Asia/Tokyo", setAt: StepSample.now - .days(1), source: "server")
        var told = StepSample.run(of: profile, definitions, events: [late])
        told.set("timezone", broken)
        told.settle(order: 5, depth: 0)
        for run in [stored, told] {
            #expect((run.profile.watched[1]?.holds ?? false) == (until != nil))
            let verdict = today.evaluate(run.customer.subject, now: StepSample.now)
            #expect(verdict.until == until.flatMap { Instant(iso8601: $0) })
        }
    }
}
