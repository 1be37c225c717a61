import Values

/// People who may be the same person, each pair with what says so and a button that joins them.
public enum JoinsView {
    public static func render(_ model: JoinsModel, in context: PageContext) -> [UInt8] {
        let page = JoinsPage(model: model, context: context)
        return Layout.console(title: page.text.title, room: .rejected, in: context) { html in
            html.pageHead(page.text.title, detail: page.text.detail)
            html.rejectedTabs(.joins, in: context)
            html(.div, .class("stack")) { html in
                if let asked = model.asked { page.confirmation(asked, &html) }
                page.pairs(&html)
                page.form(&html)
            }
        }
    }

    /// After a join was asked for.
    public static func joining(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.joins.joining)
    }
}

struct JoinsPage {
    let model: JoinsModel
    let context: PageContext

    var text: JoinText { context.catalog.joins }

    func pairs(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.pairs)
            if model.pairs.isEmpty {
                html(.p, .class("muted"), text: model.next == nil ? text.none : text.noneYet)
            } else {
                html(.p, text: text.help)
                let columns = [Column(text.person), Column(text.person), Column(text.evidence), Column("")]
                html.table(columns, caption: text.pairs) { html in
                    for pair in model.pairs { row(pair, &html) }
                }
            }
            guard model.next != nil || model.isLater else { return }
            html(.p, .class("card-action")) { html in
                if model.isLater { html(.a, .class("button"), .href(Route.joins), text: text.fromBeginning) }
                if let next = model.next {
                    html(
                        .a, .class("button"), .href(Query().adding("after", next).address(on: Route.joins)),
                        text: text.lookFurther)
                }
            }
        }
    }

    private func row(_ pair: JoinsModel.Pair, _ html: inout HTML) {
        html.row { html in
            html.cell { $0.person(pair.first, in: context) }
            html.cell { $0.person(pair.second, in: context) }
            html.cell { html in
                html(.ul, .class("side-list")) { html in
                    for line in pair.evidence { html(.li, text: text.said(line, context.format)) }
                }
            }
            html.cell { html in
                html.ask(
                    text.join, class: "button", title: text.joinReally, help: [text.joinHelp]
                ) { joinForm(pair.first.id, pair.second.id, &$0) }
            }
        }
    }

    private func joinForm(_ first: String, _ second: String, _ html: inout HTML) {
        html.postForm(to: Route.joins, in: context) { html in
            html.hidden("first", first)
            html.hidden("second", second)
            html.hidden("sure", "yes")
            html(.button, .class("button danger small"), .type("submit"), text: text.joinNow)
        }
    }

    func confirmation(_ pair: JoinsModel.Pair, _ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.joinReally)
            html.person(pair.first, in: context)
            html.person(pair.second, in: context)
            html(.p, .class("muted"), text: text.joinHelp)
            html(.div, .class("card-action")) { joinForm(pair.first.id, pair.second.id, &$0) }
        }
    }

    /// For two people that nothing has found: named by whoever knows.
    func form(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.others)
            html(.p, .class("muted card-intro"), text: text.othersHelp)
            html.postForm(to: Route.joins, class: "stacked", in: context) { html in
                html(.div, .class("setting-row")) { html in
                    field("first", text.first, model.draft.first, &html)
                    field("second", text.second, model.draft.second, &html)
                }
                html(.div, .class("card-action")) { html in
                    html(.button, .class("button"), .type("submit"), text: text.show)
                }
            }
        }
    }

    private func field(_ name: String, _ label: String, _ value: String, _ html: inout HTML) {
        html(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: label)
            html.void(
                .input, .named("type", "text"), .named("name", name), .value(value), .named("autocomplete", "off"))
        }
    }
}
