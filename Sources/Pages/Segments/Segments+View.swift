/// The list of segments.
public enum SegmentsView {
    public static func render(_ model: SegmentsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.segment
        return Layout.console(title: text.listTitle, room: .segments, in: context) { html in
            html.pageHead(text.listTitle, detail: text.listDetail) { html in
                html(.a, .class("button"), .href(Route.segmentOverlap)) { html in
                    html.icon(.overlap)
                    html.text(text.overlap)
                }
                html(.a, .class("button"), .href(Route.readySegments), text: text.ready)
                html(.a, .class("button primary"), .href(Route.newSegment)) { html in
                    html.icon(.plus)
                    html.text(text.new)
                }
            }
            html.peopleTabs(.segments, in: context)
            html.filters(
                on: Route.segments, verb: text.search, clearable: !model.search.isEmpty || model.showsArchived,
                in: context
            ) { html in
                html.searchField(value: model.search, label: text.searchLabel)
                html.choice(
                    "state", label: text.which, selected: model.showsArchived ? "archived" : "",
                    choices: [
                        Choice(value: "", words: text.current), Choice(value: "archived", words: text.archived),
                    ])
            }
            html(.section, .class("card")) { html in
                if model.rows.isEmpty {
                    empty(model, in: context, to: &html)
                } else {
                    rows(model, in: context, to: &html)
                }
            }
        }
    }

    private static func empty(_ model: SegmentsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.segment
        if model.search.isEmpty {
            html.emptyState(.segment, title: text.none, help: text.noneHelp, link: (Route.readySegments, text.ready))
        } else {
            html.emptyState(
                .search, title: text.notFound(model.search), help: text.notFoundHelp,
                link: (Route.segments, text.showAll))
        }
    }

    private static func rows(_ model: SegmentsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.segment
        let format = context.format
        let columns: [Column] = [
            Column(text.segment), .number(text.size), Column(text.growth), Column(text.cost), .number(text.uses),
        ]
        html.table(columns, caption: text.listTitle) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { name(row, text, to: &$0) }
                    html.cell { html in
                        html(.strong, text: row.size.map(format.count) ?? format.text.unknown)
                        if let size = row.size, let people = model.people, people > 0 {
                            html(.small, .class("muted share"), text: format.share(size, of: people))
                        }
                    }
                    html.cell { growth(row, in: context, to: &$0) }
                    html.cell { html in
                        html(.small, .class("muted"), text: text.costWords(row.cost, format))
                    }
                    html.cell(text: format.count(row.uses))
                }
            }
        }
    }

    private static func name(_ row: SegmentsModel.Row, _ text: SegmentText, to html: inout HTML) {
        html(.span, .class("flow-name")) { html in
            html(.span, .class("name-line")) { html in
                html(.a, .class("strong"), .href(Route.segment(row.id)), text: row.name)
                if row.state != .live { html.badge(text.stateName(row.state), tone: row.state.tone) }
            }
            html(.small, .class("muted clamp"), text: row.about)
        }
    }

    private static func growth(_ row: SegmentsModel.Row, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.segment
        let format = context.format
        html(.span, .class("growth")) { html in
            if row.growth.count < 2 { html(.small, .class("muted"), text: format.text.unknown) }
            if let first = row.growth.first, let last = row.growth.last {
                html.line(
                    row.growth, style: "spark", summary: text.growthSummary(format.count(first), format.count(last)))
            }
            if let week = row.week {
                html(
                    .small, .class("muted"), .tone(week > 0 ? .good : week < 0 ? .bad : .plain),
                    text: week == 0 ? text.weekSame : text.week((week > 0 ? "+" : "−") + format.count(abs(week))))
            }
        }
    }
}
