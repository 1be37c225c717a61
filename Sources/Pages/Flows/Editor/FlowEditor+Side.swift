import Values

/// What stands beside the cards: the file, and what a person would get.
extension FlowEditorPage {
    func file(_ html: inout HTML) {
        html(.section, .class("card"), .label(text.file)) { html in
            html.cardHead(text.file) { html in
                html(.a, .class("more"), .href(Route.flowFile(model.head.id)), text: context.catalog.flow.download)
            }
            html(.div, .class("rule-text")) { html in
                html(.div, .class("rule-marks"), .flag("data-marks"), .hiddenFromReaders)
                html(
                    .textarea, .class("file-area"), .id("flow-text"), .name("text"), .flag("data-text"),
                    .label(text.file), .named("rows", 24), .named("spellcheck", "false"),
                    .named("autocapitalize", "off"), .named("autocomplete", "off"),
                    .named("maxlength", FlowEditorPage.longestText), .named("aria-describedby", "flow-faults"),
                    Attribute("aria-invalid", model.faults.isEmpty ? .absent : .fixed("true")), text: model.text)
            }
            html(.ul, .class("rule-faults"), .id("flow-faults"), .named("aria-live", "polite")) { html in
                for fault in model.faults.prefix(FlowEditorPage.mostFaults) {
                    html(
                        .li, .named("data-line", fault.line), .named("data-column", fault.column),
                        text: context.catalog.flow.faultAt(fault.line, fault.message))
                }
            }
            html(.div, .class("button-row without-modules")) { html in
                button(.text, "button small", words: text.showCards, &html)
            }
            html(.small, .class("muted"), text: text.fileHelp)
        }
    }

    /// The language's own limit, in bytes.
    private static let longestText = 262_144
    private static let mostFaults = 50

    func preview(_ html: inout HTML) {
        html(.section, .class("card"), .id("preview")) { html in
            html.cardHead(text.preview)
            html(.div, .class("ask-person")) { html in
                html(.label, .class("search")) { html in
                    html.icon(.search)
                    html(.span, .class("unseen"), text: text.who)
                    html.void(
                        .input, .type("search"), .name("who"), .value(model.who), .named("placeholder", text.who))
                }
                button(.preview, "button", words: text.show, &html)
            }
            if let preview = model.preview {
                outcome(preview, &html)
            } else {
                html(.small, .class("muted"), text: text.previewHelp)
            }
            html(.label, .class("field test-address")) { html in
                html(.span, .class("field-name"), text: text.testTo)
                html.void(
                    .input, .type("email"), .name("to"), .value(model.testAddress), .named("autocomplete", "email"))
            }
        }
    }

    private func outcome(_ preview: FlowPreviewModel, _ html: inout HTML) {
        guard let person = preview.person else {
            html(.p, .class("reason"), text: context.catalog.journey.whyNobody(model.who))
            return
        }
        html.person(person, in: context)
        if let refusal = preview.refusal {
            html(.p, .class("reason"), text: refusal)
        } else {
            html.journeySteps(preview.steps, in: context)
        }
    }
}
