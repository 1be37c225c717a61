import Values

/// What starts the flow: a card with the fields of each trigger, above the steps.
extension FlowEditorPage {
    func triggers(_ html: inout HTML) {
        let hasFaults = model.triggers.contains(where: \.hasFaults) || !model.triggerFaults.isEmpty
        let isOpen = hasFaults || model.triggers.contains { $0.path == model.open } || model.head.version == nil
        html(
            .details, .class("card edit-card"), .id("card-triggers"), .tone(.good), .flag("open", when: isOpen)
        ) { html in
            html(.summary, .class("edit-head")) { html in
                html(.span, .class("step-icon")) { $0.icon(.bolt) }
                html(.span, .class("step-words")) { html in
                    html(.strong, text: text.triggers)
                    html(.small, text: model.triggers.map(\.sentence).joined(separator: " · "))
                }
                if hasFaults { html.badge(text.hasFaults, tone: .bad, icon: .warning) }
                html.icon(.chevron)
            }
            for fault in model.triggerFaults.prefix(20) { html(.p, .class("field-problem"), text: fault) }
            html(.ul, .class("edit-branches")) { html in
                for trigger in model.triggers { self.trigger(trigger, &html) }
                html(.li, .class("trigger-adding")) { adding(&$0) }
            }
        }
    }

    private func trigger(_ trigger: FlowEditorTrigger, _ html: inout HTML) {
        html(.li) { html in
            html(.div, .class("edit-branch-head")) { html in
                html(.span, .class("branch-name"), text: trigger.keyword)
                if model.triggers.count > 1 {
                    button(
                        .removeTrigger, "quiet", step: trigger.path, icon: .trash, words: text.removeTrigger,
                        isUnseen: true, label: text.tool(text.removeTrigger, trigger.sentence), &html)
                }
            }
            for fault in trigger.faults.prefix(20) { html(.p, .class("field-problem"), text: fault) }
            fields(trigger.fields, of: trigger.path, &html)
            if !trigger.fields.isEmpty { apply(to: trigger.path, &html) }
        }
    }

    private func adding(_ html: inout HTML) {
        guard !model.triggerKinds.isEmpty else { return }
        html(.label, .class("unseen"), .named("for", "trigger-kind"), text: text.triggerKind)
        html(.select, .id("trigger-kind"), .name("trigger")) { html in
            html.options(
                model.triggerKinds.map { Choice(value: $0.keyword, words: "\($0.keyword) · \($0.summary)") },
                selected: model.triggerKinds.first?.keyword ?? "")
        }
        button(.addTrigger, "button small", icon: .plus, words: text.addTrigger, &html)
    }
}
