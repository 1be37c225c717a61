/// The list of customers, searched by address or name.
public enum CustomersView {
    public static func render(_ model: CustomersModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.customer
        return Layout.console(title: text.listTitle, room: .customers, in: context) { html in
            let query = Query().adding("q", model.search)
            html.pageHead(text.listTitle, detail: text.listDetail) { html in
                guard !model.rows.isEmpty else { return }
                html.exportLink(to: query.address(on: Route.export(of: Route.customers)), in: context)
            }
            html.filters(
                on: Route.customers, verb: text.search, clearable: !model.search.isEmpty, in: context
            ) { html in
                html.searchField(value: model.search, label: text.searchLabel)
            }
            html(.section, .class("card")) { html in
                if model.rows.isEmpty {
                    empty(model, in: context, to: &html)
                } else {
                    rows(model, in: context, to: &html)
                }
            }
            html.pager(model.paging, on: Route.customers, query: query, in: context)
        }
    }

    private static func empty(_ model: CustomersModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.customer
        if model.search.isEmpty {
            html.emptyState(.people, title: text.nobody, help: text.nobodyHelp)
        } else {
            html.emptyState(
                .search, title: text.notFound(model.search), help: text.notFoundHelp,
                link: (Route.customers, text.showAll))
        }
    }

    private static func rows(_ model: CustomersModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.customer
        let columns: [Column] = [
            Column(text.person), Column(text.emailConsent), .number(text.underWay), .number(text.orders),
            .number(text.spent), .number(text.lastSeen),
        ]
        html.table(columns, caption: text.listTitle) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { person(row, in: context, to: &$0) }
                    html.cell { html in
                        html.badge(
                            text.consent(row.emailConsent), tone: row.emailConsent.tone, icon: row.emailConsent.icon)
                    }
                    html.cell(text: context.format.count(row.journeysUnderWay))
                    html.cell(text: context.format.count(row.orders))
                    html.cell(text: row.spent.map { context.format.money($0) } ?? context.format.text.unknown)
                    html.cell { $0.time(row.lastSeen, .relative, in: context) }
                }
            }
        }
    }

    private static func person(_ row: CustomersModel.Row, in context: PageContext, to html: inout HTML) {
        let title = row.name ?? row.email ?? context.catalog.customer.visitor
        html(.span, .class("person")) { html in
            html.avatar(title, seed: row.id)
            html(.span, .class("person-words")) { html in
                html(.a, .class("strong"), .href(Route.customer(row.id)), text: title)
                if row.name != nil, let email = row.email { html(.small, .class("muted"), text: email) }
            }
        }
    }
}
