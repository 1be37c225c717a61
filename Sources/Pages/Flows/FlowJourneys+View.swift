/// The journeys of one flow: who is in it, where, and what comes next.
public enum FlowJourneysView {
    public static func render(_ model: FlowJourneysModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.journey
        let path = Route.flow(model.head.id, .journeys)
        return FlowFrame.page(model.head, part: .journeys, in: context) { html in
            filters(model, on: path, in: context, to: &html)
            html(.section, .class("card")) { html in
                if !model.rows.isEmpty {
                    rows(model, in: context, to: &html)
                } else if model.filter == FlowJourneysModel.Filter() {
                    html.emptyState(.people, title: text.none, help: text.noneHelp)
                } else {
                    html.emptyState(.filter, title: text.noMatch, help: text.noMatchHelp, link: (path, text.showAll))
                }
            }
            html.pager(model.paging, on: path, query: model.filter.query, in: context)
        }
    }

    private static func filters(
        _ model: FlowJourneysModel, on path: String, in context: PageContext, to html: inout HTML
    ) {
        let text = context.catalog.journey
        let filter = model.filter
        html.filters(on: path, clearable: filter != FlowJourneysModel.Filter(), in: context) { html in
            html.searchField(value: filter.search, label: text.searchLabel)
            html.choice(
                "state", label: text.state, selected: filter.state?.rawValue ?? "",
                choices: [Choice(value: "", words: text.anyState)]
                    + JourneyState.allCases.map { Choice(value: $0.rawValue, words: text.stateName($0)) })
            html.choice(
                "step", label: text.step, selected: filter.step ?? "",
                choices: [Choice(value: "", words: text.anyStep)]
                    + model.steps.map { Choice(value: $0.id, words: $0.sentence) })
            if model.versions.count > 1 {
                html.choice(
                    "version", label: text.version, selected: filter.version.map(String.init) ?? "",
                    choices: [Choice(value: "", words: text.anyVersion)]
                        + model.versions.map { Choice(value: String($0), words: context.catalog.flow.version($0)) })
            }
        }
    }

    private static func rows(_ model: FlowJourneysModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.journey
        let columns: [Column] = [
            Column(text.person), Column(text.state), Column(text.place), Column(text.next), .number(text.began),
        ]
        html.table(columns, caption: text.listTitle) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { $0.person(row.person, in: context) }
                    html.cell { html in
                        html(.a, .href(Route.journey(row.id, of: model.head.id)), .label(text.open)) { html in
                            html.badge(text.stateName(row.state), tone: row.state.tone)
                        }
                    }
                    html.cell { html in
                        html(.a, .class("clamp"), .href(Route.journey(row.id, of: model.head.id)), text: row.place)
                    }
                    html.cell { html in
                        guard let next = row.next else {
                            html.text(context.format.text.unknown)
                            return
                        }
                        html(.span, .class("line"), text: next)
                        if let at = row.nextAt {
                            html(.small, .class("muted line")) { $0.time(at, .relative, in: context) }
                        }
                    }
                    html.cell { html in
                        html.time(row.began, .relative, in: context)
                        html(.small, .class("muted line"), text: context.catalog.flow.version(row.version))
                    }
                }
            }
        }
    }
}
