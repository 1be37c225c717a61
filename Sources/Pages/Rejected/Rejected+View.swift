/// The events that were refused, so that nothing is lost in silence.
public enum RejectedView {
    public static func render(_ model: RejectedModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.rejected
        return Layout.console(title: text.title, room: .rejected, in: context) { html in
            html.pageHead(text.title, detail: text.detail) { html in
                guard !model.rows.isEmpty else { return }
                html.exportLink(to: model.query.address(on: Route.export(of: Route.rejected)), in: context)
            }
            html.rejectedTabs(.events, in: context)
            if model.rows.isEmpty && !model.isNarrowed {
                html(.section, .class("card")) { $0.emptyState(.shield, title: text.none, help: text.noneHelp) }
                return
            }
            filters(model, in: context, to: &html)
            if model.rows.isEmpty {
                html(.section, .class("card")) { html in
                    html.emptyState(
                        .filter, title: text.noMatch, help: text.noMatchHelp, link: (Route.rejected, text.showAll))
                }
            }
            html(.ul, .class("rejections")) { html in
                for row in model.rows { rejection(row, in: context, to: &html) }
            }
            html.pager(model.paging, on: Route.rejected, query: model.query, in: context)
        }
    }

    private static func filters(_ model: RejectedModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.rejected
        html.filters(on: Route.rejected, clearable: model.isNarrowed, in: context) { html in
            html.searchField(value: model.search, label: text.searchLabel)
            let all = Choice(value: "", words: text.anyReason)
            html.choice(
                "reason", label: text.reason, selected: model.reason ?? "",
                choices: [all]
                    + model.reasons.map {
                        Choice(value: $0.code, words: "\(text.reasonName($0.code)) (\(context.format.count($0.count)))")
                    })
        }
    }

    private static func rejection(_ row: RejectedModel.Row, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.rejected
        html(.li, .class("card"), .id(row.id)) { html in
            html(.div, .class("rejection-head")) { html in
                html.badge(text.reasonName(row.code), tone: .bad, icon: .rejected)
                html(.span, .class("muted"), text: row.sourceKey.map(text.byKey) ?? text.noKey)
                html(.span, .class("push muted")) { $0.time(row.at, .relative, in: context) }
            }
            html(.p, text: row.explanation)
            html(.details) { html in
                html(.summary, text: text.asItCame)
                html(
                    .pre, .class("source"), .named("tabindex", 0), .label(text.asItCame),
                    text: IndentedJSON.text(of: row.raw))
            }
        }
    }
}
