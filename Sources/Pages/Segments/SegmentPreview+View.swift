import Values

/// How many a rule takes in, and some of them: a fragment that the editor's module puts into its page.
public enum SegmentPreviewView {
    public static func fragment(_ model: SegmentPreviewModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.segmentEditor
        let format = context.format
        var html = HTML(capacity: 4_096)
        html(.div, .class("headline")) { html in
            html(.strong, .class("figure"), text: format.count(model.count))
            html(.span, .class("muted")) { html in
                html.text(text.people + ", ")
                html.text(text.ofPeople(format.share(model.count, of: model.people), format.count(model.people)))
            }
        }
        html.bar(
            model.people > 0 ? Double(model.count * 1000 / model.people) / 10 : 0, tone: .accent)
        html(
            .p, .class("muted small-words"),
            text: model.isExact
                ? text.exact(format.length(model.took))
                : text.reckoned(format.count(model.margin), format.length(model.took)))
        for server in model.silent { html(.p, .class("muted small-words"), text: text.silent(server)) }
        if let change = model.change {
            html(.p, .class("would-change")) { html in
                if change.enter == 0, change.leave == 0 {
                    html(.span, .class("muted"), text: text.noChange)
                } else {
                    html.badge(text.enter(format.count(change.enter)), tone: .good)
                    html.badge(text.leave(format.count(change.leave)), tone: .bad)
                }
            }
        }
        for (title, members) in [(text.entrants, model.entrants), (text.leavers, model.leavers)] {
            people(members, title: title, in: context, to: &html)
        }
        if let moving = model.moving {
            html(.p, .class("would-change")) { html in
                html.badge(
                    context.catalog.standing.moving(moving.kind, format.count(moving.people), moving.isExact),
                    tone: moving.people > 0 ? .info : .plain)
            }
        }
        if model.sample.isEmpty { html(.p, .class("muted"), text: text.nobody) }
        people(model.sample, title: text.sample, in: context, to: &html)
        return html.bytes
    }

    private static func people(
        _ members: [SegmentModel.Member], title: String, in context: PageContext, to html: inout HTML
    ) {
        guard !members.isEmpty else { return }
        html(.h3, text: title)
        html(.ul, .class("side-list sample")) { html in
            for member in members { html(.li) { $0.person(member, in: context) } }
        }
    }
}
