import Values

/// What a flow would have done in the store's own past.
public enum BacktestView {
    public static func render(_ model: BacktestModel, in context: PageContext) -> [UInt8] {
        let page = BacktestPage(model: model, context: context)
        return FlowFrame.page(model.head, part: .backtest, in: context) { html in
            page.form(&html)
            switch model.state {
            case .neverRun:
                html(.section, .class("card")) { html in
                    html.emptyState(.history, title: page.text.neverRun, help: page.text.neverRunHelp)
                }
            case .running(let progress): page.progress(progress, &html)
            case .failed(let reason): html.warning(reason, tone: .bad)
            case .done(let result): BacktestReportPart(model: model, result: result, context: context).write(&html)
            }
        }
    }
}

struct BacktestPage {
    let model: BacktestModel
    let context: PageContext

    var text: BacktestText { context.catalog.backtest }

    private var isRunning: Bool {
        if case .running = model.state { return true }
        return false
    }

    func form(_ html: inout HTML) {
        html.postForm(to: Route.flow(model.head.id, .backtest), class: "filters", in: context) { html in
            var days = BacktestModel.stretches
            if !days.contains(model.days) { days = (days + [model.days]).sorted() }
            html.choice(
                "days", label: text.stretch, selected: String(model.days),
                choices: days.map { Choice(value: String($0), words: text.lastDays(context.format.count($0))) })
            html(
                .button, .class("button primary"), .type("submit"), .flag("disabled", when: isRunning), text: text.run)
            html(.small, .class("muted"), text: text.runHelp)
        }
    }

    func progress(_ progress: BacktestModel.Progress, _ html: inout HTML) {
        let format = context.format
        let percent = min(max(progress.percent, 0), 100)
        html(
            .section, .class("card"), .id("backtest-progress"), .role("status"), .named("data-refresh", 1),
            .flag("data-refresh-page")
        ) { html in
            html.cardHead(text.running, detail: text.percent(percent))
            html.bar(Double(percent), tone: .accent)
            html(
                .p, .class("muted"),
                text: text.looked(format.count(progress.people), format.count(progress.of)))
            html(.noscript) { html in
                html(.p) { $0(.a, .href(Route.flow(model.head.id, .backtest)), text: text.lookAgain) }
            }
        }
    }
}

/// One person's way through the past that was played.
public enum BacktestPathView {
    public static func render(_ model: BacktestPathModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.backtest
        let format = context.format
        return FlowFrame.page(model.head, part: .backtest, in: context) { html in
            html(.section, .class("card")) { html in
                html.cardHead(
                    text.pathOf(model.person.title(in: context)),
                    detail: text.stretchWords(format.dayInSentence(model.from), format.dayInSentence(model.until))
                ) { html in
                    html(.a, .class("more"), .href(Route.flow(model.head.id, .backtest)), text: text.backToReport)
                }
                html.person(model.person, in: context)
                if model.steps.isEmpty {
                    html.emptyState(.stop, title: text.noPath, help: text.noPathHelp)
                } else {
                    html.journeySteps(model.steps, in: context)
                }
            }
        }
    }
}
