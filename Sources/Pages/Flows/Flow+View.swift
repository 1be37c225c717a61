/// One flow: its drawing, and beside it the rules.
public enum FlowView {
    public static func render(_ model: FlowModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.flow
        let page = FlowPage(model: model, context: context)
        return Layout.console(title: model.name, room: .flows, in: context) { html in
            html.wayBack(to: Route.flows, context.catalog.layout.flows)
            html.pageHead(model.name, detail: text.version(model.version)) { html in
                html.badge(text.stateName(model.state), tone: model.state.tone)
                page.controls(&html)
            }
            for warning in model.warnings {
                html(.p, .class("notice"), .tone(.warn)) { html in
                    html.icon(.warning)
                    html(.span, text: warning)
                }
            }
            html(.div, .class("split")) { html in
                html(
                    .section, .class("canvas"), .named("tabindex", 0), .label(text.drawing)
                ) { page.drawing(&$0) }
                html(.div, .class("stack")) { html in
                    page.figures(&html)
                    page.rules(&html)
                    page.versions(&html)
                    page.source(&html)
                    page.archive(&html)
                }
            }
        }
    }
}

/// The parts of a flow's page.
struct FlowPage {
    let model: FlowModel
    let context: PageContext

    var text: FlowText { context.catalog.flow }

    /// Cards in the order of steps; the stylesheet draws the lines between them.
    func drawing(_ html: inout HTML) {
        html(.ol, .class("steps")) { html in
            html(.li) { html in
                html(.div, .class("step"), .tone(.good)) { html in
                    html(.span, .class("step-icon")) { $0.icon(.bolt) }
                    html(.span, .class("step-words")) { html in
                        html(.strong, text: text.trigger)
                        html(.small, text: model.trigger)
                    }
                    numbers(passed: model.figures.entered, waiting: 0, &html)
                }
            }
            for step in model.steps { item(step, &html) }
            if model.steps.last?.kind != .end { ending(&html) }
        }
    }

    private func ending(_ html: inout HTML) {
        html(.li) { $0(.span, .class("step-end"), text: text.kindName(.end)) }
    }

    private func item(_ step: FlowStep, _ html: inout HTML) {
        html(.li) { html in
            if step.kind == .end {
                html(.span, .class("step-end"), text: text.kindName(.end))
                return
            }
            html(.div, .class("step"), .tone(step.kind.tone)) { html in
                html(.span, .class("step-icon")) { $0.icon(step.kind.icon) }
                html(.span, .class("step-words")) { html in
                    html(.strong, text: step.title.isEmpty ? text.kindName(step.kind) : step.title)
                    html(.small, .title(step.detail), text: step.detail)
                }
                numbers(passed: step.passed, waiting: step.waiting, &html)
            }
            guard !step.branches.isEmpty else { return }
            html(.ul, .class("branches")) { html in
                for branch in step.branches {
                    html(.li) { html in
                        html(.span, .class("branch-name"), text: branch.name)
                        html(.ol, .class("steps")) { html in
                            for inner in branch.steps { item(inner, &html) }
                        }
                    }
                }
            }
        }
    }

    private func numbers(passed: Int?, waiting: Int, _ html: inout HTML) {
        html(.span, .class("step-numbers")) { html in
            if let passed {
                html(.span, .title(text.passed)) { html in
                    html(.span, .class("unseen"), text: text.passed + " ")
                    html.text(context.format.count(passed))
                }
            }
            if waiting > 0 {
                html(.span, .class("here"), .title(text.here)) { html in
                    html.text(context.format.count(waiting) + " " + text.here)
                }
            }
        }
    }

    func figures(_ html: inout HTML) {
        let format = context.format
        let figures = model.figures
        html(.section, .class("card"), .label(text.figures)) { html in
            html(.dl, .class("facts big")) { html in
                fact(text.underWay, format.count(figures.underWay), nil, &html)
                fact(text.sent, format.count(figures.sent), nil, &html)
                fact(
                    text.goalReached, format.count(figures.goalReached),
                    text.ofEntered(format.share(figures.goalReached, of: figures.entered)), &html)
                if let revenue = figures.revenue {
                    fact(text.revenue, format.money(revenue, whole: true), nil, &html)
                }
            }
        }
    }

    private func fact(_ name: String, _ value: String, _ note: String?, _ html: inout HTML) {
        html(.div) { html in
            html(.dt, text: name)
            html(.dd) { html in
                html(.strong, text: value)
                if let note { html(.small, .class("muted"), text: note) }
            }
        }
    }

    func rules(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.rules)
            html(.dl, .class("pairs")) { html in
                rule(text.trigger, [model.trigger], &html)
                if let filter = model.triggerFilter { rule(text.filter, [filter], &html) }
                rule(text.goal, model.goal.map { [$0] } ?? [text.noGoal], &html)
                rule(text.exits, model.exits.isEmpty ? [text.noExits] : model.exits, &html)
                rule(text.reentry, [model.reentry], &html)
            }
        }
    }

    private func rule(_ name: String, _ lines: [String], _ html: inout HTML) {
        html(.dt, text: name)
        html(.dd) { html in
            for line in lines { html(.span, text: line) }
        }
    }

    func source(_ html: inout HTML) {
        guard !model.source.isEmpty else { return }
        html(.details, .class("card")) { html in
            html(.summary) { $0(.h2, text: text.file) }
            html(.pre, .class("source"), .named("tabindex", 0), .label(text.file), text: model.source)
        }
    }
}
