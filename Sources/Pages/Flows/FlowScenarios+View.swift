/// The scenarios of a flow: what must come of what happens, and whether it does.
public enum FlowScenariosView {
    public static func render(_ model: FlowScenariosModel, in context: PageContext) -> [UInt8] {
        let page = FlowScenariosPage(model: model, context: context)
        return FlowFrame.page(model.head, part: .scenarios, in: context) { html in
            html(.div, .class("editor-split")) { html in
                html(.div, .class("stack")) { page.results(&$0) }
                html(.div, .class("stack")) { page.file(&$0) }
            }
        }
    }
}

struct FlowScenariosPage {
    let model: FlowScenariosModel
    let context: PageContext

    private var text: FlowText { context.catalog.flow }

    func results(_ html: inout HTML) {
        guard let results = model.results else {
            html(.section, .class("card")) { html in
                html.emptyState(.flask, title: text.notPlayed, help: text.notPlayedHelp)
            }
            return
        }
        let passed = results.filter(\.passed).count
        let isGood = passed == results.count
        html(.p, .class("notice"), .tone(isGood ? .good : .bad), .role("status")) { html in
            html.icon(isGood ? .check : .warning)
            html(.span) { html in
                html.text(text.scenariosPassed(context.format.count(passed), context.format.count(results.count)))
                if let took = model.took { html.text(" " + text.took(context.format.length(took))) }
            }
        }
        // What failed comes first.
        for result in results.filter({ !$0.passed }) + results.filter(\.passed) { self.result(result, &html) }
    }

    private func result(_ result: FlowScenariosModel.Result, _ html: inout HTML) {
        html(.details, .class("card"), .flag("open", when: !result.passed)) { html in
            html(.summary, .class("scenario-name")) { html in
                html.badge(
                    result.passed ? text.scenarioPassed : text.scenarioFailed, tone: result.passed ? .good : .bad,
                    icon: result.passed ? .check : .cross)
                html(.h2, text: result.name)
            }
            guard !result.lines.isEmpty else {
                html(.p, .class("muted"), text: text.nothingHappened)
                return
            }
            html.table([Column(text.expected), Column(text.actual), Column(text.verdict)], caption: result.name) {
                html in
                for line in result.lines { self.line(line, &html) }
            }
        }
    }

    private func line(_ line: FlowScenariosModel.Line, _ html: inout HTML) {
        html.row { html in
            html.cell { $0(.code, text: line.expected ?? context.format.text.unknown) }
            html.cell { $0(.code, text: line.actual ?? context.format.text.unknown) }
            html.cell { html in
                switch line.verdict {
                case .met: html.badge(text.lineVerdict(.met), tone: .good, icon: .check)
                case .missing: html.badge(text.lineVerdict(.missing), tone: .bad, icon: .cross)
                case .unexpected: html.badge(text.lineVerdict(.unexpected), tone: .bad, icon: .warning)
                case .beside: html.badge(text.lineVerdict(.beside), tone: .plain)
                }
            }
        }
    }

    func file(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.scenarioFile)
            html.postForm(to: Route.flow(model.head.id, .scenarios), class: "stacked", in: context) { html in
                html(
                    .textarea, .class("code-area tall"), .name("text"), .label(text.scenarioFile),
                    .named("spellcheck", "false"), .named("maxlength", 262_144),
                    Attribute("aria-invalid", model.faults.isEmpty ? .absent : .fixed("true")),
                    .named("aria-describedby", "file-faults"), text: model.text)
                html(.ul, .class("rule-faults"), .id("file-faults")) { html in
                    for fault in model.faults.prefix(50) { html(.li, text: text.faultAt(fault.line, fault.message)) }
                }
                html(.div, .class("button-row")) { html in
                    operation(.play, "button primary", &html)
                    operation(.save, "button", &html)
                }
                html(.small, .class("muted"), text: text.scenarioHelp)
            }
        }
    }

    private func operation(
        _ operation: FlowScenariosModel.Operation, _ style: StaticString, _ html: inout HTML
    ) {
        html(
            .button, .class(style), .type("submit"), .name("operation"), .value(operation.rawValue),
            text: text.scenarioOperation(operation))
    }
}
