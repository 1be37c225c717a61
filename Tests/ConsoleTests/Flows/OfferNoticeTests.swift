import Engine
import Hummingbird
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("Codes that are made, which no checkout knows yet")
struct OfferNoticeTests {
    private static func flow(_ wait: String) -> String {
        """
        flow: spring
        name: Spring
        trigger: Checkout Started
        steps:
          - wait: \(wait)
          - coupon: spring
            codes: generated
            then:
              - send: email
                id: offer
                subject: A code for you
                body: <p>{{ coupon }}</p>
        """
    }

    @Test("it is said when the flow is made live, on its pages, and with its coupons")
    func said() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let words = "become valid at checkout once a store is connected"
            let flows = console.system.flows
            let draft = try await flows.install(Self.flow("1 hour"), author: "Mia", live: false)
            #expect(draft.notices.isEmpty)
            let live = try await flows.install(Self.flow("1 hour"), author: "Mia", live: true)
            #expect(live.notices.count == 1 && live.notices.first?.contains(words) == true, "\(live.notices)")
            _ = try await flows.install(Self.flow("2 hours"), author: "Mia", live: false)
            for path in [Route.flow("spring"), Route.flowPublish("spring")] {
                #expect(try await browser.get(path).text.contains(words), "\(path)")
            }
            let published = try await flows.publish("spring", author: "Mia")
            #expect(published.notices == live.notices)

            _ = try await browser.get(Route.coupons)
            _ = try await browser.post(Route.coupons, ["pool": "autumn", "codes": "B1"])
            let uploaded = try await browser.get(Route.coupons).text
            #expect(uploaded.contains("autumn") && !uploaded.contains(words))
            _ = try await browser.post(Route.coupons, ["pool": "spring", "codes": "A1"])
            for path in [Route.coupons, Route.couponPool("spring")] {
                #expect(try await browser.get(path).text.contains(words), "\(path)")
            }
        }
    }
}
