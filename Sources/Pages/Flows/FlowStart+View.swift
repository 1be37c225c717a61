/// Starting a flow by hand.
public enum FlowStartView {
    public static func render(_ model: FlowStartModel, in context: PageContext) -> [UInt8] {
        let page = FlowStartPage(model: model, context: context)
        return FlowFrame.page(model.head, part: nil, in: context) { html in
            html.postForm(to: Route.flowStart(model.head.id), in: context) { html in
                html.hidden("cause", model.choice.cause)
                html(.div, .class("split")) { html in
                    html(.div, .class("stack")) { page.audience(&$0) }
                    html(.div, .class("stack")) { page.start(&$0) }
                }
            }
        }
    }
}

struct FlowStartPage {
    let model: FlowStartModel
    let context: PageContext

    private var text: StartText { context.catalog.start }

    func audience(_ html: inout HTML) {
        html(.section, .class("card stacked")) { html in
            html.cardHead(text.title)
            if let problem = model.problem {
                html(.p, .class("notice"), .tone(.bad), .role("alert")) { html in
                    html.icon(.warning)
                    html(.span, text: problem)
                }
            }
            html(.fieldset, .class("ways stacked")) { html in
                html(.legend, text: text.forWhom)
                for audience in model.audiences { way(audience, &html) }
            }
            if model.audiences.contains(.people) { people(&html) }
            html(.label, .class("field")) { html in
                html(.span, .class("field-name"), text: text.with)
                html(
                    .textarea, .class("code-area"), .name("with"), .named("rows", 3),
                    .named("spellcheck", "false"), text: model.choice.with)
                html(.small, text: text.withHelp)
            }
        }
    }

    private func people(_ html: inout HTML) {
        html(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: text.people)
            html(
                .textarea, .class("code-area"), .name("people"), .named("rows", 4),
                .named("spellcheck", "false"), text: model.choice.people)
            html(.small, text: text.peopleHelp)
        }
        html.select(
            "among", label: text.group, selected: model.choice.group,
            choices: [Choice(value: "", words: text.chooseGroup)]
                + model.groups.map { Choice(value: $0, words: $0) })
    }

    private func way(_ audience: FlowStartModel.Audience, _ html: inout HTML) {
        html(.label, .class("check")) { html in
            html.void(
                .input, .type("radio"), .name("for"), .value(audience.rawValue),
                .flag("checked", when: audience == model.choice.audience))
            html(.span) { $0(.strong, text: text.audience(audience)) }
        }
    }

    func start(_ html: inout HTML) {
        html(.section, .class("card stacked")) { html in
            html.cardHead(text.preview)
            if let preview = model.preview {
                html.startPreview(preview, in: context)
            } else {
                html(.p, .class("muted"), text: text.previewHelp)
            }
            html(.button, .class("button"), .type("submit"), .name("do"), .value("preview"), text: text.count)
            html(
                .button, .class("button primary"), .type("submit"), .name("do"), .value("start"), text: text.startNow)
            html(.small, .class("muted"), text: text.startHelp)
            html(.a, .class("button"), .href(Route.flow(model.head.id)), text: context.catalog.flow.cancel)
        }
    }
}

extension HTML {
    /// How many a start would take in, and why the others stay out.
    mutating func startPreview(_ preview: FlowStartModel.Preview, in context: PageContext) {
        let (text, format) = (context.catalog.start, context.format)
        self(.p, .role("status")) { html in
            html(.strong, text: text.wouldEnter(format.count(preview.enter), format.count(preview.people)))
        }
        if preview.isPartial { self(.p, .class("muted"), text: text.partial) }
        guard !preview.refused.isEmpty else { return }
        table([Column(text.refused), .number(text.how)], caption: text.refused) { html in
            for row in preview.refused {
                html.row { html in
                    html.cell(text: row.reason)
                    html.cell(text: format.count(row.people))
                }
            }
        }
    }
}
