import Engine
import Hummingbird
import HummingbirdTesting
import ReadyFlows
import Runtime
import Testing

@testable import Console

@Suite("Beginning a flow in the console")
struct NewFlowTests {
    @Test("ready flows stand in their groups, and those that are there lead to themselves")
    func page() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let page = try await browser.get("/console/flows/new").text
            for group in ReadyFlows.groups { #expect(page.contains("aria-label=\"\(group.name)\"")) }
            #expect(page.contains("href=\"/console/flows/welcome\"") && page.contains("value=\"win-back\""))
            #expect(!page.contains("value=\"welcome\""))
        }
    }

    @Test("a ready flow becomes a draft in the language that was chosen, and is not taken twice")
    func ready() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get("/console/flows/new")
            let answer = try await browser.post("/console/flows/new", ["from": "win-back", "language": "de"])
            #expect(answer.location == "/console/flows/win-back/edit")
            let stored = try await console.system.flows.draft(of: "win-back")
            #expect(stored.flow.state == .draft)
            let draft = try FlowDraft(stored.text)
            #expect(draft.language == "de" && draft.check().faults.isEmpty)
            #expect(try await browser.get(answer.location ?? "").status == .ok)
            let again = try await browser.post("/console/flows/new", ["from": "win-back", "language": "de"])
            #expect(again.status == .conflict)
            #expect(try await browser.post("/console/flows/new", ["from": "nothing"]).status == .notFound)
        }
    }

    @Test("a name that is missing, unusable or taken is asked for again", arguments: [" ", "…!", "Welcome", "New"])
    func names(name: String) async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let before = try await console.system.flows.list().count
            _ = try await browser.get("/console/flows/new")
            let answer = try await browser.post("/console/flows/new", ["name": name])
            #expect(answer.location == nil && answer.text.contains("aria-invalid=\"true\""))
            #expect(try await console.system.flows.list().count == before)
        }
    }
}
