/// One message with its preview, beside what became of it.
public enum MessageView {
    public static func render(_ model: MessageModel, in context: PageContext) -> [UInt8] {
        let page = MessagePage(model: model, context: context)
        let subject = model.subject ?? page.text.noSubject
        return Layout.console(title: subject, room: .messages, in: context) { html in
            html.wayBack(to: Route.messages, context.catalog.layout.messages)
            html.pageHead(subject) { $0.badge(model.state, in: context) }
            if let reason = model.reason {
                html(.p, .class("notice"), .tone(model.state.tone)) { html in
                    html.icon(model.state.icon)
                    html(.span, text: page.text.explained(model.state, reason, in: context))
                }
            }
            html(.div, .class("split")) { html in
                page.preview(&html)
                html(.div, .class("stack")) { html in
                    page.facts(&html)
                    page.history(&html)
                    page.links(&html)
                    page.headers(&html)
                }
            }
        }
    }
}

/// The parts of a message's page.
struct MessagePage {
    let model: MessageModel
    let context: PageContext

    var text: MessageText { context.catalog.message }

    func preview(_ html: inout HTML) {
        html(.section, .class("card preview"), .label(text.preview)) { html in
            html(.div, .class("card-head")) { html in
                html.tabs(label: text.parts, MessageModel.Part.allCases.map(partTab))
                if model.part == .html, model.body != nil {
                    html(.span, .class("push widths")) { html in
                        html.tabs(label: text.widths, MessageModel.PreviewWidth.allCases.map(widthTab))
                    }
                }
            }
            if model.isSecret {
                html(.p, .class("notice"), .tone(.accent)) { html in
                    html.icon(.shield)
                    html(.span, text: text.secret)
                }
            }
            guard let body = model.body else {
                if model.state.wasWritten {
                    html.emptyState(.clock, title: text.bodyGone, help: text.bodyGoneHelp)
                } else {
                    html.emptyState(.mail, title: text.bodyMissing, help: text.bodyMissingHelp)
                }
                return
            }
            switch model.part {
            case .html:
                html(.div, .class("sheet"), .named("data-width", model.width.rawValue)) { html in
                    html(
                        .iframe, .named("src", Route.messageBody(model.id)), .named("sandbox", ""),
                        .title(text.preview), .named("loading", "lazy"), .named("referrerpolicy", "no-referrer"))
                }
            case .plain: html(.pre, .class("words"), text: body.plainText)
            case .source:
                html(.pre, .class("source"), .named("tabindex", 0), .label(text.part(.source)), text: body.source)
            }
        }
    }

    private func partTab(_ part: MessageModel.Part) -> Tab {
        Tab(
            words: text.part(part), address: Query().adding("show", part.rawValue).address(on: Route.message(model.id)),
            isCurrent: part == model.part)
    }

    private func widthTab(_ width: MessageModel.PreviewWidth) -> Tab {
        Tab(
            words: text.width(width),
            address: Query().adding("width", width.rawValue).address(on: Route.message(model.id)),
            isCurrent: width == model.width, icon: width == .mobile ? .phone : .desktop)
    }

    func facts(_ html: inout HTML) {
        html(.section, .class("card"), .label(text.about)) { html in
            html(.dl, .class("pairs")) { html in
                html(.dt, text: text.to)
                html(.dd) { html in
                    html(.a, .href(Route.customer(model.customerID)), text: model.customerName)
                    html(.small, .class("muted"), text: model.to)
                }
                html(.dt, text: text.from)
                html(.dd, text: model.from)
                if let flow = model.flow {
                    html(.dt, text: text.flowLabel)
                    html(.dd) { html in
                        html(.a, .href(Route.flow(flow.flowID)), text: flow.flowName)
                        html(.small, .class("muted"), text: flow.stepName)
                    }
                }
                html(.dt, text: text.channelLabel)
                html(.dd) { html in
                    html(.span, text: text.channel(model.channel))
                    html(.small, .class("muted"), text: model.isTransactional ? text.transactional : text.marketing)
                }
            }
        }
    }

    func history(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.history)
            html(.ol, .class("timeline")) { html in
                for change in model.history {
                    html(.li) { html in
                        html(.span, .class("dot"), .tone(change.state.tone)) { $0.icon(change.state.icon) }
                        html(.div, .class("timeline-words")) { $0(.strong, text: text.state(change.state)) }
                        html.time(change.at, .moment, in: context)
                        if let reason = change.reason {
                            html(.p, .class("wide muted"), text: text.reason(reason, context))
                        }
                    }
                }
            }
        }
    }

    func links(_ html: inout HTML) {
        guard !model.links.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.links)
            html(.ul, .class("link-figures")) { html in
                for link in model.links {
                    html(.li) { html in
                        html(
                            .a, .href(link.address), .named("rel", "noreferrer noopener"), .named("target", "_blank"),
                            .title(link.address), text: link.address)
                        html(.span, .class("number"), text: text.clicks(link.clicks, context.format))
                    }
                }
            }
        }
    }

    func headers(_ html: inout HTML) {
        guard !model.headers.isEmpty else { return }
        html(.details, .class("card")) { html in
            html(.summary) { $0(.h2, text: text.headers) }
            html(.dl, .class("header-lines")) { html in
                for header in model.headers {
                    html(.dt, text: header.name)
                    html(.dd) { $0(.code, text: header.value) }
                }
            }
        }
    }
}
