import Engine
import Simulation
import Testing
import Values

@Suite("A flow from event to message")
struct FirstScenarioTests {
    static let flow = """
        flow: reminder
        name: Reminder
        trigger: Checkout Started
        when: consents(email)
        goal: 'any("Order Completed", since: trigger)'
        reentry: once per 3 days
        while under way: refresh
        steps:
          - wait: 1 hour
          - send: email
            id: first
            subject: You left something
            body: <p>Hello</p>
          - if: trigger.value > 100
            then:
              - update: {big_cart: true}
            else:
              - coupon: rescue
                then:
                  - send: email
                    subject: A code for you
                    body: <p>{{ coupon }}</p>
          - end: done
        """

    func world(at time: String = "2026-03-02T10:00:00Z") throws -> World {
        let flow = try FlowFile.read(Self.flow, version: 1)
        return World(
            definitions: Definitions(version: 1, flows: [flow]), now: Instant(iso8601: time)!)
    }

    let ana = [Identity(.user, "ana")!, Identity(.anonymous, "browser-1")!]
    let consent: JSONObject = [
        "email": "ana@example.com", "consents": ["email": ["status": "granted", "source": "form"]],
    ]

    @Test("a checkout that is left gets its reminder after an hour")
    func reminder() throws {
        var world = try world()
        try world.identify(consent, by: ana)
        try world.track("Checkout Started", ["value": 120], by: ana)
        try world.advance(by: .minutes(59))
        #expect(world.messages.isEmpty)
        try world.advance(by: .minutes(1))
        #expect(world.messages.map(\.state) == [.sent])
        #expect(try world.profile(of: ana[0])?.property("big_cart") == true)
        #expect(try world.profile(of: ana[0])?.journeys.isEmpty == true)
    }

    @Test("an order on another device stops it")
    func order() throws {
        var world = try world()
        try world.identify(consent, by: ana)
        try world.track("Checkout Started", ["value": 120], by: ana)
        try world.track(
            "Order Completed", ["order_id": "1"], by: [Identity(.user, "ana")!, Identity(.anonymous, "phone")!])
        try world.advance(by: .days(2))
        #expect(world.messages.isEmpty)
    }

    @Test("a reminder that falls into the night waits for the morning, and the next message for the next day")
    func night() throws {
        var world = try world(at: "2026-03-02T20:30:00Z")
        world.fill(pool: "rescue", with: ["SAVE10"])
        try world.identify(consent, by: ana)
        try world.track("Checkout Started", ["value": 20], by: ana)
        try world.advance(by: .hours(11))
        #expect(world.messages.map(\.state) == [.held])
        try world.advance(to: Instant(iso8601: "2026-03-03T09:00:00Z")!)
        #expect(world.messages.map(\.state) == [.sent, .held])
        try world.advance(to: Instant(iso8601: "2026-03-04T09:00:00Z")!)
        #expect(world.messages.map(\.state) == [.sent, .sent])
        #expect(world.messages[1].context.contains("SAVE10"))
    }

    @Test("anonymous browsing joins the person who signs in, and a guest's e-mail joins the account that states it")
    func joining() throws {
        var world = try world()
        let guest = [Identity(.email, "ana@example.com")!]
        try world.track("Product Viewed", by: [Identity(.anonymous, "browser-1")!], authority: .browser)
        try world.identify(["first_name": "Ana"], by: guest)
        try world.identify(consent, by: ana + guest)
        let account = try world.profile(of: ana[0])
        #expect(try world.profile(of: guest[0])?.key == account?.key)
        #expect(try world.profile(of: Identity(.anonymous, "browser-1")!)?.key == account?.key)
        #expect(account?.property("first_name") == "Ana")
        #expect(account?.identities.count == 3)
    }

    @Test("somebody who only looks around is known all the same")
    func looking() throws {
        var world = try world()
        try world.track("Product Viewed", by: [Identity(.anonymous, "browser-1")!], authority: .browser)
        #expect(try world.profile(of: Identity(.anonymous, "browser-1")!) != nil)
    }

    @Test("a page cannot redirect somebody's mail to another address")
    func redirect() throws {
        var world = try world()
        try world.identify(consent, by: ana)
        try world.identify(["email": "mallory@example.net"], by: ana, authority: .browser)
        #expect(try world.profile(of: ana[0])?.address(on: .email) == "ana@example.com")
        try world.track("Checkout Started", ["value": 120], by: ana)
        try world.advance(by: .hours(1))
        #expect(world.messages.map(\.address) == ["ana@example.com"])
    }

    @Test("what a page claims is no address, also where nothing else is known")
    func claimed() throws {
        var world = try world()
        try world.identify(["email": "mallory@example.net"], by: [Identity(.user, "ana")!], authority: .browser)
        #expect(try world.profile(of: ana[0])?.address(on: .email) == nil)
    }

    @Test("the first order of somebody new is confirmed to the address it names")
    func firstOrder() throws {
        let flow = try FlowFile.read(
            """
            flow: confirmation
            name: Confirmation
            purpose: transactional
            trigger: Order Completed
            steps:
              - send: email
                subject: Thank you
                body: <p>Thank you</p>
            """, version: 1)
        var world = World(
            definitions: Definitions(version: 1, flows: [flow]), now: Instant(iso8601: "2026-03-02T10:00:00Z")!)
        try world.track(
            "Order Completed", ["order_id": "1", "email": "new@example.com"],
            by: [Identity(.user, "new")!, Identity(.email, "new@example.com")!])
        #expect(world.messages.map(\.address) == ["new@example.com"])
        #expect(world.messages.map(\.state) == [.sent])
    }

    @Test("a value said again later is not undone by an older statement that comes late")
    func lateStatement() throws {
        var world = try world()
        let noon = world.now
        let dan = [Identity(.user, "dan")!]
        for (city, at) in [("Bonn", 0), ("Bonn", 5), ("Köln", 3)] {
            try world.receive(
                IncomingEvent(
                    identity: dan[0], call: .identify, name: "identify", occurredAt: noon + .minutes(Int64(at)),
                    receivedAt: noon + .minutes(10), authority: .server,
                    properties: Array(#"{"city": "\#(city)"}"#.utf8),
                    envelope: Envelope(identities: dan, messageID: "said \(at)")))
        }
        #expect(try world.profile(of: dan[0])?.property("city") == "Bonn")
    }
}
