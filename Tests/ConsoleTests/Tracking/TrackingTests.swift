import Channels
import Engine
import Hummingbird
import HummingbirdTesting
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite struct TrackingTests {
    @Test("a link leads to its target and is counted; one that is not ours leads nowhere")
    func click() async throws {
        try await TestConsole.run { console, browser in
            try await console.installFlowWithLink(to: "https://shop.example/orders?a=1&amp;b=2")
            let message = try await console.messageSent(browser)
            let token = console.system.trackingLinks.token(.click, message, link: 1)
            let response = try await browser.get("/c/" + token)
            #expect(response.status == .found)
            #expect(response.location == "https://shop.example/orders?a=1&b=2")
            try await console.settle()
            let detail = try #require(try await Rooms(console.system).message(PublicID.message.text(message)))
            #expect(detail.message.state == .clicked)
            #expect(detail.links.map(\.clicks).reduce(0, +) == 1)
            for bad in ["x", String(token.dropLast()), console.system.trackingLinks.token(.open, message)] {
                #expect(try await browser.get("/c/" + bad).status == .notFound)
            }
        }
    }

    @Test("a scanner that looks by HEAD gets the same answer as by GET, and nothing is counted")
    func head() async throws {
        try await TestConsole.run { console, browser in
            try await console.installFlowWithLink(to: "https://shop.example/orders")
            let message = try await console.messageSent(browser)
            let links = console.system.trackingLinks
            let click = try await browser.request(.head, "/c/" + links.token(.click, message, link: 1))
            #expect(click.status == .found)
            #expect(click.location == "https://shop.example/orders")
            let open = try await browser.request(.head, "/o/" + links.token(.open, message))
            #expect(open.status == .ok)
            #expect(open.headers[.contentType] == "image/gif")
            #expect(open.body.readableBytes == 0)
            #expect(try await browser.request(.head, "/u/" + links.token(.unsubscribe, message)).status == .ok)
            #expect(try await browser.request(.head, "/c/nobody").status == .notFound)
            #expect(try await browser.request(.head, "/health").status == .ok)
            try await console.settle()
            let detail = try #require(try await Rooms(console.system).message(PublicID.message.text(message)))
            #expect(detail.message.state == .sent)
            #expect(detail.links.allSatisfy { $0.clicks == 0 })
        }
    }

    @Test("the pixel is a picture whatever the token, and a good one marks the message opened")
    func open() async throws {
        try await TestConsole.run { console, browser in
            let message = try await console.messageSent(browser)
            for token in ["nobody", console.system.trackingLinks.token(.open, message)] {
                let response = try await browser.get("/o/" + token)
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "image/gif")
                #expect([UInt8](buffer: response.body).prefix(6) == Array("GIF89a".utf8)[...])
            }
            try await console.settle()
            let detail = try #require(try await Rooms(console.system).message(PublicID.message.text(message)))
            #expect(detail.message.state == .opened)
        }
    }

    @Test(
        "whoever opens or clicks a flow's e-mail is in the segment that asks for that flow, and in none of another flow",
        arguments: [TrackingPurpose.open, .click])
    func engagementOfFlow(_ purpose: TrackingPurpose) async throws {
        try await TestConsole.run { console, browser in
            try await console.installFlowWithLink(to: "https://shop.example/orders")
            let does = purpose == .open ? "opened" : "clicked"
            try await console.system.segments.create(
                ["order-confirmation", "welcome"].map {
                    SegmentDraft(name: $0, text: "\(does)(email, flow: \"\($0)\")")
                }, author: "test")
            let message = try await console.messageSent(browser)
            let token = console.system.trackingLinks.token(purpose, message, link: purpose == .open ? 0 : 1)
            _ = try await browser.get((purpose == .open ? "/o/" : "/c/") + token)
            try await console.settle()
            let sizes = try await console.system.segments.list().map { [$0.segment.name: $0.size] }
            #expect(sizes == [["order-confirmation": 1], ["welcome": 0]])
        }
    }

    @Test(
        "stopping works by the page's button and by a mail program's one click, without a cookie, and can be taken back",
        arguments: ["List-Unsubscribe=One-Click", ""])
    func unsubscribe(body: String) async throws {
        try await TestConsole.run { console, browser in
            let message = try await console.messageSent(browser)
            try await TrackingTests.state("granted", console, browser)
            let path = "/u/" + console.system.trackingLinks.token(.unsubscribe, message)
            let page = try await browser.get(path)
            #expect(page.status == .ok)
            #expect(page.text.contains("a…@moreau.example"))
            #expect(!page.text.contains("ana@moreau.example"))
            #expect(try await TrackingTests.consent(console) == .granted, "looking is not stopping")
            for _ in 1...2 {
                let stopped = try await browser.stranger().request(.post, path, body: body)
                #expect(stopped.status == .ok)
                try await console.settle()
                #expect(try await TrackingTests.consent(console) == .withdrawn)
            }
            for _ in 1...2 {
                let back = try await browser.stranger().request(.post, path + "/back", body: "")
                #expect(back.status == .ok)
                #expect(back.text.contains("Welcome back"))
                try await console.settle()
                #expect(try await TrackingTests.consent(console) == .granted)
            }
        }
    }

    @Test("what nobody gave, or what was withdrawn elsewhere too, is not granted by whoever holds a message")
    func notBack() async throws {
        try await TestConsole.run { console, browser in
            let message = try await console.messageSent(browser)
            let path = "/u/" + console.system.trackingLinks.token(.unsubscribe, message)
            func takenBack() async throws -> Consent.Status? {
                let back = try await browser.stranger().request(.post, path + "/back", body: "")
                #expect(back.status == .ok)
                #expect(back.text.contains("cannot sign you up"))
                try await console.settle()
                return try await TrackingTests.consent(console)
            }
            #expect(try await takenBack() == nil, "unknown is never consent")
            _ = try await browser.stranger().request(.post, path, body: "")
            try await console.settle()
            #expect(try await takenBack() == .withdrawn, "it was unknown before")
            try await TrackingTests.state("granted", console, browser)
            try await TrackingTests.state("withdrawn", console, browser)
            #expect(try await takenBack() == .withdrawn, "the shop was told")
        }
    }

    /// The shop says what Ana said about e-mail.
    private static func state(_ status: String, _ console: TestConsole, _ browser: Browser) async throws {
        let now = console.system.clock.now().iso8601
        let said: JSON = ["status": .string(status), "source": "checkout", "at": .string(now)]
        let identify: JSON = ["userId": "user ana@moreau.example", "traits": ["consents": ["email": said]]]
        #expect(try await browser.send(identify, to: "identify", key: console.serverKey).status == .ok)
        try await console.settle()
        #expect(try await consent(console)?.name == status)
    }

    private static func consent(_ console: TestConsole) async throws -> Consent.Status? {
        try await Rooms(console.system).customers(search: "ana@moreau.example").rows.first?.emailConsent
    }

    @Test("an unsubscribe link that is not ours is a page that says so", arguments: [HTTPRequest.Method.get, .post])
    func unknown(method: HTTPRequest.Method) async throws {
        try await TestConsole.run { _, browser in
            let response = try await browser.request(method, "/u/AAAA", headers: [.accept: "text/html"], body: "")
            #expect(response.status == .notFound)
            #expect(response.text.contains("Nothing is here"))
        }
    }

    @Test("nothing in a target can end the header it stands in")
    func location() {
        #expect(
            LocationHeader.safe("https://x.example/ä b\r\nSet-Cookie: a")
                == "https://x.example/%C3%A4%20b%0D%0ASet-Cookie:%20a")
    }
}
