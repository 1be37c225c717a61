/// A flow from top to bottom: cards in the order of steps, branches side by side.
///
/// The stylesheet draws the lines between them, and on a narrow screen an indented list in their place.
struct FlowDrawing {
    let flow: String
    let triggers: [String]
    let entered: Int
    let context: PageContext

    private var text: FlowText { context.catalog.flow }

    func write(_ steps: [FlowStep], to html: inout HTML) {
        html(.ol, .class("steps")) { html in
            html(.li) { start(&$0) }
            for step in steps { item(step, &html) }
            if steps.last?.isOver != true { html(.li) { ending(&$0) } }
        }
    }

    private func start(_ html: inout HTML) {
        html(.div, .class("step"), .tone(.good)) { html in
            html(.span, .class("step-icon")) { $0.icon(.bolt) }
            html(.span, .class("step-words")) { html in
                html(.strong, text: text.trigger)
                for trigger in triggers { html(.small, .title(trigger), text: trigger) }
            }
            html(.span, .class("step-numbers")) { number("entered", entered, text.enteredHelp, &$0) }
        }
    }

    private func ending(_ html: inout HTML) {
        html(.span, .class("step-end"), text: text.end)
    }

    private func item(_ step: FlowStep, _ html: inout HTML) {
        html(.li) { html in
            card(step, &html)
            if !step.branches.isEmpty { branches(of: step, &html) }
        }
    }

    private func card(_ step: FlowStep, _ html: inout HTML) {
        html(.div, .class("step"), .id("step-" + step.id), .tone(step.group.tone)) { html in
            html(.span, .class("step-icon"), .title(step.keyword)) { $0.icon(.step(step.icon)) }
            html(.span, .class("step-words")) { html in
                html(.strong, .title(step.sentence), text: step.sentence)
                html(.small, text: step.id)
                if let target = step.target {
                    html(.a, .class("jump-to"), .href("#step-" + target)) { html in
                        html.icon(.corner)
                        html.text(text.jumpsTo(target))
                    }
                }
            }
            html(.span, .class("step-numbers")) { numbers(step, &$0) }
            tally(step, &html)
        }
    }

    private func numbers(_ step: FlowStep, _ html: inout HTML) {
        if let passed = step.numbers.passed { number(step.id + "-passed", passed, text.passed, &html) }
        guard step.numbers.standing > 0 else { return }
        let address = Query().adding("step", step.id).address(on: Route.flow(flow, .journeys))
        html(.a, .class("here"), .href(address), .named("data-number", step.id + "-here")) { html in
            html.text(context.format.count(step.numbers.standing) + " " + text.here)
        }
    }

    private func number(_ key: String, _ value: Int, _ name: String, _ html: inout HTML) {
        html(.span, .title(name)) { html in
            html(.span, .class("unseen"), text: name + " ")
            html(.span, .named("data-number", key), text: context.format.count(value))
        }
    }

    /// What became of its messages, in the card's last line.
    private func tally(_ step: FlowStep, _ html: inout HTML) {
        let numbers = step.numbers
        guard numbers.sent != nil || numbers.failed > 0 else { return }
        html(.span, .class("step-tally")) { html in
            tally("sent", numbers.sent ?? 0, text.tallySent, .plain, step, &html)
            tally("held", numbers.held ?? 0, text.tallyHeld, .warn, step, &html)
            tally("refused", numbers.refused ?? 0, text.tallyRefused, .plain, step, &html)
            tally("failed", numbers.failed, text.tallyFailed, .bad, step, &html)
        }
    }

    private func tally(
        _ key: String, _ value: Int, _ words: String, _ tone: Tone, _ step: FlowStep, _ html: inout HTML
    ) {
        guard value > 0 || key == "sent" && step.numbers.sent != nil else { return }
        html(.span, .tone(tone)) { html in
            html(.span, .named("data-number", step.id + "-" + key), text: context.format.count(value))
            html.text(" " + words)
        }
    }

    private func branches(of step: FlowStep, _ html: inout HTML) {
        let rail = FlowRail(step.branches)
        html(.ul, .class("branches")) { html in
            for (index, branch) in step.branches.enumerated() {
                html(.li, .flag("data-over", when: branch.isOver)) { html in
                    html(.span, .class("branch-name"), text: text.branch(branch.name))
                    html(.ol, .class("steps")) { html in
                        for inner in branch.steps { item(inner, &html) }
                    }
                    if let part = rail.part(at: index) { self.rail(part, &html) }
                }
            }
        }
    }

    /// The stylesheet cannot know how wide branches are beside one another; a drawing of its own can say it in percent.
    private func rail(_ part: (from: Double, length: Double), _ html: inout HTML) {
        html(.svg, .class("rail"), .hiddenFromReaders) { html in
            html(
                .rect, .named("x", "\(part.from)%"), .named("width", "\(part.length)%"), .named("height", "100%"))
        }
    }
}
