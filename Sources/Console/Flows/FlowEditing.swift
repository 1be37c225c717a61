import Engine
import Pages

/// A draft while the editor's form is applied to it; nothing is kept between two requests.
struct FlowEditing {
    private(set) var draft: FlowDraft
    /// What was typed and cannot stand in the file, by its field; the draft has what was there before.
    private(set) var refused: [Place: Refusal] = [:]
    /// Why the operation could not be done.
    private(set) var problem: String?
    /// The step whose card is open.
    private(set) var open: String?

    struct Place: Hashable {
        var step: String
        var field: String
    }

    struct Refusal {
        var typed: String
        var reason: String
    }

    init(_ draft: FlowDraft) { self.draft = draft }

    /// Takes over what was typed, then does what was asked.
    mutating func apply(_ edit: FlowEdit) {
        take(edit)
        open = edit.operation == .set || !edit.step.isEmpty ? edit.step : nil
        do throws(FlowEditError) { try operate(edit) } catch { problem = error.message }
    }

    // MARK: Fields

    private mutating func take(_ edit: FlowEdit) {
        let isNamed = edit.operation == .set && !edit.field.isEmpty
        var values = edit.values
        if isNamed {
            values.removeAll { $0.step == edit.step && $0.field == edit.field }
            values.append(FlowEdit.Value(step: edit.step, field: edit.field, value: edit.value))
        }
        // Against what the cards showed: a name that changes takes the jumps to it along.
        var shown: [Place: (form: Engine.FormField, text: String)] = [:]
        for place in draft.places {
            for (name, field) in draft.fields(of: place) {
                shown[Place(step: place.description, field: name)] = (field.form, field.text ?? "")
            }
        }
        for value in values {
            let place = Place(step: value.step, field: value.field)
            if value.field == FlowEditing.newLanguage, shown[place] == nil {
                addLanguage(value)
                continue
            }
            guard let known = shown[place], !known.form.isSame(known.text, value.value) else { continue }
            set(place, to: value.value)
        }
    }

    private mutating func set(_ place: Place, to typed: String) {
        guard let at = EditorPlace(place.step), let whole = at.draft else { return }
        do throws(FlowEditError) {
            try draft.set(at.field(place.field), of: whole, to: typed)
            if typed.allSatisfy(\.isWhitespace) { dropLanguage(place.field, of: whole) }
        } catch { refused[place] = Refusal(typed: typed, reason: error.message) }
    }

    // MARK: Languages

    /// The field by which a message gets another language.
    static let newLanguage = "languages"
    private static let texts = ["subject", "preheader", "body"]

    /// The texts of the flow's own language stand in the new one, to be translated.
    private mutating func addLanguage(_ value: FlowEdit.Value) {
        let tag = value.value.filter { !$0.isWhitespace }
        guard !tag.isEmpty, case .step(let path)? = EditorPlace(value.step) else { return }
        var changed = draft
        do throws(FlowEditError) {
            let texts = draft.fields(of: EditorPlace.step(path)).filter { FlowEditing.texts.contains($0.name) }
            for (name, field) in texts {
                let target = FieldPath(parts: [FlowEditing.newLanguage, tag, name])
                if let text = field.text { try changed.set(target, of: .step(path), to: text) }
            }
            draft = changed
        } catch {
            refused[Place(step: value.step, field: value.field)] = Refusal(
                typed: value.value, reason: error.message)
        }
    }

    /// A language of which nothing is left goes as a whole.
    private mutating func dropLanguage(_ name: String, of place: DraftPlace) {
        let parts = FieldPath(name).parts
        guard parts.count == 3, parts[0] == FlowEditing.newLanguage else { return }
        // Of the language first, then of the list of them.
        for depth in [2, 1] {
            let within = Array(parts.prefix(depth))
            let rest = draft.fields(of: place).filter { $0.path.parts.starts(with: within) && $0.text != nil }
            if rest.isEmpty { try? draft.set(FieldPath(parts: within), of: place, to: nil) }
        }
    }

    // MARK: Operations

    private mutating func operate(_ edit: FlowEdit) throws(FlowEditError) {
        switch edit.operation {
        case .add: open = try draft.add(edit.value, at: try position(edit.target)).description
        case .move: open = try draft.move(try step(edit.step), to: try position(edit.target)).description
        case .up: open = try moved(try step(edit.step), by: -1)
        case .down: open = try moved(try step(edit.step), by: 1)
        case .duplicate: open = try draft.duplicate(try step(edit.step)).description
        case .delete:
            try draft.delete(try step(edit.step))
            open = nil
        case .addBranch: try draft.addWay(to: try step(edit.step))
        case .removeBranch:
            guard let way = BranchPath(edit.target)?.name?.way else { return }
            try draft.removeWay(way, of: try step(edit.step))
        case .addTrigger: open = EditorPlace.trigger(try draft.addTrigger(edit.value)).description
        case .removeTrigger:
            guard case .trigger(let index)? = EditorPlace(edit.step) else { return }
            try draft.removeTrigger(index)
        case .set, .text, .place, .pick, .cancel, .undo, .save, .drop, .preview, .sendTest: return
        }
    }

    private func step(_ text: String) throws(FlowEditError) -> StepPath {
        guard let path = StepPath(text) else { throw FlowEditError.gone(text) }
        return path
    }

    private func position(_ text: String) throws(FlowEditError) -> StepPosition {
        guard let position = draft.position(text) else { throw FlowEditError.gone(text) }
        return position
    }

    /// At the end of its list a step leaves the branch that it is in.
    private mutating func moved(_ path: StepPath, by offset: Int) throws(FlowEditError) -> String {
        let next = StepPath(path.branch, max(0, path.index + offset))
        let position: StepPosition
        if path.index + offset >= 0, draft.paths.contains(next) {
            position = offset < 0 ? .before(next) : .after(next)
        } else if let outer = path.branch.step {
            position = offset < 0 ? .before(outer) : .after(outer)
        } else {
            return path.description
        }
        return try draft.move(path, to: position).description
    }
}

extension Engine.FormField {
    /// Whether a browser's way of sending a text back made no difference to it.
    func isSame(_ before: String, _ after: String) -> Bool {
        if kind == .weekdays { return FormFieldText.days(before) == FormFieldText.days(after) }
        return FormFieldText.trimmed(before) == FormFieldText.trimmed(after)
    }
}

enum FormFieldText {
    static func trimmed(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n")
        let start = lines.drop { $0.isWhitespace }
        return String(String(start.reversed().drop { $0.isWhitespace }).reversed())
    }

    private static let week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// As boxes to tick show them.
    static func days(_ text: String) -> Set<String> {
        Set(
            text.lowercased().split { !$0.isLetter }.flatMap { word -> [String] in
                switch word {
                case "weekdays", "weekday": Array(week.prefix(5))
                case "weekends", "weekend": Array(week.suffix(2))
                default: [String(word)]
                }
            })
    }
}
