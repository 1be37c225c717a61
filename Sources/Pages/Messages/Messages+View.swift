/// The list of messages with its filters.
public enum MessagesView {
    public static func render(_ model: MessagesModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.message
        return Layout.console(title: text.listTitle, room: .messages, in: context) { html in
            html.pageHead(text.listTitle, detail: text.listDetail) { html in
                html(.a, .class("button"), .href(Route.heldMessages)) { html in
                    html.icon(.clock)
                    html.text(context.catalog.held.see)
                }
                guard !model.rows.isEmpty else { return }
                html.exportLink(to: model.filter.query.address(on: Route.export(of: Route.messages)), in: context)
            }
            filters(model, in: context, to: &html)
            html(.section, .class("card")) { html in
                if !model.rows.isEmpty {
                    rows(model, in: context, to: &html)
                } else if model.filter == MessagesModel.Filter() {
                    html.emptyState(.mail, title: text.none, help: text.noneHelp, link: (Route.flows, text.seeFlows))
                } else {
                    html.emptyState(
                        .filter, title: text.noMatch, help: text.noMatchHelp, link: (Route.messages, text.showAll))
                }
            }
            html.pager(model.paging, on: Route.messages, query: model.filter.query, in: context)
        }
    }

    private static func filters(_ model: MessagesModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.message
        let filter = model.filter
        html.filters(on: Route.messages, clearable: filter != MessagesModel.Filter(), in: context) { html in
            html.searchField(value: filter.search, label: text.searchLabel)
            html.choice(
                "state", label: text.stateLabel, selected: filter.state?.rawValue ?? "",
                choices: [Choice(value: "", words: text.anyState)]
                    + MessageState.allCases.map { Choice(value: $0.rawValue, words: text.state($0)) })
            html.choice(
                "flow", label: text.flowLabel, selected: filter.flowID ?? "",
                choices: [Choice(value: "", words: text.anyFlow)]
                    + model.flows.map { Choice(value: $0.id, words: $0.name) })
            html.choice(
                "channel", label: text.channelLabel, selected: filter.channel?.rawValue ?? "",
                choices: [Choice(value: "", words: text.anyChannel)]
                    + Channel.allCases.map { Choice(value: $0.rawValue, words: text.channel($0)) })
        }
    }

    private static func rows(_ model: MessagesModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.message
        let columns: [Column] = [
            Column(text.subject), Column(text.to), Column(text.stateLabel), .number(text.time),
        ]
        html.table(columns, caption: text.listTitle) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { html in
                        html(.span, .class("subject")) { html in
                            html.icon(row.channel.icon)
                            html(.span, .class("person-words")) { html in
                                html(
                                    .a, .class("strong"), .href(Route.message(row.id)),
                                    text: row.subject ?? text.noSubject)
                                if let flow = row.flowName { html(.small, .class("muted"), text: flow) }
                            }
                        }
                    }
                    html.cell { html in
                        html(
                            .a, .class("muted"), .href(Route.customer(row.customerID)),
                            text: row.to.isEmpty ? context.format.text.unknown : row.to)
                    }
                    html.cell { html in
                        html(.span, .class("state")) { html in
                            html.badge(row.state, in: context)
                            if let reason = row.reason {
                                html(.small, .class("muted"), text: text.reason(reason, context))
                            }
                        }
                    }
                    html.cell { $0.time(row.at, .relative, in: context) }
                }
            }
        }
    }
}
