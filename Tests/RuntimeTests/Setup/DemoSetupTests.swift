import Engine
import ReadyFlows
import Storage
import Testing
import Values

@testable import Runtime

@Suite("The demo's flows")
struct DemoSetupTests {
    @Test("every ready flow can still be read when its hours are hurried, and has the same steps")
    func hurriedFlowsRead() throws {
        for ready in ReadyFlows.all {
            let flow = try FlowFile.read(ready.text)
            let hurried = try FlowFile.read(DemoSetup.hurried(ready.text))
            #expect(hurried.steps.count == flow.steps.count)
            #expect(hurried.slug == flow.slug)
        }
    }

    @Test(
        "the shop opens in the early evening of its shoppers, at whatever hour somebody starts it",
        arguments: ["2026-03-01T00:00:00Z", "2026-03-01T03:12:45Z", "2026-03-01T23:59:59Z"])
    func opening(moment: String) throws {
        let wall = try #require(Instant(iso8601: moment))
        #expect(DemoDriver.opening(at: wall) == Instant(iso8601: "2026-03-01T16:00:00Z"))
    }

    @Test("the demo's own flows give tasks to people, so that the inbox fills")
    func tasks() async throws {
        try await withSystem { system in
            for text in DemoFlows.all {
                let quick = text.replacing("- wait: 1 hour", with: "- wait: 1 second")
                    .replacing("- wait: 30 minutes", with: "- wait: 1 second")
                _ = try await system.flows.install(quick, author: "test", live: true)
            }
            let now = system.clock.now()
            let ana = try #require(Identity(.email, "ana@moreau.example"))
            func event(_ name: String, _ properties: String, _ id: String) -> IncomingEvent {
                IncomingEvent(
                    identity: ana, call: .track, name: name, occurredAt: now, receivedAt: now, authority: .server,
                    isHistorical: false, properties: Array(properties.utf8),
                    envelope: Envelope(identities: [ana], messageID: id))
            }
            _ = await system.intake.store(
                source: "test",
                events: [
                    event("Order Completed", #"{"order_id":"1","total":9}"#, "m1"),
                    event("Order Completed", #"{"order_id":"2","total":9}"#, "m2"),
                    event("Checkout Started", #"{"value":150}"#, "m3"),
                ], rejected: [])
            #expect(try await eventually { try await Rooms(system).tasks(TaskFilter()).open == 2 })
            let titles = try await Rooms(system).tasks(TaskFilter()).rows.map(\.task.title)
            #expect(titles.contains("Help ana@moreau.example decide"), "\(titles)")
        }
    }

    @Test(
        "an hour's wait becomes twenty seconds, and prose that speaks of hours stays",
        arguments: [
            ("  - wait: 1 hour", "  - wait: 20 seconds"), ("reentry: once per 7 days", "reentry: once per 56 minutes"),
            ("about: a wait: 1 hour", "about: a wait: 1 hour"), ("  - wait: 1 second", "  - wait: 1 second"),
        ])
    func hurries(_ line: String, _ hurried: String) { #expect(DemoSetup.hurried(line) == hurried) }
}
