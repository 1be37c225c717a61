import Engine
import Testing
import Values

@testable import Simulation

@Suite("Ranges that fell behind, and go to another process")
struct TakeoverTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private static let ana = Identity(.user, "ana")!
    private static let browser = Identity(.anonymous, "b1")!
    private static let flow = """
        flow: cart
        name: Cart
        trigger: Checkout Started
        goal: 'any("Order Completed", since: trigger)'
        steps:
          - wait: 1 hour
          - alert: hit
        """

    private static func event(_ name: String, _ identity: Identity, _ minute: Int64, id: String) -> IncomingEvent {
        let at = start + .minutes(minute)
        return IncomingEvent(
            identity: identity, call: .track, name: name, occurredAt: at, receivedAt: at, authority: .server,
            isHistorical: false, properties: Array(#"{"order_id":"o1"}"#.utf8),
            envelope: Envelope(identities: [identity], messageID: id))
    }

    @Test("who ordered is not reminded, though the checkout before it is stepped after the order, by whoever took over")
    func behind() throws {
        var world = World(
            definitions: Definitions(version: 1, flows: [try FlowFile.read(Self.flow, version: 1)]), now: Self.start)
        try world.track("Hello", by: [Self.ana, Self.browser])
        var store = world.store
        store.append([Self.event("Checkout Started", Self.browser, 10, id: "c")])
        store.append([Self.event("Order Completed", Self.ana, 20, id: "o")])
        let mine = IdentityKey(Self.ana, workspace: .first).bucket.range
        #expect(mine != IdentityKey(Self.browser, workspace: .first).bucket.range)
        let now = Self.start + .minutes(30)
        // The order's range is up to date; the browser's is taken over only then.
        for ranges in [Set([mine]), Set(BucketRange.all)] {
            let due = store.due(in: ranges, now: now, limit: 100)
            #expect(!due.isEmpty)
            let leases = store.epochs.filter { ranges.contains($0.key) }
                .map { Lease(range: $0.key, epoch: $0.value) }
            var step = BatchStep(leases: leases, now: now, definitions: world.definitions)
            try store.apply(try step.run(due, reader: store, cached: { _ in nil }), now: now)
        }
        let row = try #require(store.profiles[IdentityKey(Self.ana, workspace: .first)])
        #expect(try Profile(key: row.key, document: row.document).journeys.isEmpty)
    }
}
