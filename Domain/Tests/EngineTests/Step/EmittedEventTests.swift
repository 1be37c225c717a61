import Conditions
import Testing
import Values

@testable import Engine

@Suite("Events that the engine emits")
struct EmittedEventTests {
    @Test("several of one name at one moment stand beside each other")
    func beside() throws {
        let definitions = try StepSample.definitions(segments: [
            ("A", #"any("Product Viewed")"#), ("B", #"any("Product Viewed")"#),
            ("Both", #"count("Segment Entered", last: 1 day) >= 2"#),
        ])
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
        #expect(run.profile.watched[3]?.holds == true)
    }

    @Test("a receipt told twice changes nothing")
    func receipts() throws {
        var run = StepSample.run(try StepSample.definitions())
        let receipt = Command.Receipt(kind: .opened, message: 5, channel: .email, at: StepSample.now, flow: "reminder")
        run.obey(.receipt(receipt))
        run.obey(.receipt(receipt))
        #expect(run.decision.derivedEvents.count == 1)
        run.obey(
            .receipt(
                Command.Receipt(kind: .opened, message: 6, channel: .email, at: StepSample.now, flow: "reminder")))
        #expect(run.decision.derivedEvents.count == 2)
    }

    @Test("entering a segment is an event where somebody listens, and a line in the history of memberships always")
    func listening() throws {
        let segments = [("A", #"any("Product Viewed")"#), ("B", #"any("Product Viewed")"#)]
        let flow = """
            flow: enters
            name: Enters
            purpose: transactional
            trigger:
              - segment entered: B
            steps:
              - update: {entered: true}
            """
        for (flow, told) in [(nil, []), (flow, ["B"])] as [(String?, [String])] {
            var run = StepSample.run(try StepSample.definitions(flow, segments: segments))
            run.receive(StepSample.event("Product Viewed", order: 3), claim: nil)
            #expect(run.decision.segmentChanges.count == 2)
            #expect(run.decision.derivedEvents.compactMap { $0.properties["segment"]?.string } == told)
            #expect((run.profile.properties["entered"] != nil) == !told.isEmpty)
        }
    }

    @Test("events that follow from one another end at depth sixteen, with a record")
    func depth() throws {
        let definitions = try StepSample.definitions(
            """
            flow: echo
            name: Echo
            trigger: Ping
            reentry: always
            while under way: another
            steps:
              - emit: Ping
            """)
        var run = StepSample.run(definitions)
        run.receive(StepSample.event("Ping", order: 3), claim: nil)
        #expect(run.decision.derivedEvents.map(\.name) == Array(repeating: "Ping", count: 16))
        #expect(Set(run.decision.derivedEvents.map(\.effectID)).count == 16, "each is an event of its own")
        let records = run.decision.log.filter { $0.kind == .derivedEventsStopped }
        #expect(records.map(\.text) == ["“Ping” was not emitted: 16 events already follow from one another"])
        #expect(run.decision.log.count { $0.kind == .flowEntered } == 17, "the first and the sixteen that follow")
    }
}
