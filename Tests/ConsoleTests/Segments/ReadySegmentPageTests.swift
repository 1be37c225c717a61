import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("The gallery of ready segments")
struct ReadySegmentPageTests {
    private static let page = "/console/segments/ready"

    @Test("each says its rule and what that means; one is installed, and leads to itself from then on")
    func install() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.perform(.setSettings, ["currency": "JPY"])
            let gallery = try await browser.get(Self.page).text
            for ready in try await console.system.segments.readySegments() {
                #expect(gallery.contains("value=\"\(ready.slug)\""), "\(ready.slug)")
            }
            #expect(gallery.contains("spent() &gt; 100000 JPY"))
            #expect(gallery.contains("Spent over 100,000 JPY in all their orders together."))
            let answer = try await browser.post(Self.page, ["from": "vip"])
            let segment = try #require(answer.location?.prefix { $0 != "?" })
            #expect(try await browser.get(String(segment)).text.contains("VIP"))
            let again = try await browser.get(Self.page).text
            #expect(!again.contains("value=\"vip\"") && again.contains("href=\"\(segment)\""))
            #expect(try await browser.post(Self.page, ["from": "vip"]).location == "/console/segments")
            #expect(try await console.system.segments.list().count == 1)
            #expect(try await browser.post(Self.page, ["from": "nothing"]).status == .notFound)
        }
    }

    @Test("all that are missing are installed at once, and both the list and a new segment lead to the gallery")
    func installAll() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            for page in ["/console/segments", "/console/segments/new"] {
                #expect(try await browser.get(page).text.contains("href=\"\(Self.page)\""), "\(page)")
            }
            _ = try await browser.get(Self.page)
            #expect(try await browser.post(Self.page, ["all": "1"]).location == "/console/segments")
            let ready = try await console.system.segments.readySegments()
            #expect(ready.allSatisfy { $0.installed != nil })
            #expect(try await !browser.get(Self.page).text.contains("<button class=\"button small\""))
        }
    }

    @Test("a rule that ranks says its threshold and the edges, when they were taken, and when they are taken next")
    func measures() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.perform(.setSettings, ["currency": "EUR"])
            _ = try await console.messageSent(browser)
            let installed = try await console.system.segments.install(
                ["big-baskets", "rfm-lost", "vip"], author: "test")
            _ = try await console.system.ranks.refresh()
            let pages = try await installed.pages(browser)
            #expect(pages[0].contains("top 10% by average_order(): from 82.5 EUR"))
            #expect(pages[0].contains("Snapshot ") && pages[0].contains("; the next is taken "))
            #expect(!pages[0].contains("Last order"))
            #expect(pages[1].contains("<dt>Spent</dt><dd>82.5 EUR · 82.5 EUR"), "\(pages[1])")
            #expect(!pages[2].contains("Measured over everybody"))
        }
    }
}

extension [StoredSegment] {
    fileprivate func pages(_ browser: Browser) async throws -> [String] {
        var texts: [String] = []
        for segment in self {
            texts.append(try await browser.get("/console/segments/\(PublicID.segment.text(segment.id))").text)
        }
        return texts
    }
}
