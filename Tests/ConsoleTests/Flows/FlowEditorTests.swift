import Engine
import Hummingbird
import HummingbirdTesting
import Runtime
import Testing
import Values

@testable import Console

@Suite("Writing a flow in the console")
struct FlowEditorTests {
    /// Begins a blank flow called "Thanks" and opens its editor.
    private func blank(_ browser: Browser) async throws -> EditorReader {
        try await browser.enter()
        _ = try await browser.get("/console/flows/new")
        let answer = try await browser.post("/console/flows/new", ["from": "", "name": "Thanks", "language": "en"])
        #expect(answer.location == "/console/flows/thanks/edit")
        return try await EditorReader(browser, "thanks")
    }

    /// Adds steps of these kinds, each behind the last.
    private func add(_ keywords: [String], _ editor: EditorReader) async throws {
        for (index, keyword) in keywords.enumerated() {
            try await editor.press("operation=place&target=\(index)")
            try await editor.press(
                "operation=add&target=\(index)&value=\(FormFields.encoded(keyword))")
        }
    }

    @Test("a flow is made without a line of YAML, and is a draft whose text reads")
    func wholePath() async throws {
        try await TestConsole.run { console, browser in
            let editor = try await blank(browser)
            try await add(["send"], editor)
            let typed = [
                "v:0:subject": "Thanks, {{ profile.first_name }}", "v:0:body": "<p>Hi & bye</p>", "v::about": "A word",
            ]
            try await editor.press("operation=set&step=0", typed)
            try await editor.press("operation=add-trigger", ["trigger": "event"])
            try await editor.press("operation=set&step=t1", ["v:t1:event": "Order Completed"])
            try await editor.press("operation=remove-trigger&step=t0")
            #expect(try await editor.save() == "/console/flows/thanks/edit?done=saved")
            try await editor.open("?done=saved")
            #expect(editor.page.contains("Saved as a draft"))

            let stored = try await console.system.flows.draft(of: "thanks")
            #expect(stored.flow.state == .draft && stored.flow.liveVersion == nil && stored.isDraft)
            let flow = try FlowFile.read(stored.text)
            #expect(flow.about == "A word" && flow.triggers == ["Order Completed"])
            let send = try #require((flow.steps.first?.kind as? SendStep)?.content as? EmailContent)
            #expect(send.subject == "Thanks, {{ profile.first_name }}" && send.body == "<p>Hi & bye</p>\n")
            let versions = try await console.system.flows.versions(of: "thanks").versions
            #expect(versions.map(\.author) == ["Mia", "Mia"])
        }
    }

    @Test("steps are moved, copied, put into branches and taken away, and the last change is taken back")
    func operations() async throws {
        try await TestConsole.run { _, browser in
            let editor = try await blank(browser)
            try await add(["wait", "note", "if", "end"], editor)
            func keywords() throws -> [String] {
                try FlowFile.read(editor.form.text).steps.map { type(of: $0.kind).keyword }
            }
            #expect(try keywords() == ["wait", "note", "if", "end"])
            try await editor.press("operation=up&step=1")
            #expect(try keywords() == ["note", "wait", "if", "end"])
            try await editor.press("operation=down&step=0")
            #expect(try keywords() == ["wait", "note", "if", "end"])
            try await editor.press("operation=duplicate&step=0")
            #expect(try keywords() == ["wait", "wait", "note", "if", "end"])
            try await editor.press("operation=delete&step=0")
            #expect(try keywords() == ["wait", "note", "if", "end"])
            try await editor.press("operation=undo")
            #expect(try keywords() == ["wait", "wait", "note", "if", "end"])
            try await editor.press("operation=undo")
            #expect(try keywords() == ["wait", "note", "if", "end"])

            try await editor.press("operation=pick&step=1")
            #expect(editor.page.contains("choose where it goes"))
            try await editor.press("operation=cancel")
            try await editor.press("operation=pick&step=1")
            try await editor.press("operation=move&step=1&target=2.then.0")
            let draft = try FlowDraft(editor.form.text)
            #expect(draft.steps[1].branches.first?.steps.map(\.keyword) == ["note"])
            // Up from the first place of a branch leads out of it.
            try await editor.press("operation=up&step=1.then.0")
            #expect(try keywords() == ["wait", "note", "if", "end"])
        }
    }

    @Test("ways are added, filled in and taken away")
    func ways() async throws {
        try await TestConsole.run { _, browser in
            let editor = try await blank(browser)
            try await add(["choose"], editor)
            #expect(!editor.form.buttons.contains { $0.contains("remove-branch") })
            try await editor.press("operation=add-branch&step=0")
            try await editor.press(
                "operation=set&step=0.choose%3A1", ["v:0.choose:1:when": "profile.vip"])
            #expect(editor.form.text.contains("when: 'profile.vip'"))
            try await editor.press("operation=remove-branch&step=0&target=0.choose%3A0")
            let draft = try FlowDraft(editor.form.text)
            #expect(draft.steps[0].branches.filter { $0.path.name?.way != nil }.map(\.label) == ["profile.vip"])
        }
    }

    @Test("a message gets another language to translate, and loses it when it is emptied")
    func languages() async throws {
        try await TestConsole.run { _, browser in
            let editor = try await blank(browser)
            try await add(["send"], editor)
            try await editor.press("operation=set&step=0", ["v:0:languages": "de", "v:0:subject": "Hello"])
            #expect(editor.form.fields["v:0:languages.de.subject"] != nil)
            try await editor.press("operation=set&step=0", ["v:0:languages.de.subject": "Hallo"])
            let send = try #require(try FlowFile.read(editor.form.text).steps.first?.kind as? SendStep)
            #expect((send.translations["de"] as? EmailContent)?.subject == "Hallo")
            #expect((send.content as? EmailContent)?.subject == "Hello")
            var empty: [String: String] = [:]
            for name in editor.form.fields.keys where name.hasPrefix("v:0:languages.de.") { empty[name] = "" }
            try await editor.press("operation=set&step=0", empty)
            #expect(!editor.form.text.contains("languages"))
        }
    }

    private func hasFault(_ field: String, _ editor: EditorReader) -> Bool {
        guard let start = editor.page.firstRange(of: "id=\"\(field)-notes\"") else { return false }
        return editor.page[start.upperBound...].hasPrefix("><small class=\"field-problem")
    }

    @Test("a fault stands beside its field, with what was typed, and keeps the draft from being saved")
    func faults() async throws {
        try await TestConsole.run { console, browser in
            let editor = try await blank(browser)
            try await add(["wait", "update"], editor)
            try await editor.press("operation=set&step=0", ["v:0:wait": "soon"])
            #expect(editor.form.fields["v:0:wait"] == "soon")
            #expect(hasFault("v:0:wait", editor))
            #expect(try await editor.save() == nil)
            #expect(editor.status == .unprocessableContent)
            try await editor.press("operation=set&step=0", ["v:0:wait": "1 day", "v:1:update": "just words"])
            #expect(editor.form.fields["v:1:update"] == "just words", "what cannot stand in the file is still there")
            #expect(try await editor.save() == nil)
            #expect(try await console.system.flows.draft(of: "thanks").version == 1)
            try await editor.press("operation=set&step=1", ["v:1:update": "vip: true"])
            #expect(try await editor.save() != nil)
        }
    }

    @Test("a fault in a template is shown beside its text, and the draft is saved all the same")
    func templateFaults() async throws {
        try await TestConsole.run { console, browser in
            let editor = try await blank(browser)
            try await add(["send"], editor)
            try await editor.press("operation=set&step=0", ["v:0:subject": "Hello {{ profile.first_name"])
            #expect(hasFault("v:0:subject", editor))
            #expect(try await editor.save() != nil)
            await #expect(throws: AdminError.self) {
                try await console.system.flows.publish("thanks", author: "Mia")
            }
        }
    }

    @Test("a text that cannot be read keeps the cards as they were, until it is mended or taken back")
    func unreadable() async throws {
        try await TestConsole.run { _, browser in
            let editor = try await blank(browser)
            try await add(["wait"], editor)
            let before = editor.form.text
            try await editor.press("operation=text", ["text": before + "  - [\n"])
            #expect(editor.page.contains("cannot be read as it stands") && editor.form.fields["v:0:wait"] == "1 hour")
            #expect(editor.form.text.hasSuffix("- [\n"), "what was typed stays")
            try await editor.press("operation=delete&step=0")
            #expect(editor.page.contains("Mend the file first") && editor.form.fields["v:0:wait"] == "1 hour")
            #expect(try await editor.save() == nil)
            try await editor.press("operation=undo")
            #expect(editor.form.text == before)
            try await editor.press("operation=text", ["text": before.replacing("1 hour", with: "2 hours")])
            #expect(editor.form.fields["v:0:wait"] == "2 hours")
        }
    }

    @Test("the module is answered with the cards alone")
    func fragment() async throws {
        try await TestConsole.run { _, browser in
            let editor = try await blank(browser)
            var fields = editor.form.sent
            fields["fragment"] = "yes"
            let answer = try await browser.post("\(editor.address)?operation=add&target=0&value=wait", fields)
            #expect(answer.status == .ok && !answer.text.contains("<html"))
            #expect(EditorForm(answer.text).fields["v:0:wait"] == "1 hour")
        }
    }
}
