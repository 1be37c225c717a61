import Engine
import Pages
import Runtime

/// The cards of a draft: its fields as a form has them, each with its faults.
struct FlowEditorCards {
    let draft: FlowDraft
    let check: DraftCheck
    /// Of templates, by the name of their step.
    var templateFaults: [(step: String, field: String, message: String)] = []
    var refused: [FlowEditing.Place: FlowEditing.Refusal] = [:]

    init(_ draft: FlowDraft, refused: [FlowEditing.Place: FlowEditing.Refusal] = [:]) {
        self.draft = draft
        self.refused = refused
        check = draft.check()
        if let flow = check.flow { templateFaults = FlowService.templateFaults(in: flow) }
    }

    /// Those that are filled in; the flow's short name stays as it is.
    func fields(of place: EditorPlace) -> [FlowField] {
        guard let whole = place.draft else { return [] }
        var fields = draft.fields(of: place).filter { $0.field.form.kind != .presence }
        if place == .flow { fields.removeAll { $0.name == "flow" } }
        return fields.map { name, field in
            var shown = FlowField(field, name: name)
            shown.faults += check.faults(at: whole, field: field.path).map { $0.message.asSentence }
            if case .step(let path) = place { shown.faults += faults(ofTemplate: name, at: path) }
            if let refusal = refused[FlowEditing.Place(step: place.description, field: name)] {
                shown.value = refusal.typed
                shown.faults.append(refusal.reason.asSentence)
            }
            return shown
        } + (newLanguage(place).map { [$0] } ?? [])
    }

    /// Faults that stand at none of its fields.
    func faults(of place: EditorPlace) -> [String] {
        guard let whole = place.draft else { return [] }
        let shown = Set(draft.fields(of: place).filter { $0.field.form.kind != .presence }.map(\.field.path))
        let ways = draft.places.filter { $0.draft == whole && $0 != place }
            .flatMap { draft.fields(of: $0).map(\.field.path) }
        return check.allFaults(at: whole).filter { fault in
            fault.field.map { !shown.contains($0) && !ways.contains($0) } ?? true
        }.map { $0.message.asSentence }
    }

    private func faults(ofTemplate field: String, at path: StepPath) -> [String] {
        guard !templateFaults.isEmpty, let id = draft.ids[path] else { return [] }
        return templateFaults.filter { $0.step == id && $0.field == field }.map { $0.message.asSentence }
    }

    /// A field that gives a message another language.
    private func newLanguage(_ place: EditorPlace) -> FlowField? {
        guard case .step(let path) = place, isMessage(path) else { return nil }
        let typed = refused[FlowEditing.Place(step: place.description, field: FlowEditing.newLanguage)]
        return FlowField(
            name: FlowEditing.newLanguage, label: "Another language", kind: .line, value: typed?.typed ?? "",
            help: "Its tag, such as de: the texts above appear once more, to be translated. "
                + "A language whose texts are all emptied goes.",
            faults: typed.map { [$0.reason.asSentence] } ?? [])
    }

    private func isMessage(_ path: StepPath) -> Bool {
        draft.fields(of: DraftPlace.step(path)).contains { $0.form.name == SendStep.keyword }
    }
}

extension FlowField {
    init(_ field: DraftField, name: String) {
        let form = field.form
        let parts = field.path.parts
        let language = parts.count == 3 && parts[0] == FlowEditing.newLanguage ? " · \(parts[1])" : ""
        var kind = Kind(form)
        // A line would lose its end.
        if field.text?.contains("\n") ?? false, !kind.takesLines { kind = .liquid }
        self.init(
            name: name, label: form.label + language, kind: kind, value: field.text ?? "", help: form.words,
            isRequired: form.isRequired, choices: form.choices)
    }
}

extension FlowField.Kind {
    init(_ form: Engine.FormField) {
        switch form.kind {
        case .line, .moment, .webAddress, .zone, .language, .cron, .period, .cap, .reentry, .priceDrop, .audience,
            .form,
            .score, .prediction, .staff, .recipient, .presence:
            self = form.isList ? .names : .line
        case .words, .liquid: self = .liquid
        case .html: self = .html
        case .condition: self = .condition
        case .duration: self = .duration
        case .timeOfDay: self = .timeOfDay
        case .dateProperty: self = .dateProperty
        case .weekdays: self = .weekdays
        case .wholeNumber, .number: self = .number
        case .percentage: self = .percentage
        case .choice: self = .choice
        case .pairs: self = .properties
        case .flow: self = .flow
        case .couponPool: self = .pool
        case .list: self = .list
        case .tag: self = .tag
        case .segment, .members: self = .segment
        case .event: self = .event
        case .step: self = .step
        case .value, .branch, .ways, .translations, .triggers: self = .yaml
        }
    }

    var takesLines: Bool {
        switch self {
        case .liquid, .html, .properties, .yaml, .condition: true
        default: false
        }
    }
}

extension Engine.FormField {
    fileprivate var choices: [FlowField.Option] {
        guard case .choice(let values) = kind else { return [] }
        return values.map { FlowField.Option(value: $0, words: $0) }
    }

    /// What it is, how it is written where that is not plain, and what holds where it is left out.
    fileprivate var words: String {
        var words = help
        if !words.isEmpty, !words.hasSuffix(".") { words += "." }
        if isWrittenSpecially, !example.isEmpty { words += " For example: \(example)." }
        if let preset { words += " Left out: \(preset)." }
        return words
    }

    private var isWrittenSpecially: Bool {
        switch kind {
        case .duration, .timeOfDay, .moment, .dateProperty, .percentage, .pairs, .cron, .period, .cap, .reentry,
            .priceDrop, .condition, .zone, .language:
            true
        default: false
        }
    }
}

extension String {
    /// With a capital at its beginning and a full stop at its end.
    var asSentence: String {
        let end = hasSuffix(".") || hasSuffix("?") || hasSuffix("!") ? "" : "."
        return prefix(1).uppercased() + dropFirst() + end
    }
}
