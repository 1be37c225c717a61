/// The webhooks, alerts and audiences of a flow, and what became of each.
public enum FlowCallsView {
    public static func render(_ model: FlowCallsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.call
        let path = Route.flow(model.head.id, .calls)
        return FlowFrame.page(model.head, part: .calls, in: context) { html in
            html.filters(on: path, clearable: model.filter != nil, in: context) { html in
                html.choice(
                    "state", label: text.state, selected: model.filter?.rawValue ?? "",
                    choices: [Choice(value: "", words: text.anyState)]
                        + CallState.allCases.map { Choice(value: $0.rawValue, words: text.stateName($0)) })
            }
            html(.section, .class("card")) { html in
                if !model.rows.isEmpty {
                    rows(model, in: context, to: &html)
                } else if model.filter == nil {
                    html.emptyState(.webhook, title: text.none, help: text.noneHelp)
                } else {
                    html.emptyState(.filter, title: text.noMatch, help: text.noMatchHelp, link: (path, text.showAll))
                }
            }
            html.pager(
                model.paging, on: path, query: Query().adding("state", model.filter?.rawValue), in: context)
        }
    }

    private static func rows(_ model: FlowCallsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.call
        let columns: [Column] = [
            Column(text.call), Column(text.state), .number(text.tries), Column(text.person), .number(text.when),
        ]
        html.table(columns, caption: text.title) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { target(row, text, to: &$0) }
                    html.cell { state(row, of: model.head.id, in: context, to: &$0) }
                    html.cell(text: context.format.count(row.tries))
                    html.cell { html in
                        html(
                            .a, .href(Route.journey(row.journey, of: model.head.id, person: row.person.id)),
                            text: row.person.title(in: context))
                    }
                    html.cell { $0.time(row.at, .relative, in: context) }
                }
            }
        }
    }

    private static func target(_ row: FlowCallsModel.Row, _ text: CallText, to html: inout HTML) {
        html(.span, .class("subject")) { html in
            html.icon(row.kind.icon)
            html(.span, .class("person-words")) { html in
                html(.span, .class("strong"), .title(row.target), text: row.target)
                html(.small, .class("muted"), text: text.kind(row.kind) + " · " + row.step)
            }
        }
    }

    private static func state(
        _ row: FlowCallsModel.Row, of flow: String, in context: PageContext, to html: inout HTML
    ) {
        let text = context.catalog.call
        html(.span, .class("state")) { html in
            html.badge(text.stateName(row.state), tone: row.state.tone)
            if let error = row.lastError, row.state != .done { html(.small, .class("muted"), text: error) }
            if let next = row.nextTry {
                html(.small, .class("muted")) { html in
                    html.text(text.again + " ")
                    html.time(next, .relative, in: context)
                }
            }
            if row.state == .failed || row.state == .trying {
                html.postForm(to: Route.callRetry(row.id, of: flow), in: context) { html in
                    html(.button, .class("button small"), .type("submit")) { html in
                        html.icon(.again)
                        html.text(text.retry)
                    }
                }
            }
        }
    }
}
