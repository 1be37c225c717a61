import Values

/// One segment: who is in, why, and how it came to be so.
public enum SegmentView {
    public static func render(_ model: SegmentModel, in context: PageContext) -> [UInt8] {
        let page = SegmentPage(model: model, context: context)
        return Layout.console(title: model.name, room: .segments, in: context) { html in
            html.wayBack(to: model.kind.list, page.listTitle)
            page.head(&html)
            for warning in model.warnings {
                html(.p, .class("notice"), .tone(.warn)) { html in
                    html.icon(.warning)
                    html(.span, text: warning)
                }
            }
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { html in
                    if model.kind == .segment {
                        page.size(&html)
                        page.members(&html)
                    } else {
                        page.standing(&html)
                    }
                }
                html(.div, .class("stack")) { html in
                    page.rule(&html)
                    page.measures(&html)
                    page.why(&html)
                    page.uses(&html)
                    page.changes(&html)
                    page.versions(&html)
                    page.archive(&html)
                }
            }
        }
    }
}

/// The parts of a segment's page.
struct SegmentPage {
    let model: SegmentModel
    let context: PageContext

    var text: SegmentText { context.catalog.segment }

    func head(_ html: inout HTML) {
        html.pageHead(model.name, detail: model.about.isEmpty ? nil : model.about) { html in
            following("build-state", &html) { $0.badge(text.stateName(model.state), tone: model.state.tone) }
            guard model.state != .archived else { return }
            if model.kind == .segment {
                html.exportLink(to: Route.segmentExport(model.id), in: context)
            }
            html(.a, .class("button primary"), .href(Route.segmentEditor(model.id))) { html in
                html.icon(.edit)
                html.text(text.edit)
            }
        }
    }

    /// Looked at again by itself while it is built; what is built has no such part, and the page is drawn anew.
    private func following(_ id: String, _ html: inout HTML, content: (inout HTML) -> Void) {
        guard case .building = model.state else { return content(&html) }
        html(
            .div, .id(id), .role("status"), .named("data-refresh", SegmentPage.secondsBetweenLooks),
            .flag("data-refresh-page"), content: content)
    }

    private static let secondsBetweenLooks = 2

    var listTitle: String {
        switch model.kind {
        case .segment: context.catalog.layout.segments
        case .stage: context.catalog.standing.stages
        case .points: context.catalog.standing.scores
        }
    }

    /// What follows from the rule of a stage or of points.
    func standing(_ html: inout HTML) {
        let words = context.catalog.standing
        let people = Figure(
            name: words.people, value: model.holding.map(context.format.count) ?? context.format.text.unknown)
        switch model.kind {
        case .segment: return
        case .stage(let place):
            html.figures([Figure(name: words.place, value: String(place)), people], label: words.stage)
        case .points(let score, let points, let days):
            html.figures(
                [
                    Figure(name: words.points, value: points.signed, note: words.fades(days)),
                    Figure(name: words.score, value: score.isEmpty ? words.unnamed : score), people,
                ], label: words.rule)
        }
    }

    func size(_ html: inout HTML) {
        let format = context.format
        html(.section, .class("card"), .label(text.sizeOverTime)) { html in
            html(.div, .class("headline")) { html in
                html(.strong, .class("figure"), text: model.size.map(format.count) ?? format.text.unknown)
                html(.span, .class("muted")) { html in
                    html.text(context.catalog.segmentEditor.people)
                    if let size = model.size, let people = model.people, people > 0 {
                        html.text(", " + text.ofPeople(format.share(size, of: people)))
                    }
                }
            }
            let sizes = model.growth.map(\.size)
            guard let first = model.growth.first, let last = model.growth.last, sizes.count > 1 else {
                html(.p, .class("muted"), text: text.notYetCounted)
                return
            }
            html.line(
                sizes, style: "curve", summary: text.growthSummary(format.count(first.size), format.count(last.size)))
            html(.div, .class("axis")) { html in
                // Of a day or two the clock says more.
                let style: HTML.TimeStyle = last.at - first.at < .days(2) ? .moment : .day
                html.time(first.at, style, in: context)
                html.time(last.at, style, in: context)
            }
            html(.details, .class("as-table")) { html in
                html(.summary, text: text.sizeOverTime)
                html(.table, .class("plain")) { html in
                    html(.thead) { html in
                        html(.tr) { html in
                            html(.th, .scope("col"), text: text.atMoment)
                            html(.th, .scope("col"), .class("number"), text: text.size)
                        }
                    }
                    html(.tbody) { html in
                        for point in model.growth.reversed() {
                            html(.tr) { html in
                                html(.td) { $0.time(point.at, .moment, in: context) }
                                html(.td, .class("number"), text: format.count(point.size))
                            }
                        }
                    }
                }
            }
        }
    }

    func members(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.members)
            if case .building(let percent) = model.state {
                following("build-progress", &html) {
                    $0.emptyState(.people, title: text.building(percent), help: text.buildingHelp)
                }
            } else if model.members.isEmpty {
                html.emptyState(.people, title: text.noMembers, help: text.noMembersHelp)
            } else {
                html.table([Column(text.person), .number(text.since)], caption: text.members) { html in
                    for member in model.members {
                        html.row { html in
                            html.cell { $0.person(member, in: context) }
                            html.cell { html in
                                if let since = member.since {
                                    html.time(since, .relative, in: context)
                                } else {
                                    html.text(context.format.text.unknown)
                                }
                            }
                        }
                    }
                }
            }
        }
        html.pager(model.paging, on: Route.segment(model.id), query: Query(), in: context)
    }
}
