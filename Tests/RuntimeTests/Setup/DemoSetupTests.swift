import Engine
import ReadyFlows
import Testing

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
        "an hour's wait becomes twenty seconds, and prose that speaks of hours stays",
        arguments: [
            ("  - wait: 1 hour", "  - wait: 20 seconds"), ("reentry: once per 7 days", "reentry: once per 56 minutes"),
            ("about: a wait: 1 hour", "about: a wait: 1 hour"), ("  - wait: 1 second", "  - wait: 1 second"),
        ])
    func hurries(_ line: String, _ hurried: String) { #expect(DemoSetup.hurried(line) == hurried) }
}
