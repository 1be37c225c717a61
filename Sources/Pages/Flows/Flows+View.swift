/// The list of flows.
public enum FlowsView {
    public static func render(_ model: FlowsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.flow
        return Layout.console(title: text.listTitle, room: .flows, in: context) { html in
            html.pageHead(text.listTitle, detail: text.listDetail) { html in
                if !model.rows.isEmpty {
                    let query = Query().adding("state", model.filter?.rawValue)
                    html.exportLink(to: query.address(on: Route.export(of: Route.flows)), in: context)
                }
                html(.a, .class("button primary"), .href(Route.newFlow)) { html in
                    html.icon(.plus)
                    html.text(text.newFlow)
                }
            }
            html.tabs(
                label: text.state,
                [Tab(words: text.anyState, address: Route.flows, isCurrent: model.filter == nil)]
                    + FlowState.allCases.map { state in
                        Tab(
                            words: text.stateName(state),
                            address: Query().adding("state", state.rawValue).address(on: Route.flows),
                            isCurrent: model.filter == state)
                    })
            html(.section, .class("card")) { html in
                if !model.rows.isEmpty {
                    rows(model, in: context, to: &html)
                } else if model.filter == nil {
                    html.emptyState(.flow, title: text.none, help: text.noneHelp, link: (Route.newFlow, text.newFlow))
                } else {
                    html.emptyState(
                        .filter, title: text.noMatch, help: text.noMatchHelp, link: (Route.flows, text.showAll))
                }
            }
        }
    }

    private static func rows(_ model: FlowsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.flow
        let format = context.format
        let columns: [Column] = [
            Column(text.flow), Column(text.state), .number(text.underWay), .number(text.sent),
            .number(text.goalReached), .number(text.revenue),
        ]
        html.table(columns, caption: text.listTitle) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { name(row, text, to: &$0) }
                    html.cell { html in
                        html(.span, .class("state")) { html in
                            html.badge(text.stateName(row.state), tone: row.state.tone)
                            if row.hasDraft, row.state != .draft {
                                html(.small, .class("muted"), text: text.draftWaits)
                            }
                        }
                    }
                    html.cell(text: format.count(row.figures.underWay))
                    html.cell(text: format.count(row.figures.sent))
                    html.cell { html in
                        html.text(format.count(row.figures.goalReached))
                        html(
                            .small, .class("muted share"),
                            text: format.share(row.figures.goalReached, of: row.figures.entered))
                    }
                    html.cell(text: row.figures.revenue.map { format.money($0, whole: true) } ?? format.text.unknown)
                }
            }
        }
    }

    private static func name(_ row: FlowsModel.Row, _ text: FlowText, to html: inout HTML) {
        html(.span, .class("with-shape")) { html in
            html(.span, .class("shape-box")) { FlowThumbnail(row.steps).write(to: &$0) }
            html(.span, .class("flow-name")) { html in
                html(.a, .class("strong"), .href(Route.flow(row.id)), text: row.name)
                html(.small, .class("muted"), text: text.startsOn(row.trigger))
                for warning in row.warnings {
                    html(.small, .class("warning"), .tone(.warn)) { html in
                        html.icon(.warning)
                        html.text(warning)
                    }
                }
            }
        }
    }
}
