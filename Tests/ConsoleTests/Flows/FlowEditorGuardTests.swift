import Engine
import Hummingbird
import HummingbirdTesting
import ReadyFlows
import Runtime
import Testing
import Values

@testable import Console

@Suite("What the editor of flows refuses, and what it leaves alone")
struct FlowEditorGuardTests {
    @Test("a flow keeps its short name")
    func slug() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let editor = try await EditorReader(browser, "welcome")
            editor.form.fields["text"] = editor.form.text.replacing("flow: welcome", with: "flow: goodbye")
            #expect(try await editor.save() == nil)
            #expect(editor.status == .unprocessableContent && editor.page.contains("a flow keeps its short name"))
            #expect(try await !console.system.flows.list().contains { $0.flow.id == Flow.id(slug: "goodbye") })
        }
    }

    @Test("what is live stays live until the draft is published; a draft that is dropped is gone")
    func live() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let editor = try await EditorReader(browser, "welcome")
            #expect(!editor.page.contains("value=\"drop\""), "there is no draft to drop")
            try await editor.press("operation=set", ["v::name": "Welcome anew"])
            #expect(try await editor.save() != nil)
            var stored = try await console.system.flows.draft(of: "welcome")
            #expect(stored.flow.state == .live && stored.flow.liveVersion == 1 && stored.version == 2)
            try await editor.open()
            #expect(editor.page.contains("value=\"drop\""))
            var fields = editor.form.sent
            fields["operation"] = "drop"
            #expect(try await browser.post(editor.address, fields).location == "/console/flows/welcome")
            stored = try await console.system.flows.draft(of: "welcome")
            #expect(stored.version == 1 && !stored.isDraft)
            #expect(try await browser.post(editor.address, fields).status == .conflict)
        }
    }

    @Test("a flow that was never live goes as a whole when its draft is dropped")
    func neverLive() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            _ = try await browser.get("/console/flows/new")
            _ = try await browser.post("/console/flows/new", ["name": "Thanks"])
            let editor = try await EditorReader(browser, "thanks")
            var fields = editor.form.sent
            fields["operation"] = "drop"
            #expect(try await browser.post(editor.address, fields).location == "/console/flows")
            #expect(try await browser.get(editor.address).status == .notFound)
        }
    }

    @Test("without the form of our own page nothing changes, and strangers sign in first")
    func forgery() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            let editor = try await EditorReader(browser, "welcome")
            var fields = editor.form.sent
            fields["operation"] = "save"
            #expect(try await browser.post(editor.address, fields, token: "00").status == .forbidden)
            #expect(try await browser.post("/console/flows/new", ["name": "Mine"], token: "00").status == .forbidden)
            let stranger = browser.stranger()
            #expect(try await stranger.get(editor.address).location?.hasPrefix("/console/sign-in") == true)
            #expect(try await stranger.get("/console/flows/new").location?.hasPrefix("/console/sign-in") == true)
            _ = try await stranger.get("/console/sign-in")
            let answer = try await stranger.post(editor.address, ["operation": "save"])
            #expect(answer.status == .unauthorized)
            #expect(try await console.system.flows.draft(of: "welcome").version == 1)
        }
    }

    @Test("a form larger than a flow can be is refused, and so is one of a stranger that is large")
    func bounds() async throws {
        try await TestConsole.run { _, browser in
            try await browser.enter()
            let editor = try await EditorReader(browser, "welcome")
            let large = String(repeating: "a", count: 600 * 1024)
            var fields = editor.form.sent
            fields["v:9:body"] = large
            #expect(try await browser.post(editor.address + "?operation=set", fields).status == .ok)
            fields["more"] = String(repeating: large, count: 7)
            #expect(try await browser.post(editor.address + "?operation=set", fields).status == .contentTooLarge)
            let stranger = browser.stranger()
            _ = try await stranger.get("/console/sign-in")
            let answer = try await stranger.post(editor.address, ["v:9:body": large])
            #expect(answer.status == .contentTooLarge)
            #expect(try await browser.post(editor.address + "?operation=explode", [:]).status == .badRequest)
        }
    }

    @Test("opening any of the ready flows and sending its form back changes nothing of its file")
    func untouched() async throws {
        try await TestConsole.run { console, browser in
            try await browser.enter()
            for ready in ReadyFlows.all {
                if try await !console.system.flows.list().contains(where: { $0.flow.id == Flow.id(slug: ready.slug) }) {
                    try await console.system.flows.saveDraft(ready.text, of: nil, author: "Mia")
                }
                let editor = try await EditorReader(browser, ready.slug)
                let text = editor.form.text
                try await editor.press("operation=set")
                #expect(editor.form.text == text, "\(ready.slug)")
            }
        }
    }
}
