/// The versions of a flow: who made each and when, what changed between two, and the way back to one.
public enum FlowVersionsView {
    public static func render(_ model: FlowVersionsModel, in context: PageContext) -> [UInt8] {
        let page = FlowVersionsPage(model: model, context: context)
        return FlowFrame.page(model.head, part: .versions, in: context) { html in
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { page.comparison(&$0) }
                html(.div, .class("stack")) { html in
                    page.versions(&html)
                    page.history(&html)
                }
            }
        }
    }
}

struct FlowVersionsPage {
    let model: FlowVersionsModel
    let context: PageContext

    private var text: FlowText { context.catalog.flow }
    private var path: String { Route.flow(model.head.id, .versions) }

    func versions(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.versions)
            html(.ol, .class("side-list")) { html in
                for version in model.versions { html(.li, .class("side-row")) { self.version(version, &$0) } }
            }
            if model.versions.count > 1 { html(.p, .class("card-note muted"), text: text.versionsHelp) }
        }
    }

    private func version(_ version: FlowVersionsModel.Version, _ html: inout HTML) {
        html(.span) { html in
            html(.strong, text: text.version(version.number))
            html(.small, .class("muted line")) { html in
                html.time(version.at, .moment, in: context)
                html.text(" " + text.versionBy(version.author))
            }
            if let moment = version.publishedAt {
                html(.small, .class("muted line")) { html in
                    html.text(text.publishedAt + " ")
                    html.time(moment, .moment, in: context)
                }
            }
            if version.underWay > 0 {
                html(
                    .a, .class("line small-words"),
                    .href(
                        Query().adding("version", String(version.number)).address(
                            on: Route.flow(model.head.id, .journeys))),
                    text: text.journeysOn(context.format.count(version.underWay)))
            }
        }
        switch version.state {
        case .live: html.badge(text.versionLive, tone: .good)
        case .draft: html.badge(text.stateName(.draft), tone: .info)
        case .earlier:
            guard model.head.state.isRunning else { return }
            html.ask(
                text.change(.rollBack), class: "button small", title: text.rollBackReally(version.number),
                help: [text.changed(.rollBack)]
            ) { html in
                html.postForm(to: Route.flow(model.head.id, .rollBack), in: context) { html in
                    html.hidden("version", String(version.number))
                    html(.button, .class("button small primary"), .type("submit"), text: text.change(.rollBack))
                }
            }
        }
    }

    /// Who let it go live, stand still and go on.
    func history(_ html: inout HTML) {
        guard !model.changes.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.history)
            html(.ol, .class("side-list")) { html in
                for change in model.changes {
                    html(.li, .class("side-row")) { html in
                        html(.span) { html in
                            html(.strong, text: text.historyOf(change.kind, change.version.map(text.version)))
                            html(.small, .class("muted line")) { html in
                                html.time(change.at, .moment, in: context)
                                html.text(" " + text.versionBy(change.author))
                            }
                        }
                    }
                }
            }
        }
    }

    func comparison(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.comparison)
            guard model.versions.count > 1 else {
                html.emptyState(.history, title: text.oneVersion, help: text.oneVersionHelp)
                return
            }
            html(.form, .class("filters compare"), .named("method", "get"), .named("action", path)) { html in
                choice("from", text.compareFrom, model.comparison?.from, &html)
                choice("to", text.compareTo, model.comparison?.to, &html)
                html(.button, .class("button"), .type("submit"), text: text.compare)
            }
            if let comparison = model.comparison { html.flowDifferences(comparison.changes, in: context) }
        }
    }

    private func choice(_ name: String, _ label: String, _ selected: Int?, _ html: inout HTML) {
        html.choice(
            name, label: label, selected: selected.map(String.init) ?? "",
            choices: model.versions.map { version in
                let words = text.version(version.number)
                return Choice(value: String(version.number), words: version.state == .live ? text.isLive(words) : words)
            })
    }
}

extension HTML {
    /// Changes one below the other; what stood there struck out above what stands there now.
    mutating func flowDifferences(_ changes: [FlowDifference], in context: PageContext) {
        let text = context.catalog.flow
        guard !changes.isEmpty else {
            self(.p, .class("muted"), text: text.nothingChanged)
            return
        }
        self(.ul, .class("differences")) { html in
            for change in changes {
                html(.li) { html in
                    html(.div, .class("name-line")) { html in
                        html.badge(text.difference(change.kind), tone: change.kind.tone)
                        html(.code, text: change.name)
                        if !change.sentence.isEmpty { html(.span, text: change.sentence) }
                    }
                    for field in change.fields { html.difference(field) }
                }
            }
        }
    }

    private mutating func difference(_ field: FlowDifference.Field) {
        self(.div, .class("difference")) { html in
            if !field.name.isEmpty { html(.small, .class("muted"), text: field.name) }
            if !field.from.isEmpty { html(.del, text: field.from) }
            if !field.to.isEmpty { html(.ins, text: field.to) }
        }
    }
}
