import Hummingbird
import Runtime
import Testing
import Values

@testable import Console

@Suite("Changing a flow from its page")
struct FlowChangeTests {
    private static let page = "/console/flows/welcome"

    private func state(_ console: TestConsole) async throws -> String? {
        let flows = try await console.system.perform(.listFlows, [:]).array ?? []
        return flows.first { $0["flow"]?.string == "welcome" }?["state"]?.string
    }

    @Test("a live flow is paused, resumed and archived; the page says what that means and offers what can follow")
    func states() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            #expect(try await browser.get(Self.page).text.contains("action=\"\(Self.page)/pause\""))
            for (change, state, next) in [
                ("pause", "paused", "resume"), ("resume", "live", "pause"), ("archive", "archived", nil as String?),
            ] {
                let answer = try await browser.post("\(Self.page)/\(change)")
                #expect(answer.location == "\(Self.page)?done=\(change)")
                #expect(try await self.state(console) == state)
                let page = try await browser.get(answer.location ?? "").text
                #expect(page.contains("role=\"status\""))
                if let next { #expect(page.contains("action=\"\(Self.page)/\(next)\"")) }
            }
        }
    }

    @Test("what cannot be done is said on the flow's page, which shows how it stands")
    func refused() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get(Self.page)
            _ = try await browser.post(Self.page + "/archive")
            _ = try await browser.get(Self.page)
            let answer = try await browser.post(Self.page + "/pause")
            #expect(answer.status == .conflict && answer.text.contains("archived and runs nothing"))
            #expect(try await browser.post(Self.page + "/explode").status == .notFound)
            #expect(try await browser.post("/console/flows/nowhere/pause").status == .notFound)
            #expect(try await state(console) == "archived")
        }
    }

    @Test("without the form of our own page nothing changes", arguments: ["pause", "archive", "roll-back"])
    func forgery(change: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            #expect(try await browser.post("\(Self.page)/\(change)", token: "00").status == .forbidden)
            #expect(try await browser.stranger().post("\(Self.page)/\(change)").status != .seeOther)
            #expect(try await state(console) == "live")
        }
    }

    @Test("versions are listed, and new journeys take the one that was gone back to")
    func versions() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            for subject in ["One", "Two"] {
                _ = try await console.system.flows.install(
                    """
                    flow: thanks
                    name: Thanks
                    trigger: Order Completed
                    steps:
                      - send: email
                        id: thanks
                        subject: \(subject)
                        body: <p>Thanks</p>
                    """, author: "Mia <script>", live: true)
            }
            let page = try await browser.get("/console/flows/thanks/versions").text
            #expect(page.contains("Version 2") && page.contains("Version 1") && page.contains("by Mia &lt;script&gt;"))
            let answer = try await browser.post("/console/flows/thanks/roll-back", ["version": "1"])
            #expect(answer.location == "/console/flows/thanks?done=roll-back")
            #expect(try await browser.get("/console/flows/thanks").text.contains("One"))
            let shown = try await console.system.perform(.showFlow, ["flow": "thanks"])
            #expect(shown["live_version"]?.number?.integer == 1 && shown["versions"]?.array?.count == 2)
            #expect(shown["text"]?.string?.contains("subject: One") == true)
            let newest = try await console.system.perform(.showFlow, ["flow": "thanks", "version": 2])
            #expect(newest["text"]?.string?.contains("subject: Two") == true)
            let missing = try await browser.post("/console/flows/thanks/roll-back", ["version": "9"])
            #expect(missing.status == .conflict && missing.text.contains("has no version 9"))
        }
    }
}
