/// The last look before a draft goes live.
public enum FlowPublishView {
    public static func render(_ model: FlowPublishModel, in context: PageContext) -> [UInt8] {
        let page = FlowPublishPage(model: model, context: context)
        return FlowFrame.page(model.head, part: nil, in: context) { html in
            html.postForm(to: Route.flowPublish(model.head.id), class: "editor", in: context) { html in
                html.hidden("version", String(model.version))
                html(.div, .class("split")) { html in
                    html(.div, .class("stack")) { html in
                        page.faults(&html)
                        page.journeys(&html)
                        page.already(&html)
                        page.changes(&html)
                    }
                    html(.div, .class("stack")) { page.publish(&$0) }
                }
            }
        }
    }
}

struct FlowPublishPage {
    let model: FlowPublishModel
    let context: PageContext

    private var text: FlowText { context.catalog.flow }

    func faults(_ html: inout HTML) {
        guard !model.faults.isEmpty else { return }
        html(.section, .class("card"), .role("alert")) { html in
            html.cardHead(text.cannotPublish)
            html(.ul, .class("rule-faults")) { html in
                for fault in model.faults.prefix(50) { html(.li, text: fault) }
            }
        }
    }

    func publish(_ html: inout HTML) {
        html(.section, .class("card stacked")) { html in
            html.cardHead(text.publishTitle(model.version))
            html(.p, .class("muted"), text: model.head.version == nil ? text.publishFirst : text.publishHelp)
            html(
                .button, .class("button primary"), .type("submit"), .flag("disabled", when: !model.faults.isEmpty),
                text: text.publishNow)
            html(.a, .class("button"), .href(Route.flow(model.head.id)), text: text.cancel)
        }
    }

    func changes(_ html: inout HTML) {
        guard model.head.version != nil else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.whatChanges)
            html.flowDifferences(model.changes, in: context)
        }
    }

    func journeys(_ html: inout HTML) {
        guard model.underWay > 0 else { return }
        let count = context.format.count(model.underWay)
        html(.section, .class("card")) { html in
            html.cardHead(text.journeysUnderWay, detail: text.journeysCount(count))
            html(.fieldset, .class("ways")) { html in
                html(.legend, .class("unseen"), text: text.journeysUnderWay)
                way("finish", text.finish, text.finishHelp, isChosen: !model.moves, &html)
                way("move", text.move, text.moveHelp, isChosen: model.moves, &html)
            }
            html(.div, .class("move-table")) { rows(&$0) }
        }
    }

    func already(_ html: inout HTML) {
        guard let already = model.already else { return }
        let text = context.catalog.start
        html(.section, .class("card stacked")) { html in
            html.cardHead(text.already)
            html(.label, .class("check")) { html in
                html.void(
                    .input, .type("checkbox"), .name("already"), .value("yes"),
                    .flag("checked", when: already.isChosen))
                html(.span) { html in
                    html(.strong, text: text.takeIn)
                    html(.small, .class("muted"), text: text.takeInHelp)
                }
            }
            if let preview = already.preview { html.startPreview(preview, in: context) }
            html(.button, .class("button"), .type("submit"), .name("do"), .value("count"), text: text.count)
        }
    }

    private func way(_ value: String, _ words: String, _ help: String, isChosen: Bool, _ html: inout HTML) {
        html(.label, .class("check")) { html in
            html.void(
                .input, .type("radio"), .name("journeys"), .value(value), .flag("checked", when: isChosen))
            html(.span) { html in
                html(.strong, text: words)
                html(.small, .class("muted"), text: help)
            }
        }
    }

    private func rows(_ html: inout HTML) {
        html.table(
            [Column(text.stepNow), .number(text.standing), Column(text.goesOnAt)], caption: text.journeysUnderWay
        ) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { html in
                        html(.span, .class("line"), text: row.sentence)
                        html(.small, .class("muted"), text: row.step)
                        if row.isGone { html.badge(text.stepGone, tone: .bad) }
                    }
                    html.cell(text: context.format.count(row.journeys))
                    html.cell { place(of: row, &$0) }
                }
            }
        }
    }

    private func place(of row: FlowPublishModel.Row, _ html: inout HTML) {
        let here: FlowPublishModel.Place? = row.isGone ? nil : .step(row.step)
        var choices = row.isGone ? [Choice(value: "", words: text.choosePlace)] : []
        choices += [FlowPublishModel.Place.stay, .end].map { Choice(value: $0.field, words: text.place($0)) }
        choices += model.targets.map { target in
            let place = FlowPublishModel.Place.step(target.id)
            return Choice(
                value: place.field, words: place == here ? text.sameStep : "\(target.sentence) (\(target.id))")
        }
        html(.label, .class("choice")) { html in
            html(.span, .class("unseen"), text: text.goesOnAt + ": " + row.sentence)
            html(
                .select, .named("name", "place." + row.step),
                Attribute("aria-invalid", row.isMissing ? .fixed("true") : .absent)
            ) { $0.options(choices, selected: (row.place ?? here)?.field ?? "") }
        }
        if row.isMissing { html(.small, .class("field-problem line"), text: text.placeMissing) }
    }
}
