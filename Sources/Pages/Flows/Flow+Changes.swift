extension FlowChange {
    /// What the page says of a change that led to it.
    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.flow.changed(self))
    }
}

/// What can be done with a flow from its page.
extension FlowPage {
    /// Pause or resume, beside the title.
    func controls(_ html: inout HTML) {
        switch model.state {
        case .live: button(.pause, .pause, "button", &html)
        case .paused: button(.resume, .play, "button primary", &html)
        case .draft, .archived: break
        }
    }

    private func button(_ change: FlowChange, _ icon: Icon, _ style: StaticString, _ html: inout HTML) {
        html.postForm(to: Route.flow(model.id, change), in: context) { html in
            html(.button, .class(style), .type("submit")) { html in
                html.icon(icon)
                html.text(text.change(change))
            }
        }
    }

    func versions(_ html: inout HTML) {
        guard !model.versions.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.versions)
            html(.ol, .class("side-list")) { html in
                for version in model.versions { html(.li, .class("side-row")) { self.version(version, &$0) } }
            }
            if model.versions.count > 1 { html(.p, .class("card-note muted"), text: text.versionsHelp) }
        }
    }

    private func version(_ version: FlowModel.Version, _ html: inout HTML) {
        html(.span) { html in
            html(.strong, text: text.version(version.number))
            html(.small, .class("muted line")) { html in
                html.time(version.at, .moment, in: context)
                html.text(" " + text.versionBy(version.author))
            }
        }
        if version.isLive {
            html.badge(text.versionLive, tone: .good)
        } else if model.state.isRunning {
            html.postForm(to: Route.flow(model.id, .rollBack), in: context) { html in
                html.void(.input, .type("hidden"), .name("version"), .value(String(version.number)))
                html(.button, .class("button small"), .type("submit"), text: text.change(.rollBack))
            }
        }
    }

    /// Behind a second look, since it ends journeys.
    func archive(_ html: inout HTML) {
        guard model.state != .archived else { return }
        html(.details, .class("card quiet-card")) { html in
            html(.summary) { $0(.h2, text: text.change(.archive)) }
            html(.p, .class("muted"), text: text.archiveHelp)
            html.postForm(to: Route.flow(model.id, .archive), class: "card-action", in: context) { html in
                html(.button, .class("button danger"), .type("submit"), text: text.archiveReally)
            }
        }
    }
}
