/// The list of products.
public enum ProductsView {
    public static func render(_ model: ProductsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.product
        return Layout.console(title: text.title, room: .catalog, in: context) { html in
            html.pageHead(text.title, detail: text.detail)
            if model.rows.isEmpty, model.search.isEmpty {
                html(.section, .class("card")) { $0.emptyState(.cart, title: text.none, help: text.noneHelp) }
                return
            }
            html.filters(on: Route.catalog, verb: text.search, clearable: !model.search.isEmpty, in: context) { html in
                html.searchField(value: model.search, label: text.searchIn)
            }
            html(.section, .class("card")) { html in
                if model.rows.isEmpty {
                    html.emptyState(.filter, title: text.noMatch, help: text.noMatchHelp)
                } else {
                    rows(model, in: context, to: &html)
                }
            }
            html.pager(model.paging, on: Route.catalog, query: Query().adding("q", model.search), in: context)
        }
    }

    private static func rows(_ model: ProductsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.product
        let columns: [Column] = [
            Column(text.product), .number(text.variants), .number(text.price), .number(text.stock),
            .number(text.changed),
        ]
        html.table(columns, caption: text.title) { html in
            for product in model.rows {
                html.row { html in
                    html.cell { html in
                        html(.span, .class("flow-name")) { html in
                            html(
                                .a, .class("strong"), .href(Route.product(product.id)),
                                text: product.title.isEmpty ? product.productID : product.title)
                            let details = [product.brand, product.productID].filter { !$0.isEmpty }
                            html(.small, .class("muted"), text: details.joined(separator: " · "))
                            if product.isFromEvents { html(.small, .class("muted"), text: text.fromEvents) }
                        }
                    }
                    html.cell(text: context.format.count(product.variants))
                    html.cell(text: product.price ?? "–")
                    html.cell { $0.stock(product.stock, in: context) }
                    html.cell { $0.time(product.changedAt, .relative, in: context) }
                }
            }
        }
    }
}

extension HTML {
    mutating func stock(_ stock: ProductStock, in context: PageContext) {
        switch stock {
        case .pieces(let count): text(context.format.count(Int(count)))
        case .soldOut: badge(context.catalog.product.soldOut, tone: .bad)
        case .unknown: text("–")
        }
    }
}
