import Engine
import Testing
import Values

@testable import Simulation

@Suite("What happens at one moment")
struct OneMomentTests {
    @Test("a tag that is given, taken and given again by work that comes together starts a flow twice")
    func tag() throws {
        let now = Instant(iso8601: "2026-03-02T10:00:00Z")!
        let flow = try FlowFile.read(
            "flow: f\nname: F\ntrigger:\n  - tag added: keen\nsteps:\n  - alert: hit\n", version: 1)
        let definitions = Definitions(version: 1, flows: [flow])
        var store = ModelStore()
        let ana = IdentityKey(Identity(.user, "ana")!, workspace: .first)
        for (number, isMember) in [true, false, true].enumerated() {
            let change = ListChange(label: Label(.tag, "keen"), isMember: isMember, source: "test")
            store.schedule(
                WorkItem(
                    dueAt: now, kind: .command, id: Int64(number), subject: ana, payload: Command.list(change).payload))
        }
        let due = store.due(in: Set(BucketRange.all), now: now, limit: 100)
        var step = BatchStep(
            leases: store.epochs.map { Lease(range: $0.key, epoch: $0.value) }, now: now, definitions: definitions)
        try store.apply(try step.run(due, reader: store, cached: { _ in nil }), now: now)
        #expect(store.events.count { $0.name == "Tag Added" } == 2)
        #expect(store.effects.count == 2)
    }
}
