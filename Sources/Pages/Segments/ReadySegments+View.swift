/// The gallery of the segments that come along.
public enum ReadySegmentsView {
    public static func render(_ model: ReadySegmentsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.segment
        let missing = model.rows.filter { $0.installedID == nil }
        return Layout.console(title: text.ready, room: .segments, in: context) { html in
            html.wayBack(to: Route.segments, context.catalog.layout.segments)
            html.pageHead(text.ready, detail: text.readyDetail) { html in
                html(.a, .class("button"), .href(Route.newSegment)) { html in
                    html.icon(.plus)
                    html.text(text.new)
                }
                guard missing.count > 1 else { return }
                html.postForm(to: Route.readySegments, class: "button-row", in: context) { html in
                    html.hidden("all", "1")
                    html(
                        .button, .class("button primary"), .type("submit"),
                        text: text.installAll(context.format.count(missing.count)))
                }
            }
            html(.section, .class("card"), .label(text.ready)) { html in
                html(.ul, .class("ready-segments")) { html in
                    for row in model.rows { html(.li) { self.row(row, in: context, to: &$0) } }
                }
            }
        }
    }

    private static func row(_ row: ReadySegmentsModel.Row, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.segment
        html(.h3, text: row.name)
        html(.p, .class("muted"), text: row.about)
        html(.p, text: row.sentence)
        html(.pre, .class("source"), .named("tabindex", 0), .label(text.ruleOf(row.name)), text: row.text)
        if let id = row.installedID {
            html(.a, .href(Route.segment(id)), text: text.alreadyInstalled)
            return
        }
        html.postForm(to: Route.readySegments, class: "button-row", in: context) { html in
            html.hidden("from", row.slug)
            html(
                .button, .class("button small"), .type("submit"), .label(text.installNamed(row.name)),
                text: text.install)
        }
    }
}
