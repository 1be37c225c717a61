import Engine
import Runtime
import Storage
import Testing
import Values

@testable import Console

@Suite("Where a customer stands, on their page")
struct CustomerStandingTests {
    @Test("segments with since when and a way to why, lists, tags, stage and points; of others nothing")
    func standing() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.messageSent(browser)
            _ = try await console.messageSent(browser, email: "bo@moreau.example")
            try await console.system.segments.create(
                [
                    SegmentDraft(name: "Buyers <1>", text: #"any("Order Completed")"#),
                    SegmentDraft(name: "Nobody", text: #"none("Order Completed")"#),
                    SegmentDraft(
                        name: "Customer", text: #"identity(email) == "ana@moreau.example""#, role: .stage(place: 2)),
                    SegmentDraft(
                        name: "Bought", text: #"any("Order Completed")"#,
                        role: .points(ScoreRule(score: "lead", points: Number(15)))),
                ], author: "test")
            _ = try await console.system.lists.create("News")
            let email = try #require(Identity(.email, "ana@moreau.example"))
            for (kind, name) in [(Label.Kind.list, "News"), (.tag, "dear")] {
                _ = try await console.system.lists.change(kind, name, people: [email], isMember: true, source: "test")
            }
            try await console.settle()
            let rooms = Rooms(console.system)
            let ana = try #require(try await rooms.customers(search: "ana@moreau.example").rows.first)
            let page = try await browser.get("/console/customers/" + ana.id).text
            let start = try #require(page.components(separatedBy: "id=\"standing\"").last)
            let card = try #require(start.components(separatedBy: "</section>").first)
            for words in [
                ">Buyers &lt;1&gt;</a>", "?who=ana%40moreau.example#why", "<dt>Stage</dt><dd>Customer</dd>",
                "<dt>Score “lead”</dt><dd>15</dd>", "/console/segments/lists/News", "/console/segments/tags/dear",
                "since",
            ] { #expect(card.contains(words), "\(words) in \(card)") }
            #expect(!card.contains("Nobody") && !card.contains("Bought"))
            let why = try #require(card.components(separatedBy: "href=\"").last { $0.contains("#why") })
            let answer = try await browser.get(String(why.prefix { $0 != "#" })).text
            #expect(answer.contains("Ana Moreau is in"))
            let bo = try #require(try await rooms.customers(search: "bo@moreau.example").rows.first)
            let other = try await browser.get("/console/customers/" + bo.id).text
            #expect(!other.contains("/console/segments/lists/News") && !other.contains("<dt>Stage</dt>"))
        }
    }
}
