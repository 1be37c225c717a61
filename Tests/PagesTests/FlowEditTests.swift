import Testing

@testable import Pages

@Suite("what the flow editor's form asks for")
struct FlowEditTests {
    private let text = "flow: thanks\nsteps: []\n"

    @Test("every button of the page says an operation that is known, and what it needs")
    func buttons() throws {
        let models = [PagesSamples.flowEditor, PagesSamples.flowEditorPlacing, PagesSamples.flowEditorMoving]
        var found: Set<FlowEdit.Operation> = [.save, .text, .drop]
        for model in models {
            let page = String(decoding: FlowEditorView.render(model, in: PagesSamples.context()), as: UTF8.self)
            for match in page.matches(of: /formaction="\/console\/flows\/abandoned-cart\/edit\?([^"]*)"/) {
                let query = match.output.1.replacing("&amp;", with: "&").split(separator: "&")
                var fields: [String: String] = [:]
                for pair in query {
                    let parts = pair.split(separator: "=", maxSplits: 1)
                    fields[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
                }
                let edit = try #require(FlowEdit(fields))
                found.insert(edit.operation)
                switch edit.operation {
                case .place: #expect(!edit.target.isEmpty)
                case .add: #expect(!edit.target.isEmpty && !edit.value.isEmpty)
                case .move: #expect(!edit.target.isEmpty && edit.step == "steps.2")
                case .up, .down, .duplicate, .delete, .pick, .addBranch, .sendTest: #expect(!edit.step.isEmpty)
                case .removeBranch: #expect(!edit.step.isEmpty && !edit.target.isEmpty)
                case .removeTrigger: #expect(edit.step == "t0" || edit.step == "t1")
                case .addTrigger: #expect(edit.value.isEmpty)
                case .set, .text, .cancel, .undo, .save, .drop, .preview: break
                }
            }
        }
        #expect(found == Set(FlowEdit.Operation.allCases))
    }

    @Test("a step cannot be put into itself")
    func intoItself() {
        let page = String(
            decoding: FlowEditorView.render(PagesSamples.flowEditorMoving, in: PagesSamples.context()), as: UTF8.self)
        #expect(page.contains("operation=move&amp;step=steps.2&amp;target=steps.3\""))
        #expect(!page.contains("target=steps.2.then.1\""))
    }

    @Test("fields of the cards count as long as the text was left alone")
    func values() throws {
        let fields = [
            "operation": "set", "text": "flow: thanks\r\nsteps: []\r\n", "was": FlowEdit.mark(of: text),
            "v:steps.0:subject": "Hello\r\nyou", "v::name": "Thanks", "v:steps.1:on": "", "v:steps.1:on[4]": "friday",
            "v:steps.1:on[0]": "monday",
        ]
        let edit = try #require(FlowEdit(fields))
        #expect(edit.text == text && !edit.isTextEdited)
        #expect(
            edit.values == [
                .init(step: "", field: "name", value: "Thanks"),
                .init(step: "steps.0", field: "subject", value: "Hello\nyou"),
                .init(step: "steps.1", field: "on", value: "monday, friday"),
            ])
    }

    @Test("an edited text wins over fields that show how it was")
    func editedText() throws {
        let fields = ["operation": "up", "text": text + "#", "was": FlowEdit.mark(of: text), "v::name": "Old"]
        let edit = try #require(FlowEdit(fields))
        #expect(edit.isTextEdited && edit.values.isEmpty)
    }

    @Test("an operation that nobody knows asks for nothing")
    func unknown() {
        #expect(FlowEdit(["operation": "explode"]) == nil)
    }

    @Test("a fault stands at the field it belongs to, and its card is open")
    func faults() {
        let page = String(
            decoding: FlowEditorView.render(PagesSamples.flowEditor, in: PagesSamples.context()), as: UTF8.self)
        #expect(page.contains("id=\"card-steps.2\" data-tone=\"good\" open>"))
        #expect(page.contains("<small class=\"field-problem line\">This pool is unknown; did you mean"))
        #expect(page.contains("data-line=\"6\" data-column=\"3\""))
        #expect(page.contains("id=\"card-steps.1\" data-tone=\"info\">"))
    }

    @Test("days of the week are boxes to tick, also where the file says “weekdays”")
    func weekdays() {
        let page = String(
            decoding: FlowEditorView.render(PagesSamples.flowEditor, in: PagesSamples.context()), as: UTF8.self)
        #expect(page.contains("name=\"v:steps.0:on[4]\" value=\"friday\" checked>"))
        #expect(page.contains("name=\"v:steps.0:on[5]\" value=\"saturday\">"))
    }

    @Test("what the module puts into the page is what the page itself has")
    func fragment() {
        let context = PagesSamples.context()
        let page = String(decoding: FlowEditorView.render(PagesSamples.flowEditor, in: context), as: UTF8.self)
        let fragment = String(decoding: FlowEditorView.fragment(PagesSamples.flowEditor, in: context), as: UTF8.self)
        #expect(!fragment.isEmpty && page.contains(fragment))
    }
}
