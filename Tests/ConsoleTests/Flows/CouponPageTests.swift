import Engine
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("The page of a pool of codes")
struct CouponPageTests {
    /// A flow that gives a code of the pool `spring` and sends it.
    private func flow(_ name: String, purpose: String, trigger: String) -> String {
        """
        flow: \(name)
        name: \(name.capitalized)
        purpose: \(purpose)
        trigger: \(trigger)
        while under way: another
        steps:
          - coupon: spring
            id: code
            then:
              - send: email
                id: \(name)-code
                subject: A code for you
                body: <p>{{ coupon }}</p>
          - wait: 3 days
        """
    }

    private func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<500 {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private func rows(_ console: TestConsole) async throws -> [CouponPage.Row] {
        try await Rooms(console.system).couponPool("spring")?.rows ?? []
    }

    private func states(_ console: TestConsole) async throws -> [String: CouponPage.Row.State] {
        Dictionary(
            try await rows(console).map { ($0.person?.email ?? "", $0.state) }, uniquingKeysWith: { first, _ in first })
    }

    private func order(
        of email: String, _ id: String, coupon: String? = nil, _ console: TestConsole, _ browser: Browser
    ) async throws {
        var properties: JSONObject = ["order_id": .string(id), "total": 10, "currency": "EUR"]
        properties["coupon"] = coupon.map { JSON.string($0) }
        let user = JSON.string("user " + email)
        _ = try await browser.send(
            ["userId": user, "traits": ["email": .string(email)]], to: "identify", key: console.serverKey)
        let taken = try await browser.send(
            ["userId": user, "event": "Order Completed", "properties": .object(properties)], to: "track",
            key: console.serverKey)
        #expect(taken.status == .ok, "\(taken.text)")
    }

    /// Ana has a code that went out to her, Ben one in a message that is held.
    private func pool(_ body: @escaping @Sendable (TestConsole, Browser) async throws -> Void) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.perform(.setSettings, ["marketing_stopped": true])
            _ = try await console.system.addCoupons(["SPRING-1", "SPRING-2", "SPRING-3"], to: "spring")
            for text in [
                flow("news", purpose: "marketing", trigger: "Consent Granted"),
                flow("thanks", purpose: "transactional", trigger: "Order Completed"),
            ] {
                _ = try await console.system.flows.install(text, author: "Mia", live: true)
            }
            try await order(of: "ana@example.com", "o1", console, browser)
            let consent: JSON = [
                "status": "granted", "source": "form", "at": .string(console.system.clock.now().iso8601),
            ]
            _ = try await browser.send(
                ["userId": "ben", "traits": ["email": "ben@example.com", "consents": ["email": consent]]],
                to: "identify", key: console.serverKey)
            let areThere = try await eventually {
                try await states(console) == ["ana@example.com": .given, "ben@example.com": .held]
            }
            let found = try await states(console)
            #expect(areThere, "\(found)")
            try await body(console, browser)
        }
    }

    @Test("a code is held until a message that shows it has gone, and each leads to the journey that gave it")
    func given() async throws {
        try await pool { console, browser in
            let pools = try await Rooms(console.system).coupons()
            #expect(pools.first { $0.pool.name == "spring" }?.held == 1)
            let flows = Dictionary(
                try await rows(console).map { ($0.person?.email ?? "", $0.flow?.slug ?? "") },
                uniquingKeysWith: { first, _ in first })
            #expect(flows == ["ana@example.com": "thanks", "ben@example.com": "news"])
            let page = try await browser.get(Route.couponPool("spring")).text
            for row in try await rows(console) {
                let journey = try #require(row.journey?.text)
                #expect(page.contains("href=\"\(Route.journey(journey, of: row.flow?.slug ?? ""))\""))
            }
        }
    }

    @Test("an order with the code uses it, and where its journey is over the row leads to why there was one")
    func used() async throws {
        try await pool { console, browser in
            let ana = try #require(try await rows(console).first { $0.person?.email == "ana@example.com" })
            let journey = try #require(ana.journey?.text)
            _ = try await browser.get(Route.journey(journey, of: "thanks"))
            _ = try await browser.post(Route.journey(journey, of: "thanks", .stop))
            try await order(of: "ana@example.com", "o2", coupon: ana.assignment.code.lowercased(), console, browser)
            let isUsed = try await eventually {
                let row = try await rows(console).first { $0.assignment.code == ana.assignment.code }
                return row?.state == .used && row?.journey == nil && row?.flow?.slug == "thanks"
            }
            #expect(isUsed)
            let page = try await browser.get(Route.couponPool("spring")).text
            #expect(page.contains("?why=thanks#why") && page.contains(">Used<"))
        }
    }
}
