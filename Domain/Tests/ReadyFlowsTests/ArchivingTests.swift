import Engine
import Simulation
import Testing
import Values

@Suite("A flow that is archived")
struct ArchivingTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private static let ana = [Identity(.user, "ana")!]

    private static let text = """
        flow: thanks
        name: Thanks
        purpose: PURPOSE
        trigger: Order Completed
        steps:
          - coupon: ten
            per person: any
            then:
              - wait: 1 hour
              - send: email
                id: first
                subject: One
                body: <p>{{ coupon }}</p>
        """

    private func shop(_ purpose: String) throws -> (flow: Flow, world: World) {
        let flow = try FlowFile.read(
            ArchivingTests.text.replacing("PURPOSE", with: purpose), version: 1)
        var world = World(definitions: Definitions(version: 1, flows: [flow]), now: ArchivingTests.start)
        world.fill(pool: "ten", with: ["A", "B"])
        let traits: JSONObject = [
            "email": "ana@example.com", "consents": ["email": ["status": "granted", "source": "form"]],
        ]
        try world.identify(traits, by: ArchivingTests.ana + [Identity(.email, "ana@example.com")!])
        try world.track("Order Completed", ["order_id": "o1"], by: ArchivingTests.ana)
        return (flow, world)
    }

    private func archived(_ flow: Flow, version: Int64 = 2) -> Definitions {
        Definitions(version: version, flows: [], earlier: [flow], archived: [flow.id])
    }

    @Test("whoever is in it leaves before the next step, and the code goes back to its pool")
    func leaves() throws {
        var (flow, world) = try shop("transactional")
        #expect(try world.profile(of: ArchivingTests.ana[0])?.journeys.count == 1)
        try world.change(to: archived(flow))
        try world.advance(by: .hours(2))
        #expect(world.messages.isEmpty)
        #expect(try world.profile(of: ArchivingTests.ana[0])?.journeys.isEmpty == true)
        #expect(world.store.coupons["ten"] == ["A", "B"])
    }

    @Test("nobody enters it")
    func noEntries() throws {
        var (flow, world) = try shop("transactional")
        try world.change(to: archived(flow))
        try world.advance(by: .hours(2))
        try world.track("Order Completed", ["order_id": "o2"], by: ArchivingTests.ana)
        try world.advance(by: .hours(2))
        #expect(world.messages.isEmpty)
    }

    @Test("archived while it was paused it sends nothing of what had waited")
    func afterPause() throws {
        var (flow, world) = try shop("transactional")
        try world.change(to: Definitions(version: 2, flows: [], earlier: [flow], paused: [flow.id]))
        try world.advance(by: .hours(2))
        #expect(try world.profile(of: ArchivingTests.ana[0])?.journeys.count == 1)
        try world.change(to: archived(flow, version: 3))
        #expect(try world.profile(of: ArchivingTests.ana[0])?.journeys.isEmpty == true)
        #expect(world.messages.isEmpty && world.store.coupons["ten"] == ["A", "B"])
    }

    @Test("a message that is held until tomorrow is withdrawn")
    func held() throws {
        var (flow, world) = try shop("marketing")
        // An hour after the second order it is night: that message waits for the morning.
        try world.advance(by: .hours(12))
        let before = world.messages.map(\.state)
        try world.track("Order Completed", ["order_id": "o3"], by: ArchivingTests.ana)
        try world.advance(by: .hours(2))
        try world.change(to: archived(flow))
        try world.advance(by: .days(2))
        #expect(before == [.sent])
        #expect(world.messages.allSatisfy { $0.state == .sent || $0.state == .refused })
        #expect(world.messages.contains { $0.state == .refused && $0.reason == "Its flow was archived" })
    }
}
