/// One flow: its figures, its drawing, and below it whom it takes in and why.
public enum FlowView {
    public static func render(_ model: FlowModel, in context: PageContext) -> [UInt8] {
        let page = FlowPage(model: model, context: context)
        return FlowFrame.page(model.head, part: .drawing, in: context) { html in
            page.figures(&html)
            html(
                .section, .class("canvas"), .id("canvas"), .named("tabindex", 0), .label(page.text.drawing),
                .named("data-refresh", 10)
            ) { html in
                FlowDrawing(
                    flow: model.head.id, triggers: model.triggers, entered: model.figures.entered, context: context
                ).write(model.steps, to: &html)
            }
            html(.div, .class("halves")) { html in
                page.why(&html)
                page.rules(&html)
            }
        }
    }
}

/// The parts of a flow's page.
struct FlowPage {
    let model: FlowModel
    let context: PageContext

    var text: FlowText { context.catalog.flow }

    func figures(_ html: inout HTML) {
        let format = context.format
        let figures = model.figures
        var row = [
            Figure(
                name: text.underWay, value: format.count(figures.underWay),
                address: Route.flow(model.head.id, .journeys)),
            Figure(
                name: text.sent, value: format.count(figures.sent),
                address: Query().adding("flow", model.head.id).address(on: Route.messages)),
            Figure(
                name: text.goalReached, value: format.count(figures.goalReached),
                note: text.ofEntered(format.share(figures.goalReached, of: figures.entered)),
                address: Query().adding("state", JourneyState.goal.rawValue)
                    .address(on: Route.flow(model.head.id, .journeys))),
        ]
        if let revenue = figures.revenue {
            row.append(Figure(name: text.revenue, value: format.money(revenue, whole: true)))
        }
        html.figures(row, label: text.figures)
    }

    func why(_ html: inout HTML) {
        html(.section, .class("card"), .id("why")) { html in
            html.cardHead(context.catalog.journey.why)
            html(
                .form, .class("ask-person"), .named("method", "get"),
                .named("action", Route.flow(model.head.id) + "#why")
            ) { html in
                html(.label, .class("search")) { html in
                    html.icon(.search)
                    html(.span, .class("unseen"), text: context.catalog.journey.whyLabel)
                    html.void(
                        .input, .type("search"), .name("who"), .value(model.why.asked),
                        .named("placeholder", context.catalog.journey.whyLabel), .flag("required"))
                }
                html(.button, .class("button"), .type("submit"), text: context.catalog.journey.whyAsk)
            }
            html.flowWhy(model.why, in: context)
        }
    }

    func rules(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.rules)
            html.flowRules(model.rules, text)
        }
    }
}

extension HTML {
    mutating func flowRules(_ rules: [FlowRule], _ text: FlowText) {
        self(.dl, .class("pairs")) { html in
            for rule in rules {
                let (name, lines) = text.rule(rule)
                html(.dt, text: name)
                html(.dd) { html in
                    for line in lines { html(.span, text: line) }
                }
            }
        }
    }
}
