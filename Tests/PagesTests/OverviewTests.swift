import Testing
import Values

@testable import Pages

@Suite("the overview follows the server")
struct OverviewTests {
    private let model = PagesSamples.overview
    private let context = PagesSamples.context()

    private func payload(after last: Int64?) throws -> JSON {
        try JSON.parse(model.livePayload(after: last, in: context))
    }

    @Test("the payload is one line of JSON whose every text has its place on the page")
    func places() throws {
        let bytes = model.livePayload(after: nil, in: context)
        #expect(!bytes.contains(UInt8(ascii: "\n")))
        let page = String(decoding: OverviewView.render(model, in: context), as: UTF8.self)
        let texts = try #require(JSON.parse(bytes)["texts"]?.object)
        #expect(texts.count > 20)
        for member in texts.members {
            let words = try #require(member.value.string)
            let place = "data-live=\"\(member.key)\""
            let found = page.contains("\(place)>\(words)<")
            #expect(found, "\(member.key) = \(words)")
        }
        for match in page.matches(of: /data-live="([^"]+)"/) { #expect(texts[String(match.output.1)] != nil) }
    }

    @Test("a browser that comes back gets what it missed, oldest first, and nothing twice")
    func resumes() throws {
        let newest = try #require(model.newestActivityID)
        let missed = try #require(payload(after: newest - 3)["feed"]?.array)
        #expect(missed.compactMap { $0["id"]?.number?.integer } == [newest - 2, newest - 1, newest])
        #expect(try payload(after: newest)["feed"]?.array?.isEmpty == true)
        #expect(try payload(after: nil)["feed"]?.array?.count == model.activity.count)
    }

    @Test("a feed item carries its words, picture, tone, moment and address")
    func item() throws {
        let item = try #require(payload(after: (model.newestActivityID ?? 0) - 1)["feed"]?[0])
        #expect(item["text"]?.string == "Ana M. abandoned a cart of €82.00")
        #expect(item["icon"]?.string == "cart")
        #expect(item["tone"]?.string == "warn")
        #expect(item["at"]?.string == "2026-11-22T17:57:39.833Z")
        #expect(item["href"]?.string == "/console/customers/cus_Ana")
    }

    @Test("columns and bars carry figures, not words")
    func figures() throws {
        let payload = try payload(after: nil)
        #expect(payload["columns"]?["events"]?.array?.count == 60)
        #expect(payload["bars"]?["state-sent"]?.number == Number(100))
        #expect(payload["bars"]?["state-held"]?.number == Number(literal: "12.4"))
    }

    @Test(
        "the engine's lamp follows its lag",
        arguments: [(0, Health.Condition.well), (4_999, .well), (5_000, .strained), (60_000, .failing)]
            as [(Int64, Health.Condition)])
    func lag(milliseconds: Int64, condition: Health.Condition) {
        var health = model.health
        health.engineLag = TimeSpan(milliseconds: milliseconds)
        #expect(health.engine == condition)
    }

    @Test("the built-in outbox is announced, a provider is named instead")
    func outbox() {
        let banner = "Nothing leaves this machine until you name a mail server"
        let page = String(decoding: OverviewView.render(model, in: context), as: UTF8.self)
        let announces = page.contains(banner)
        #expect(announces)
        let connected = String(decoding: OverviewView.render(PagesSamples.emptyOverview, in: context), as: UTF8.self)
        let stillAnnounces = connected.contains(banner)
        let namesProvider = connected.contains("SMTP mail.juniper.example")
        #expect(!stillAnnounces && namesProvider)
    }

    @Test("with a mail server named and sending off, the overview says so, and how many messages wait and were kept")
    func unsent() {
        var model = model
        model.unsent = Unsent(waiting: 12, inOutbox: 10_000, most: 10_000)
        let page = String(decoding: OverviewView.render(model, in: context), as: UTF8.self)
        for words in [
            "A mail server is named, but sending is off.", "Messages that wait: 12.", "never to leave: 10,000 or more.",
        ] {
            let isSaid = page.contains(words)
            #expect(isSaid, "\(words)")
        }
    }

    @Test("an empty shop is told how to begin")
    func empty() {
        let page = String(decoding: OverviewView.render(PagesSamples.emptyOverview, in: context), as: UTF8.self)
        for words in ["/v1/track", "cartwheel flows install", "Nothing yet"] { #expect(page.contains(words)) }
    }
}
