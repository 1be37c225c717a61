import Engine
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("Messages and skipped steps on a journey's page")
struct JourneyMessageTests {
    private func page(of flow: String, _ console: TestConsole, _ browser: Browser) async throws -> String {
        let rows = try await Rooms(console.system).journeys(of: flow)?.rows ?? []
        return try await browser.get(Route.journey(try #require(rows.first).id, of: flow)).text
    }

    @Test("a message that was opened says so, and its page is one click away")
    func opened() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            try await console.installFlowWithLink(to: "https://shop.example/orders")
            let message = try await console.messageSent(browser)
            let address = "href=\"\(Route.message(PublicID.message.text(message)))\""
            let sent = try await page(of: "order-confirmation", console, browser)
            #expect(sent.contains(">Sent<") && sent.contains(address) && sent.contains("See the message"))
            _ = try await browser.get("/o/" + console.system.trackingLinks.token(.open, message))
            try await console.settle()
            let opened = try await page(of: "order-confirmation", console, browser)
            #expect(opened.contains(">Opened<") && !opened.contains(">Sent<"))
            let why = try await browser.get(Route.flow("order-confirmation") + "?who=ana@moreau.example").text
            #expect(why.contains(address))
        }
    }

    @Test("a message that was refused leads to the page that says more of it")
    func refused() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.flows.install(
                """
                flow: hello
                name: Hello
                trigger: Signed Up
                steps:
                  - send: email
                    id: hello
                    subject: Hello
                    body: <p>Hello</p>
                """, author: "Mia", live: true)
            let event: JSON = ["userId": "bo", "event": "Signed Up"]
            #expect(try await browser.send(event, to: "track", key: console.serverKey).status == .ok)
            try await console.settle()
            let message = try #require(try await Rooms(console.system).messages().listing.rows.first)
            let found = try await page(of: "hello", console, browser)
            #expect(found.contains(">Not sent<") && found.contains("href=\"\(Route.message(message.id))\""))
        }
    }
}
