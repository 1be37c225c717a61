import Values

/// The stages of the lifecycle.
public enum StagesView {
    public static func render(_ model: StagesModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.standing
        return Layout.console(title: text.stages, room: .segments, in: context) { html in
            html.pageHead(text.stages, detail: text.stagesDetail) { html in
                html(.a, .class("button primary"), .href(Route.newRule(.stage))) { html in
                    html.icon(.plus)
                    html.text(text.newStage)
                }
            }
            html.peopleTabs(.stages, in: context)
            html(.section, .class("card")) { html in
                if model.rows.isEmpty {
                    html.emptyState(
                        .signpost, title: text.noStages, help: text.noStagesHelp,
                        link: (Route.newRule(.stage), text.newStage))
                } else {
                    rows(model, in: context, to: &html)
                }
            }
            if !model.rows.isEmpty {
                html(.p, .class("muted small-words")) { html in
                    html.text(text.without(context.format.count(model.without)))
                    if !model.isExact { html.text(" " + text.reckoned) }
                }
            }
        }
    }

    private static func rows(_ model: StagesModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.standing
        let format = context.format
        html.table(
            [.number(text.place), Column(text.stage), .number(text.people)], caption: text.stages
        ) { html in
            for row in model.rows {
                html.row { html in
                    html.cell(text: String(row.place))
                    html.cell { $0.rule(row.id, row.name, row.about, row.state, in: context) }
                    html.cell { html in
                        html(.strong, text: format.count(row.people))
                        if model.people > 0 {
                            html(.small, .class("muted share"), text: format.share(row.people, of: model.people))
                        }
                    }
                }
            }
        }
    }
}

extension HTML {
    /// The name of a rule, leading to its page, with what it is for.
    mutating func rule(
        _ id: String, _ name: String, _ about: String, _ state: SegmentState, in context: PageContext
    ) {
        self(.span, .class("flow-name")) { html in
            html(.span, .class("name-line")) { html in
                html(.a, .class("strong"), .href(Route.segment(id)), text: name)
                if state != .live { html.badge(context.catalog.segment.stateName(state), tone: state.tone) }
            }
            html(.small, .class("muted clamp"), text: about)
        }
    }
}
