import Engine
import Pages
import Runtime

/// One press of a button of the editor, and the page that comes of it.
struct FlowEditorTurn {
    let edit: FlowEdit
    let reading: FlowEditorReading
    let page: PageContext
    var model: FlowEditorModel
    /// The draft after it; nil where the text cannot be read.
    private let draft: FlowDraft?
    private let hasRefusals: Bool

    init(_ edit: FlowEdit, _ reading: FlowEditorReading, _ page: PageContext) async throws {
        self.edit = edit
        self.reading = reading
        self.page = page
        var edit = edit
        if edit.base.isEmpty { edit.base = reading.stored.text }
        var (text, notice): (String, FlowEditorNotice?) = (edit.text, nil)
        var editing: FlowEditing?
        if edit.operation == .undo {
            if edit.previous.isEmpty { notice = .nothingToUndo } else { text = edit.previous }
        } else if let draft = try? FlowDraft(edit.text) {
            var changed = FlowEditing(draft)
            changed.apply(edit)
            // What was laid out by hand stays so until something else changes.
            if changed.draft != draft { text = changed.draft.text }
            editing = changed
        } else if edit.operation != .text {
            notice = .mendFirst
        }
        model = try await reading.model(of: text, base: edit.base, editing: editing)
        let before = edit.operation == .undo ? edit.text : edit.base
        model.previous = text == before ? (edit.previous.isEmpty ? nil : edit.previous) : before
        model.notice = editing?.problem.map { Notice(isProblem: true, text: $0.asSentence) } ?? notice?.notice(in: page)
        model.who = edit.who
        if !edit.to.isEmpty { model.testAddress = edit.to }
        if editing?.problem == nil {
            model.open = editing?.open
            if edit.operation == .place { model.place = edit.target }
            if edit.operation == .pick { model.picked = edit.step }
        }
        draft = model.isReadable ? try? FlowDraft(text) : nil
        hasRefusals = editing.map { !$0.refused.isEmpty } ?? false
        if edit.operation == .save, !canBeSaved { model.notice = FlowEditorNotice.faults.notice(in: page) }
    }

    /// Whether everything that was typed stands in the text, and that can be read.
    var canBeSaved: Bool { model.isReadable && !hasRefusals }

    /// The text as a flow; nil where it has faults.
    var flow: Flow? { model.isReadable ? try? FlowFile.read(model.text) : nil }

    /// What a step is called by.
    func stepID(_ path: String) -> String? {
        guard let draft, let path = StepPath(path) else { return nil }
        return draft.ids[path]
    }
}
