import Values

/// The fields of a card, each by its kind.
extension FlowEditorPage {
    func fields(_ fields: [FlowField], of step: String, _ html: inout HTML) {
        guard !fields.isEmpty else { return }
        html(.div, .class("edit-fields")) { html in
            for field in fields { self.field(field, of: step, &html) }
        }
    }

    private func field(_ field: FlowField, of step: String, _ html: inout HTML) {
        if field.kind == .weekdays {
            weekdays(field, of: step, &html)
            return
        }
        let name = FlowEditorPage.name(step, field)
        html(.div, .class("field"), .named("data-kind", field.kind.rawValue)) { html in
            html(.label, .named("for", FlowEditorPage.id(name))) { label(of: field, &$0) }
            input(field, name: name, &html)
            notes(of: field, name: name, &html)
        }
    }

    private static func name(_ step: String, _ field: FlowField) -> String { "v:\(step):\(field.name)" }

    /// An id has no spaces: where one is referred to, a space begins the next.
    private static func id(_ name: String) -> String { name.replacing(" ", with: "-") }

    private func label(of field: FlowField, _ html: inout HTML) {
        html(.span, .class("field-name"), text: field.label)
        if field.isRequired { html(.small, .class("muted"), text: " " + text.required) }
    }

    private func notes(of field: FlowField, name: String, _ html: inout HTML) {
        html(.div, .id(FlowEditorPage.id(name) + "-notes")) { html in
            for fault in field.faults.prefix(10) { html(.small, .class("field-problem line"), text: fault) }
            if let help = field.help ?? text.kindHelp(field.kind) { html(.small, .class("line"), text: help) }
        }
    }

    private func input(_ field: FlowField, name: String, _ html: inout HTML) {
        let invalid = Attribute("aria-invalid", field.faults.isEmpty ? .absent : .fixed("true"))
        let notes = Attribute.named("aria-describedby", FlowEditorPage.id(name) + "-notes")
        switch field.kind {
        case .choice, .yes:
            var choices = field.choices.map { Choice(value: $0.value, words: $0.words) }
            if choices.isEmpty, field.kind == .yes {
                choices = [Choice(value: "true", words: text.yes), Choice(value: "false", words: text.no)]
            }
            if !choices.contains(where: { $0.value == field.value }) {
                let words = field.value.isEmpty ? text.leftOut : field.value
                choices.insert(Choice(value: field.value, words: words), at: 0)
            } else if !field.isRequired, !choices.contains(where: { $0.value.isEmpty }) {
                choices.insert(Choice(value: "", words: text.leftOut), at: 0)
            }
            html(.select, .id(FlowEditorPage.id(name)), .named("name", name), invalid, notes) {
                $0.options(choices, selected: field.value)
            }
        case .liquid, .html, .properties, .yaml, .condition:
            html(
                .textarea, .class("code-area"), .id(FlowEditorPage.id(name)), .named("name", name),
                .named("rows", rows(of: field)),
                .named("spellcheck", field.kind == .html ? "true" : "false"), .named("autocapitalize", "off"),
                invalid, notes, text: field.value)
        case .line, .duration, .timeOfDay, .number, .percentage, .names, .flow, .pool, .list, .tag, .segment, .event,
            .dateProperty, .property, .step, .weekdays:
            let list = model.suggestions[field.kind] == nil ? nil : "names-" + field.kind.rawValue
            html.void(
                .input, .type("text"), .id(FlowEditorPage.id(name)), .named("name", name), .value(field.value),
                Attribute("inputmode", field.kind == .number ? .fixed("decimal") : .absent),
                Attribute("list", list.map { .text($0) } ?? .absent), .named("autocomplete", "off"), invalid, notes)
        }
    }

    private func rows(of field: FlowField) -> Int {
        let lines = field.value.split(separator: "\n", omittingEmptySubsequences: false).count
        switch field.kind {
        case .html: return min(max(lines, 8), 18)
        case .condition, .liquid: return min(max(lines, 2), 8)
        default: return min(max(lines, 3), 12)
        }
    }

    /// Boxes to tick; the value is the days that are ticked, with commas between them.
    private func weekdays(_ field: FlowField, of step: String, _ html: inout HTML) {
        let name = FlowEditorPage.name(step, field)
        let chosen = Set(FlowEditorPage.days(in: field.value))
        html(.fieldset, .class("field days"), .named("data-kind", field.kind.rawValue)) { html in
            html(.legend) { label(of: field, &$0) }
            html.hidden(name, "")
            for (index, day) in FlowEditorPage.week.enumerated() {
                html(.label, .class("day-box")) { html in
                    html.void(
                        .input, .type("checkbox"), .named("name", "\(name)[\(index)]"), .value(day),
                        .flag("checked", when: chosen.contains(day)))
                    html(.span, text: text.day(index))
                }
            }
            notes(of: field, name: name, &html)
        }
    }

    /// As the flow language writes them.
    private static let week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private static func days(in value: String) -> [String] {
        value.lowercased().split { !$0.isLetter }.flatMap { word -> [String] in
            switch word {
            case "weekdays", "weekday": Array(week.prefix(5))
            case "weekends", "weekend": Array(week.suffix(2))
            default: [String(word)]
            }
        }
    }
}
