/// One journey, step by step.
public enum JourneyView {
    public static func render(_ model: JourneyModel, in context: PageContext) -> [UInt8] {
        let page = JourneyPage(model: model, context: context)
        let title = page.text.title(model.person.title(in: context), model.flowName)
        return Layout.console(title: title, room: .flows, in: context) { html in
            html.wayBack(to: Route.flow(model.flowID, .journeys), model.flowName)
            html.pageHead(title, detail: page.detail) { html in
                html.badge(page.text.stateName(model.state), tone: model.state.tone)
                page.controls(&html)
            }
            html(.div, .class("split")) { html in
                html(.section, .class("card"), .label(page.text.steps)) { html in
                    html.cardHead(page.text.steps)
                    html.journeySteps(model.steps, in: context)
                }
                html(.div, .class("stack")) { html in
                    page.next(&html)
                    page.about(&html)
                }
            }
        }
    }
}

struct JourneyPage {
    let model: JourneyModel
    let context: PageContext

    var text: JourneyText { context.catalog.journey }

    var detail: String {
        [context.catalog.flow.version(model.version), model.endReason].compactMap { $0 }.joined(separator: " · ")
    }

    func controls(_ html: inout HTML) {
        if model.changes.contains(.retry) { button(.retry, .again, "button primary", &html) }
        if model.changes.contains(.skip) { button(.skip, .skip, "button", &html) }
        if model.changes.contains(.stop) {
            html.ask(
                text.change(.stop), icon: .end, class: "button danger", title: text.stopReally,
                help: [text.stopHelp]
            ) { html in button(.stop, nil, "button danger small", &html) }
        }
    }

    private func button(_ change: JourneyChange, _ icon: Icon?, _ style: StaticString, _ html: inout HTML) {
        html.postForm(to: Route.journey(model.id, of: model.flowID, change), in: context) { html in
            html(.button, .class(style), .type("submit"), .title(text.changeHelp(change))) { html in
                if let icon { html.icon(icon) }
                html.text(text.change(change))
            }
        }
    }

    func next(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.next)
            if let next = model.next {
                html.journeyNext(next, in: context)
            } else {
                html(.p, .class("muted"), text: text.nothingNext)
            }
        }
    }

    func about(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.about)
            html(.dl, .class("pairs")) { html in
                html(.dt, text: text.person)
                html(.dd) { $0.person(model.person, in: context) }
                html(.dt, text: text.flow)
                html(.dd) { $0(.a, .href(Route.flow(model.flowID)), text: model.flowName) }
                html(.dt, text: text.trigger)
                html(.dd, text: model.trigger)
                html(.dt, text: text.began)
                html(.dd) { $0.time(model.began, .moment, in: context) }
                if let ended = model.ended {
                    html(.dt, text: text.ended)
                    html(.dd) { $0.time(ended, .moment, in: context) }
                }
            }
        }
    }
}

extension HTML {
    /// What happened at each step, with what it read and why it went as it did.
    mutating func journeySteps(_ steps: [JourneyEntry], in context: PageContext) {
        let text = context.catalog.journey
        guard !steps.isEmpty else {
            self(.p, .class("muted"), text: text.noSteps)
            return
        }
        self(.ol, .class("timeline")) { html in
            for step in steps.prefix(HTML.mostSteps) {
                html(.li) { html in
                    html(.span, .class("dot"), .tone(step.group.tone)) { $0.icon(.step(step.icon)) }
                    html(.div, .class("timeline-words")) { $0.journeyStep(step, in: context) }
                    html.time(step.at, .moment, in: context)
                }
            }
        }
        if steps.count > HTML.mostSteps {
            self(
                .p, .class("card-note muted"), text: text.moreSteps(context.format.count(steps.count - HTML.mostSteps)))
        }
    }

    /// A journey takes at most 1,000 steps without waiting; nobody reads more.
    private static let mostSteps = 500

    private mutating func journeyStep(_ step: JourneyEntry, in context: PageContext) {
        let text = context.catalog.journey
        self(.div, .class("name-line")) { html in
            html(.strong, text: step.sentence)
            if let state = step.messageState {
                html.badge(context.catalog.message.state(state), tone: state.tone)
            } else {
                html.badge(step.way ?? text.verdict(step.verdict), tone: step.way == nil ? step.verdict.tone : .plum)
            }
        }
        if let reason = step.reason { self(.p, .class("muted"), text: reason) }
        if let message = step.messageID {
            self(.a, .class("line"), .href(Route.message(message)), text: text.seeMessage)
        }
        guard !step.inputs.isEmpty else { return }
        self(.details, .class("inputs")) { html in
            html(.summary, .class("muted"), text: text.inputs)
            html(.dl, .class("pairs")) { html in
                for input in step.inputs {
                    html(.dt, text: input.name)
                    html(.dd) { $0(.code, text: input.holds.map { text.held($0, input.value) } ?? input.value) }
                }
            }
        }
    }

    /// What comes next and when.
    mutating func journeyNext(_ next: JourneyNext, in context: PageContext) {
        let text = context.catalog.journey
        self(.p, .class("next")) { html in
            html(.span, .class("next-name")) { $0.icon(next.at == nil ? .ear : .clock) }
            html(.span) { html in
                html.text(next.sentence)
                html(.small, .class("muted")) { html in
                    if let at = next.at {
                        html.time(at, .moment, in: context)
                        html.text(", ")
                        html.time(at, .relative, in: context)
                    } else if let limit = next.limit {
                        html.text(text.atTheLatest + " ")
                        html.time(limit, .moment, in: context)
                    } else {
                        html.text(text.whenItHappens)
                    }
                }
                if let reason = next.reason ?? next.waits.map(text.waits) {
                    html(.small, .class("muted"), text: reason)
                }
            }
        }
    }
}
