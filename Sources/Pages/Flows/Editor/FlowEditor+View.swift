import Values

/// The page on which a flow is written.
public enum FlowEditorView {
    public static func render(_ model: FlowEditorModel, in context: PageContext) -> [UInt8] {
        let page = FlowEditorPage(model: model, context: context)
        return Layout.console(title: page.text.title(model.head.name), room: .flows, in: context) { html in
            html.wayBack(to: Route.flow(model.head.id), model.head.name)
            html.postForm(to: Route.flowEditor(model.head.id), class: "editor flow-editor", in: context) { html in
                page.head(&html)
                html(
                    .div, .id("flow-editor"), .flag("data-flow-editor"),
                    .named("data-address", Route.flowEditor(model.head.id)), .named("data-lost", page.text.lost)
                ) { page.body(&$0) }
            }
        }
    }

    /// What the editor's module puts in place of the form's content.
    public static func fragment(_ model: FlowEditorModel, in context: PageContext) -> [UInt8] {
        var html = HTML()
        FlowEditorPage(model: model, context: context).body(&html)
        return html.bytes
    }
}

struct FlowEditorPage {
    let model: FlowEditorModel
    let context: PageContext

    var text: FlowEditorText { context.catalog.flowEditor }

    func head(_ html: inout HTML) {
        html.pageHead(text.title(model.head.name), detail: text.detail) { html in
            html.badge(context.catalog.flow.stateName(model.head.state), tone: model.head.state.tone)
            html(.a, .class("button"), .href(Route.flow(model.head.id, .scenarios)), text: text.scenarios)
            html(.a, .class("button"), .href(Route.flow(model.head.id, .backtest)), text: text.backtest)
            html(
                .button, .class("button primary"), .type("submit"), .name("operation"),
                .value(FlowEdit.Operation.save.rawValue), text: text.save)
            // Behind the button that saves: Enter presses the first of a form.
            if model.head.draft != nil {
                html.ask(text.drop, class: "button", title: text.dropReally, help: [text.dropHelp]) { html in
                    html(
                        .button, .class("button danger small"), .type("submit"), .name("operation"),
                        .value(FlowEdit.Operation.drop.rawValue), .flag("formnovalidate"), text: text.drop)
                }
            }
        }
    }

    func body(_ html: inout HTML) {
        html.hidden("was", FlowEdit.mark(of: model.text))
        html.hidden("previous", model.previous ?? "")
        html.hidden("base", model.base ?? model.text)
        bar(&html)
        datalists(&html)
        html(.div, .class("editor-split")) { html in
            html(.div, .class("stack")) { html in
                keys(&html)
                triggers(&html)
                cards(model.steps, end: model.end, &html)
            }
            html(.div, .class("stack")) { html in
                file(&html)
                preview(&html)
            }
        }
    }

    /// What is under way: a step in the hand, or something to take back.
    private func bar(_ html: inout HTML) {
        html(.div, .class("editor-bar"), .role("status")) { html in
            if let picked = model.picked {
                html(.p, .class("notice"), .tone(.accent)) { html in
                    html.icon(.move)
                    html(.span, text: text.moving(name(of: picked)))
                    button(.cancel, "button small push", words: text.cancel, &html)
                }
            }
            if let notice = model.notice {
                html(.p, .class("notice"), .tone(notice.isProblem ? .bad : .good), text: notice.text)
            }
            if !model.isReadable { html.warning(text.unreadable, tone: .bad) }
            if model.previous != nil {
                button(.undo, "button small", icon: .undo, words: text.undo, &html)
            }
            html(.span, .flag("data-editor-state"), .class("muted"))
        }
    }

    private func name(of path: String) -> String {
        func search(_ steps: [FlowEditorStep]) -> String? {
            for step in steps {
                if step.path == path { return step.sentence }
                for branch in step.branches {
                    if let found = search(branch.steps) { return found }
                }
            }
            return nil
        }
        return search(model.steps) ?? path
    }

    private func datalists(_ html: inout HTML) {
        for (kind, names) in model.suggestions.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            html(.datalist, .id("names-" + kind.rawValue)) { html in
                for name in names.prefix(FlowEditorPage.mostNames) { html(.option, .value(name)) }
            }
        }
    }

    private static let mostNames = 500

    private func keys(_ html: inout HTML) {
        let hasFaults = model.keys.contains { !$0.faults.isEmpty }
        html(
            .details, .class("card edit-card"), .id("card-flow"), .tone(.good),
            .flag("open", when: hasFaults || model.open == "")
        ) { html in
            html(.summary, .class("edit-head")) { html in
                html(.span, .class("step-icon")) { $0.icon(.flow) }
                html(.span, .class("step-words")) { html in
                    html(.strong, text: text.keys)
                    html(.small, text: model.keys.first { $0.name == "name" }?.value ?? "")
                }
                html.icon(.chevron)
            }
            fields(model.keys, of: "", &html)
            apply(to: "", &html)
        }
    }

    /// A row of steps with a place in front of each and one behind.
    func cards(_ steps: [FlowEditorStep], end: String, _ html: inout HTML) {
        html(.ol, .class("edit-steps")) { html in
            for step in steps {
                html(.li) { html in
                    place(step.path, isEnd: false, &html)
                    card(step, &html)
                }
            }
            html(.li) { place(end, isEnd: true, &$0) }
        }
    }

    /// Without a module: puts what was typed into this card into the text.
    func apply(to step: String, _ html: inout HTML) {
        html(.div, .class("button-row without-modules")) { html in
            button(.set, "button small", step: step, words: text.apply, &html)
        }
    }

    /// A submit button that carries what it does in its address.
    func button(
        _ operation: FlowEdit.Operation, _ style: StaticString, step: String? = nil, target: String? = nil,
        value: String? = nil, icon: Icon? = nil, words: String, isUnseen: Bool = false, label: String? = nil,
        _ html: inout HTML
    ) {
        let address = Query().adding("operation", operation.rawValue).adding("step", step).adding("target", target)
            .adding("value", value).address(on: Route.flowEditor(model.head.id))
        html(
            .button, .class(style), .type("submit"), .named("formaction", address), .flag("formnovalidate"),
            Attribute("aria-label", label.map { .text($0) } ?? .absent),
            Attribute("title", isUnseen ? .text(label ?? words) : .absent)
        ) { html in
            if let icon { html.icon(icon) }
            if !isUnseen {
                html.text(words)
            } else if label == nil {
                html(.span, .class("unseen"), text: words)
            }
        }
    }
}
