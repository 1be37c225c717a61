import Engine
import Runtime
import Testing
import Values

@testable import Console
@testable import Pages

@Suite("Journeys of an earlier version on their page")
struct EarlierVersionTests {
    private static let first = """
        flow: tiers
        name: Tiers
        trigger: Signed Up
        steps:
          - update: {tier: trigger.tier}
            id: set
          - note: as before
            id: remark
        """

    @Test("a journey that ended before an edit keeps its steps, with what they read")
    func ended() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await console.system.flows.install(Self.first, author: "Mia", live: true)
            let event: JSON = ["userId": "bo", "event": "Signed Up", "properties": ["tier": "silver"]]
            #expect(try await browser.send(event, to: "track", key: console.serverKey).status == .ok)
            try await console.settle()
            let edited = Self.first.replacing("id: set", with: "id: other").replacing("id: remark", with: "id: last")
            _ = try await console.system.flows.install(edited, author: "Mia", live: true)
            let row = try #require(try await Rooms(console.system).journeys(of: "tiers")?.rows.first)
            let id = try #require(JourneyID(text: row.id))
            let run = try #require(try await Rooms(console.system).journey(id, in: "tiers")).run
            #expect(run.version == 1 && run.steps.map(\.id) == ["set", "remark"])
            let page = try await browser.get(Route.journey(row.id, of: "tiers")).text
            #expect(page.contains("Version 1") || page.contains("version 1"))
            #expect(page.contains("What it read") && page.contains("silver"))
        }
    }
}
