import Values

/// The report of a backtest that is through.
struct BacktestReportPart {
    let model: BacktestModel
    let result: BacktestResult
    let context: PageContext

    var text: BacktestText { context.catalog.backtest }
    var format: Formatter { context.format }

    func write(_ html: inout HTML) {
        about(&html)
        totals(&html)
        html(.div, .class("split")) { html in
            html(.div, .class("stack")) { html in
                days(&html)
                steps(&html)
                rules(&html)
                collisions(&html)
                person(&html)
                sample(&html)
            }
            html(.div, .class("stack")) { html in
                differences(&html)
                goals(&html)
                boughtAnyway(&html)
                coupons(&html)
                distribution(&html)
                caveats(&html)
            }
        }
    }

    private func about(_ html: inout HTML) {
        html(.p, .class("muted")) { html in
            html.text(
                text.stretchWords(format.dayInSentence(result.from), format.dayInSentence(result.until)) + " · ")
            html.text((result.version.map(context.catalog.flow.version) ?? text.draft) + " · " + text.ran + " ")
            html.time(result.ranAt, .relative, in: context)
            html.text(" · " + text.took(format.length(result.took)))
        }
    }

    private func totals(_ html: inout HTML) {
        let totals = result.totals
        html.figures(
            [
                Figure(name: text.looks, value: format.count(totals.people)),
                Figure(
                    name: text.figure(.entered), value: format.count(totals.entered),
                    note: format.share(totals.entered, of: totals.people)),
                Figure(name: text.figure(.journeys), value: format.count(totals.journeys)),
                Figure(name: text.figure(.messages), value: format.count(totals.messages)),
                Figure(
                    name: text.figure(.written), value: format.count(totals.written),
                    note: text.each(
                        totals.written > 0
                            ? format.rate(Double(totals.messages) / Double(totals.written)) : format.text.unknown)),
                Figure(name: text.underWay, value: format.count(totals.underWay)),
            ], label: text.totals)
    }

    private func days(_ html: inout HTML) {
        guard !result.perDay.isEmpty else { return }
        let sending = result.steps.filter { $0.sent != nil }
        html(.section, .class("card")) { html in
            html.cardHead(text.perDay, detail: sending.first { $0.id == result.step }?.sentence) { html in
                html(.span, .class("muted"), text: text.most(format.count(result.perDay.max() ?? 0)))
            }
            if !sending.isEmpty { choice(of: sending, &html) }
            html.dayColumns(result.perDay, from: result.from, key: "backtest", name: text.perDay, in: context)
        }
    }

    private func choice(of steps: [BacktestResult.Step], _ html: inout HTML) {
        html.filters(on: Route.flow(model.head.id, .backtest), clearable: result.step != nil, in: context) { html in
            html.choice(
                "step", label: text.step, selected: result.step ?? "",
                choices: [Choice(value: "", words: text.allSteps)]
                    + steps.map { Choice(value: $0.id, words: $0.sentence) })
        }
    }

    private func steps(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.steps)
            let columns: [Column] = [
                Column(text.step), .number(text.begun), .number(text.sent), .number(text.held), .number(text.refused),
            ]
            html.table(columns, caption: text.steps) { html in
                for step in result.steps {
                    html.row { html in
                        html.cell { html in
                            html(.span, .class("line"), text: step.sentence)
                            html(.small, .class("muted"), text: step.id)
                        }
                        html.cell(text: format.count(step.begun))
                        for number in [step.sent, step.held, step.refused] {
                            html.cell(text: number.map(format.count) ?? format.text.unknown)
                        }
                    }
                }
            }
        }
    }

    private func rules(_ html: inout HTML) {
        guard !result.rules.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.rules)
            html.table([Column(text.rule), Column(text.effect), .number(text.count)], caption: text.rules) { html in
                for rule in result.rules {
                    html.row { html in
                        html.cell(text: rule.words)
                        html.cell { $0.badge(text.effectName(rule.effect), tone: rule.effect.tone) }
                        html.cell(text: format.count(rule.count))
                    }
                }
            }
        }
    }

    private func collisions(_ html: inout HTML) {
        guard !result.collisions.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.collisions)
            html(.p, .class("muted card-intro"), text: text.collisionsHelp)
            let columns: [Column] = [
                Column(text.otherFlow), .number(text.people), .number(text.days), .number(text.bothSent),
            ]
            html.table(columns, caption: text.collisions) { html in
                for collision in result.collisions {
                    html.row { html in
                        html.cell { $0(.a, .href(Route.flow(collision.flowID)), text: collision.flowName) }
                        html.cell(text: format.count(collision.people))
                        html.cell(text: format.count(collision.days))
                        html.cell(text: format.count(collision.bothSent))
                    }
                }
            }
        }
    }

    /// Asks whose way is to be shown: anybody's, whether they are among the sample or not.
    private func person(_ html: inout HTML) {
        html(.section, .class("card"), .id("person")) { html in
            html.cardHead(text.anyPath)
            html(
                .form, .class("ask-person"), .named("method", "get"),
                .named("action", Route.flow(model.head.id, .backtest) + "#person")
            ) { html in
                html(.label, .class("search")) { html in
                    html.icon(.search)
                    html(.span, .class("unseen"), text: text.anyPathLabel)
                    html.void(
                        .input, .type("search"), .name("who"), .value(model.asked),
                        .named("placeholder", text.anyPathLabel), .flag("required"))
                }
                html(.button, .class("button"), .type("submit"), text: text.showPath)
            }
            if model.asked.isEmpty {
                html(.small, .class("muted"), text: text.anyPathHelp)
            } else {
                html(.p, .class("reason"), text: context.catalog.journey.whyNobody(model.asked))
            }
        }
    }

    private func sample(_ html: inout HTML) {
        guard !result.sample.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.sample)
            html.table(
                [Column(text.person), Column(text.outcome), .number(text.figure(.messages))], caption: text.sample
            ) {
                html in
                for one in result.sample {
                    html.row { html in
                        html.cell { html in
                            html(
                                .a, .class("strong"), .href(Route.backtestPath(one.person.id, of: model.head.id)),
                                text: one.person.title(in: context))
                        }
                        html.cell(text: one.outcome)
                        html.cell(text: format.count(one.messages))
                    }
                }
            }
        }
    }
}
