import Values

/// The answer to “why is Ana in, or not?”, part by part.
extension SegmentPage {
    func why(_ html: inout HTML) {
        html(.section, .class("card"), .id("why")) { html in
            html.cardHead(text.why)
            html(
                .form, .class("ask-person"), .named("method", "get"), .named("action", Route.segment(model.id) + "#why")
            ) { html in
                html(.label, .class("search")) { html in
                    html.icon(.search)
                    html(.span, .class("unseen"), text: text.whyLabel)
                    html.void(
                        .input, .type("search"), .name("who"), .value(asked), .named("placeholder", text.whyLabel),
                        .flag("required"))
                }
                html(.button, .class("button"), .type("submit"), text: text.whyAsk)
            }
            switch model.why {
            case .unasked: html(.small, .class("muted"), text: text.whyHelp)
            case .nobody(let asked): html(.p, .class("reason"), text: text.whyNobody(asked))
            case .answer(let answer): self.answer(answer, &html)
            }
        }
    }

    private var asked: String {
        switch model.why {
        case .unasked: ""
        case .nobody(let asked): asked
        case .answer(let answer): answer.asked
        }
    }

    private func answer(_ answer: SegmentModel.WhyAnswer, _ html: inout HTML) {
        html(.div, .class("verdict"), .tone(answer.holds ? .good : .plain)) { html in
            html(.span, .class("dot"), .tone(answer.holds ? .good : .plain)) { html in
                html.icon(answer.holds ? .check : .stop)
            }
            html(.p) { html in
                html(
                    .a, .class("strong"), .href(Route.customer(answer.id)),
                    text: answer.holds ? text.isIn(answer.name) : text.isNotIn(answer.name))
                if let since = answer.since {
                    html(.small, text: text.inSince(context.format.momentInSentence(since)))
                }
                html(.small) { html in
                    html.text(
                        answer.until.map { text.untilMoment(context.format.momentInSentence($0)) } ?? text.untilNever)
                }
            }
        }
        html.trace(answer.trace, in: context)
    }
}
