/// One product: what it costs and how much there is, what changed lately, and who waits for it.
public enum ProductView {
    public static func render(_ model: ProductModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.product
        let title = model.title.isEmpty ? model.productID : model.title
        let details = [model.brand, model.categories.joined(separator: ", "), model.productID]
        return Layout.console(title: title, room: .catalog, in: context) { html in
            html.wayBack(to: Route.catalog, text.title)
            html.pageHead(title, detail: details.filter { !$0.isEmpty }.joined(separator: " · ")) { html in
                if let url = model.url {
                    html(.a, .class("button"), .href(url), .named("rel", "noreferrer"), text: text.inShop)
                }
            }
            if model.isFromEvents { html.warning(text.fromEventsHelp, tone: .info) }
            html.figures(
                [
                    Figure(name: text.waiting, value: context.format.count(model.waiting)),
                    Figure(name: text.interested, value: context.format.count(model.interested), note: text.lately),
                ], label: text.figures)
            html(.div, .class("stack")) { html in
                variants(model, in: context, to: &html)
                changes(model, in: context, to: &html)
                people(model, in: context, to: &html)
            }
        }
    }

    private static func variants(_ model: ProductModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.product
        html(.section, .class("card")) { html in
            html.cardHead(text.variants)
            guard !model.variants.isEmpty else {
                html.emptyState(.cart, title: text.noVariants, help: text.noVariantsHelp)
                return
            }
            let columns: [Column] = [
                Column(text.variant), Column(text.sku), .number(text.price), .number(text.stock),
            ]
            html.table(columns, caption: text.variants) { html in
                for variant in model.variants {
                    html.row { html in
                        html.cell(text: variant.title.isEmpty ? text.onlyVariant : variant.title)
                        html.cell(text: variant.sku.isEmpty ? "–" : variant.sku)
                        html.cell { html in
                            html.text(variant.price ?? "–")
                            if let compared = variant.comparedPrice {
                                html(.small, .class("muted"), text: " " + text.instead(compared))
                            }
                        }
                        html.cell { html in
                            html.stock(variant.stock, in: context)
                            if let since = variant.soldOutAt {
                                html(.small, .class("muted")) { html in
                                    html.text(" ")
                                    html.time(since, .relative, in: context)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func changes(_ model: ProductModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.product
        html(.section, .class("card")) { html in
            html.cardHead(text.changes, detail: text.changesKept)
            guard !model.changes.isEmpty else {
                html.emptyState(.cart, title: text.noChanges, help: text.noChangesHelp)
                return
            }
            let columns: [Column] = [
                Column(text.variant), Column(text.figure), .number(text.before), .number(text.after),
                .number(text.changed),
            ]
            html.table(columns, caption: text.changes) { html in
                for change in model.changes {
                    html.row { html in
                        html.cell(text: change.variant.isEmpty ? text.onlyVariant : change.variant)
                        html.cell(text: change.isPrice ? text.price : text.stock)
                        html.cell(text: change.before)
                        html.cell(text: change.after)
                        html.cell { $0.time(change.at, .relative, in: context) }
                    }
                }
            }
        }
    }

    private static func people(_ model: ProductModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.product
        html(.section, .class("card")) { html in
            html.cardHead(text.whoWaits)
            guard !model.people.isEmpty else {
                html.emptyState(.people, title: text.nobodyWaits, help: text.nobodyWaitsHelp)
                return
            }
            html.table([Column(text.person), .number(text.since)], caption: text.whoWaits) { html in
                for one in model.people {
                    html.row { html in
                        html.cell { $0.person(one.person, in: context) }
                        html.cell { $0.time(one.at, .relative, in: context) }
                    }
                }
            }
        }
    }
}
