import Values

/// What of the store's data is counted as absent, or never came.
public enum QualityView {
    public static func render(_ model: QualityModel, in context: PageContext) -> [UInt8] {
        let page = QualityPage(model: model, context: context)
        let text = page.text
        return Layout.console(title: text.title, room: .rejected, in: context) { html in
            html.pageHead(text.title, detail: text.detail)
            html.rejectedTabs(.quality, in: context)
            html(.div, .class("stack")) { html in
                page.currencies(&html)
                page.zones(&html)
                page.names(&html)
                page.rejected(&html)
            }
        }
    }
}

extension HTML {
    /// Events that were refused, what was taken but counts as absent, and people who may be one.
    mutating func rejectedTabs(_ current: RejectedTab, in context: PageContext) {
        let text = context.catalog.quality
        tabs(
            label: text.tabs,
            [
                Tab(words: context.catalog.rejected.title, address: Route.rejected, isCurrent: current == .events),
                Tab(words: text.title, address: Route.quality, isCurrent: current == .quality),
                Tab(words: context.catalog.joins.title, address: Route.joins, isCurrent: current == .joins),
            ])
    }
}

enum RejectedTab { case events, quality, joins }

struct QualityPage {
    let model: QualityModel
    let context: PageContext

    var text: QualityText { context.catalog.quality }
    private var format: Formatter { context.format }

    func currencies(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.currencies, detail: text.amountsLooked(format.count(model.amounts)))
            guard !model.currencies.isEmpty else { return fine(text.currenciesFine, &html) }
            html(.p, text: text.currenciesHelp(model.currency))
            let columns: [Column] = [
                Column(text.currency), .number(text.amounts), Column(text.event), .number(text.newest),
            ]
            html.table(columns, caption: text.currencies) { html in
                for row in model.currencies {
                    html.row { html in
                        html.cell { $0(.strong, text: row.code) }
                        html.cell(text: format.count(row.amounts))
                        html.cell(text: row.eventName)
                        html.cell { $0.time(row.newestAt, .relative, in: context) }
                    }
                }
            }
        }
    }

    func zones(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.zones, detail: text.customersLooked(format.count(model.examined)))
            guard model.brokenZones > 0 else { return fine(text.zonesFine, &html) }
            let count = format.count(model.brokenZones)
            html(.p, text: text.zonesHelp(model.isExact ? count : text.about(count), model.workspaceZone))
            html.table([Column(context.catalog.segment.person), Column(text.zone)], caption: text.zones) { html in
                for row in model.zones {
                    html.row { html in
                        html.cell { $0.person(row.person, in: context) }
                        html.cell { $0(.code, text: row.value) }
                    }
                }
            }
        }
    }

    func names(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.names)
            guard !model.names.isEmpty else { return fine(text.namesFine, &html) }
            html(.p, text: text.namesHelp)
            let columns: [Column] = [Column(text.name), Column(text.kind), Column(context.catalog.segment.usedIn)]
            html.table(columns, caption: text.names) { html in
                for row in model.names {
                    html.row { html in
                        html.cell { html in
                            html(.span, .class("flow-name")) { html in
                                html(.strong, text: row.name)
                                if let nearest = row.nearest {
                                    html(.small, .class("muted"), text: text.nearest(nearest))
                                }
                            }
                        }
                        html.cell(text: text.kindName(row.kind))
                        html.cell { uses(row.uses, &$0) }
                    }
                }
            }
        }
    }

    private static let usesShown = 5

    private func uses(_ uses: [SegmentModel.Use], _ html: inout HTML) {
        html(.ul, .class("side-list")) { html in
            for use in uses.prefix(QualityPage.usesShown) {
                let address = use.kind == .flow ? Route.flow(use.id) : Route.segment(use.id)
                html(.li) { $0(.a, .href(address), text: use.name) }
            }
            if uses.count > QualityPage.usesShown {
                html(.li, .class("muted"), text: text.more(format.count(uses.count - QualityPage.usesShown)))
            }
        }
    }

    func rejected(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(context.catalog.rejected.title)
            guard !model.rejected.isEmpty else { return fine(text.rejectedFine, &html) }
            html(.ul, .class("side-list")) { html in
                for reason in model.rejected {
                    html(.li, .class("side-row")) { html in
                        html(.a, .href(Query().adding("reason", reason.code).address(on: Route.rejected))) { html in
                            html.text(context.catalog.rejected.reasonName(reason.code))
                        }
                        html(.span, .class("muted"), text: format.count(reason.count))
                    }
                }
            }
        }
    }

    private func fine(_ words: String, _ html: inout HTML) {
        html(.p, .class("muted")) { html in
            html.icon(.check)
            html.text(" " + words)
        }
    }
}
