import Hummingbird
import HummingbirdTesting
import Pages
import Runtime
import Testing
import Values

@testable import Console

@Suite struct OverviewTests {
    @Test("the stream's first event has the figures and what happened, and goes on after the last that was seen")
    func stream() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            // The figures that the overview was just drawn with may be shown for so long.
            try await Task.sleep(for: .seconds(1))
            let response = try await browser.get("/console/live")
            #expect(response.status == .ok)
            #expect(response.headers[.contentType] == "text/event-stream; charset=utf-8")
            let (id, data) = try #require(OverviewTests.firstEvent(response.text))
            #expect(data["texts"]?["events-today"]?.string == "2")
            let feed = try #require(data["feed"]?.array)
            #expect(feed.contains { $0["text"]?.string == "Ana M. placed an order of €82.50" })
            #expect(feed.last?["id"]?.number?.integer == Int64(id))
            let later = try await browser.get("/console/live?last=1", headers: [.lastEventID: id])
            #expect(try #require(OverviewTests.firstEvent(later.text)).data["feed"]?.array?.isEmpty == true)
        }
    }

    private static func firstEvent(_ text: String) -> (id: String, data: JSON)? {
        guard let id = text.firstRange(of: "id: "), let data = text.firstRange(of: "data: "),
            let json = try? JSON.parse(String(text[data.upperBound...].prefix { $0 != "\n" }))
        else { return nil }
        return (String(text[id.upperBound...].prefix { $0 != "\n" }), json)
    }

    @Test("more watchers than there are places for are asked to come later")
    func bounded() async throws {
        var limits = ConsoleLimits.short
        limits.streams = 0
        try await TestConsole.run(limits: limits) { _, browser in
            try await browser.enter()
            let text = try await browser.get("/console/live").text
            #expect(text.contains("retry: 15000"))
            #expect(!text.contains("data:"))
        }
    }

    @Test("the figures are the shop's own")
    func figures() async throws {
        try await TestConsole.run { console, browser in
            _ = try await console.messageSent(browser)
            _ = try await browser.send(["type": "track", "userId": "u"], to: "track", key: console.serverKey)
            let overview = try await Rooms(console.system).overview()
            #expect(overview.eventsToday == 2)
            #expect(overview.rejectedToday == 1)
            #expect(overview.people == 1)
            #expect(overview.messagesSent == 1)
            #expect(overview.eventsPerMinute.reduce(0, +) == 2)
            #expect(overview.flows.first { $0.slug == "order-confirmation" }?.sent == 1)
            #expect(overview.cartsAbandoned == 0)
            #expect(overview.ordersRecovered == 0)
        }
    }

    @Test("assets come compressed where the browser can, and are kept for ever")
    func assets() async throws {
        try await TestConsole.run { _, browser in
            let address = Assets.url("app.css")
            let plain = try await browser.get(address)
            let packed = try await browser.get(address, headers: [.acceptEncoding: "gzip, br"])
            #expect(plain.headers[.cacheControl]?.contains("immutable") == true)
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.body.readableBytes < plain.body.readableBytes / 2)
            #expect(try await browser.get("/assets/app.css").status == .notFound)
        }
    }

    @Test("health is open, metrics are for a server key")
    func metrics() async throws {
        try await TestConsole.run { console, browser in
            #expect(try await browser.get("/health").json?["status"]?.string == "ok")
            #expect(try await browser.get("/metrics").status == .forbidden)
            let browserKey: HTTPFields = [.authorization: "Bearer \(console.browserKey)"]
            #expect(try await browser.get("/metrics", headers: browserKey).status == .forbidden)
            let text = try await browser.get("/metrics", headers: [.authorization: "Bearer \(console.serverKey)"]).text
            #expect(text.contains("# TYPE cartwheel_events_today gauge\ncartwheel_events_today 0\n"))
        }
    }

    @Test("the address alone leads to the console")
    func root() async throws {
        try await TestConsole.run { _, browser in
            let response = try await browser.get("/")
            #expect(response.location == "/console")
        }
    }
}
