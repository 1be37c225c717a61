import Engine
import Simulation
import Testing
import Values

@Suite("A flow that is paused")
struct PausingTests {
    private static let start = Instant(iso8601: "2026-03-02T10:00:00Z")!
    private static let ana = [Identity(.user, "ana")!]

    /// A shop with one flow that can be paused.
    private struct Shop {
        let flow: Flow
        var world: World

        init(_ text: String, at start: Instant = PausingTests.start) throws {
            flow = try FlowFile.read(text, version: 1)
            world = World(definitions: Definitions(version: 1, flows: [flow]), now: start)
        }

        mutating func pause() throws {
            try world.change(to: Definitions(version: 2, flows: [], earlier: [flow], paused: [flow.id]))
        }

        mutating func resume() throws { try world.change(to: Definitions(version: 3, flows: [flow])) }

        mutating func checksOut(_ checkout: String = "k1") throws {
            try world.track(
                "Checkout Started", ["checkout_id": .string(checkout), "email": "ana@example.com"], by: PausingTests.ana
            )
        }

        /// One line a message: hours since the start, step, state and why.
        var messages: [String] {
            world.messages.map { message in
                let hours = (message.dueAt - PausingTests.start).milliseconds / TimeSpan.hours(1).milliseconds
                return "\(hours) h \(message.step) \(message.state.name)"
                    + (message.reason.isEmpty ? "" : ": \(message.reason)")
            }
        }

        func journeys() throws -> Int { try world.profile(of: PausingTests.ana[0])?.journeys.count ?? 0 }
    }

    private static let reminder = """
        flow: reminder
        name: Reminder
        purpose: transactional
        trigger: Checkout Started
        goal: 'any("Order Completed", since: trigger)'
        exit:
          - 'any("Cart Emptied", since: trigger)'
        steps:
          - wait: 1 hour
          - send: email
            id: first
            subject: One
            body: <p>1</p>
          - wait: 1 day
          - send: email
            id: second
            subject: Two
            body: <p>2</p>
        """

    @Test("takes nobody in, and takes people in again once it is live")
    func entering() throws {
        var shop = try Shop(Self.reminder)
        try shop.pause()
        try shop.checksOut()
        #expect(try shop.journeys() == 0)
        try shop.resume()
        #expect(try shop.journeys() == 0, "what came meanwhile starts nothing later")
        try shop.checksOut("k2")
        #expect(try shop.journeys() == 1)
    }

    @Test("does not move people on; what is overdue goes on once when it is live again, and the rest in its time")
    func overdue() throws {
        var shop = try Shop(Self.reminder)
        try shop.checksOut()
        try shop.pause()
        try shop.world.advance(by: .hours(5))
        #expect(shop.messages.isEmpty)
        #expect(try shop.journeys() == 1)
        try shop.resume()
        #expect(shop.messages == ["5 h first sent"])
        try shop.resume()
        try shop.world.advance(by: .days(10))
        #expect(shop.messages == ["5 h first sent", "29 h second sent"])
    }

    @Test("paused and resumed before a wait ends, it changes nothing")
    func inTime() throws {
        var shop = try Shop(Self.reminder)
        try shop.checksOut()
        try shop.pause()
        try shop.world.advance(by: .minutes(30))
        try shop.resume()
        try shop.world.advance(by: .days(10))
        #expect(shop.messages == ["1 h first sent", "25 h second sent"])
    }

    @Test("paused a second time while much is overdue, it still goes on once")
    func twice() throws {
        var shop = try Shop(Self.reminder)
        try shop.checksOut()
        try shop.pause()
        try shop.world.advance(by: .hours(2))
        try shop.resume()
        try shop.pause()
        try shop.world.advance(by: .days(2))
        try shop.resume()
        try shop.world.advance(by: .days(10))
        #expect(shop.messages == ["2 h first sent", "50 h second sent"])
    }

    @Test("lets go of whoever reaches the goal or an exit", arguments: ["Order Completed", "Cart Emptied"], [0, 3])
    func leaving(event: String, hours: Int64) throws {
        var shop = try Shop(Self.reminder)
        try shop.checksOut()
        try shop.pause()
        try shop.world.advance(by: .hours(hours))
        try shop.world.track(event, ["order_id": "o1"], by: Self.ana)
        #expect(try shop.journeys() == 0)
        try shop.resume()
        try shop.world.advance(by: .days(10))
        #expect(shop.messages.isEmpty)
    }

    @Test("sends nothing stale: freshness counts from when it was due")
    func stale() throws {
        var shop = try Shop(Self.reminder)
        try shop.checksOut()
        try shop.pause()
        try shop.world.advance(by: .days(5))
        try shop.resume()
        #expect(
            shop.messages == ["120 h first refused: It came too late: it was due more than 3 days before"])
    }

    @Test("remembers the event that a journey was waiting for, and goes on behind it")
    func awaited() throws {
        var shop = try Shop(
            """
            flow: delivery
            name: Delivery
            purpose: transactional
            trigger: Checkout Started
            steps:
              - wait for: Order Delivered
                up to: 14 days
                then:
                  - send: email
                    id: came
                    subject: Here
                    body: <p>1</p>
                else:
                  - send: email
                    id: lost
                    subject: Lost
                    body: <p>2</p>
            """)
        try shop.checksOut()
        try shop.pause()
        try shop.world.track("Order Delivered", ["checkout_id": "k1"], by: Self.ana)
        try shop.world.advance(by: .days(1))
        #expect(shop.messages.isEmpty)
        try shop.resume()
        try shop.world.advance(by: .days(20))
        #expect(shop.messages == ["24 h came sent"])
    }

    @Test("holds what was held already, and asks again when it is live")
    func held() throws {
        var shop = try Shop(
            Self.reminder.replacing("purpose: transactional\n", with: ""), at: Self.start + .hours(9))
        try shop.world.identify(
            ["email": "ana@example.com", "consents": ["email": ["status": "granted", "source": "form"]]], by: Self.ana)
        try shop.checksOut()
        try shop.world.advance(by: .hours(2))
        #expect(shop.messages == ["23 h first held: Marketing waits for 9:00 local time"])
        try shop.pause()
        try shop.world.advance(to: Self.start + .hours(25))
        #expect(shop.messages == ["23 h first held: Its flow is paused"])
        try shop.resume()
        #expect(shop.messages == ["25 h first sent"])
    }

    @Test("takes no second coupon")
    func coupon() throws {
        var shop = try Shop(
            """
            flow: gift
            name: Gift
            purpose: transactional
            trigger: Checkout Started
            steps:
              - wait: 1 hour
              - coupon: gifts
                then:
                  - send: email
                    id: gift
                    subject: "{{ coupon }}"
                    body: <p>1</p>
            """)
        shop.world.fill(pool: "gifts", with: ["A", "B"])
        try shop.checksOut()
        try shop.pause()
        try shop.world.advance(by: .hours(2))
        try shop.resume()
        try shop.world.advance(by: .days(1))
        #expect(shop.messages == ["2 h gift sent"])
        #expect(shop.world.messages[0].context.contains(#""coupon":"A""#))
    }

    @Test("keeps its name")
    func name() throws {
        let shop = try Shop(Self.reminder)
        let paused = Definitions(
            version: 2, flows: [], earlier: [shop.flow.numbered(2), shop.flow], paused: [shop.flow.id])
        #expect(paused.newest(shop.flow.id)?.version == 2)
        #expect(
            Definitions(version: 3, flows: [shop.flow], earlier: [shop.flow.numbered(2)]).newest(shop.flow.id)?.version
                == 1)
    }
}
