import Values

/// The frame of one flow's pages: its name and state, what can be done with it, and its parts as tabs.
struct FlowFrame {
    let head: FlowHead
    let part: FlowPart?
    let context: PageContext

    private var text: FlowText { context.catalog.flow }

    /// - Parameter part: nil on a page that is reached from one of the parts.
    static func page(
        _ head: FlowHead, part: FlowPart?, in context: PageContext, content: (inout HTML) -> Void
    ) -> [UInt8] {
        let frame = FlowFrame(head: head, part: part, context: context)
        return Layout.console(title: head.name, room: .flows, in: context) { html in
            html.wayBack(to: Route.flows, context.catalog.layout.flows)
            html.pageHead(head.name, detail: frame.detail) { html in
                html.badge(frame.text.stateName(head.state), tone: head.state.tone)
                frame.controls(&html)
            }
            frame.pause(&html)
            for warning in head.warnings.prefix(FlowFrame.mostWarnings) { html.warning(warning) }
            frame.tabs(&html)
            content(&html)
        }
    }

    private static let mostWarnings = 20

    private var detail: String {
        let version = head.version.map(text.version) ?? text.neverLive
        return head.about.isEmpty ? version : "\(version) · \(head.about)"
    }

    private func tabs(_ html: inout HTML) {
        html.tabs(
            label: text.parts,
            FlowPart.allCases.map { part in
                Tab(words: text.part(part), address: Route.flow(head.id, part), isCurrent: part == self.part)
            })
    }

    private func controls(_ html: inout HTML) {
        if head.state != .archived {
            html(.a, .class("button"), .href(Route.flowEditor(head.id))) { html in
                html.icon(.edit)
                html.text(head.draft == nil ? text.edit : text.editDraft)
            }
        }
        if head.startsByHand {
            html(.a, .class("button"), .href(Route.flowStart(head.id))) { html in
                html.icon(.play)
                html.text(context.catalog.start.open)
            }
        }
        switch head.state {
        case .live: pauseButton(&html)
        case .paused:
            html.postForm(to: Route.flow(head.id, .resume), in: context) { html in
                html(.button, .class("button primary"), .type("submit")) { html in
                    html.icon(.play)
                    html.text(text.change(.resume))
                }
            }
        case .draft, .archived: break
        }
        if head.draft != nil, head.state != .archived {
            let style: StaticString = head.state == .paused ? "button" : "button primary"
            html(.a, .class(style), .href(Route.flowPublish(head.id)), text: text.publish)
        }
    }

    private func pauseButton(_ html: inout HTML) {
        var help = [text.pauseHelp]
        if let moment = head.freshUntil { help.append(text.freshUntil(context.format.momentInSentence(moment))) }
        html.ask(text.change(.pause), icon: .pause, class: "button", title: text.pauseReally, help: help) { html in
            html.postForm(to: Route.flow(head.id, .pause), in: context) { html in
                html(.button, .class("button small"), .type("submit"), text: text.change(.pause))
            }
        }
    }

    /// How long it stands still already, and until when that costs nothing.
    private func pause(_ html: inout HTML) {
        guard head.state == .paused else { return }
        html(.p, .class("notice"), .tone(.warn)) { html in
            html.icon(.pause)
            html(.span) { html in
                if let pause = head.pause {
                    html(.strong, text: text.pausedSince(context.format.momentInSentence(pause.since), pause.author))
                    html.text(" ")
                }
                if let moment = head.freshUntil {
                    let words = context.format.momentInSentence(moment)
                    html.text(moment > context.now ? text.freshUntil(words) : text.staleSince(words))
                } else {
                    html.text(text.staysFresh)
                }
            }
        }
    }
}

extension FlowChange {
    /// What the page says of a change that led to it.
    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.flow.changed(self))
    }
}

/// What else a flow's page says of a form that led to it.
public enum FlowNotice: String, Sendable, CaseIterable {
    case created, published, draftSaved = "draft-saved", draftDropped = "draft-dropped", testSent = "test-sent"
    case retried, started, scenariosSaved = "scenarios-saved"

    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.flow.notice(self))
    }
}
