/// The first room: what happens in the shop right now, and whether the machine is well.
public enum OverviewView {
    public static func render(_ model: OverviewModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.overview
        return Layout.console(title: text.title, room: .overview, in: context) { html in
            let page = OverviewPage(model: model, context: context)
            html(
                .div, .class("overview"), .named("data-live-stream", Route.live),
                .named("data-last", model.newestActivityID.map(String.init) ?? "")
            ) { html in
                html.pageHead(text.title) { html in
                    html(.div, .class("head-end")) { html in
                        page.liveState(&html)
                        html.marketingSwitch(
                            isStopped: context.isMarketingStopped, back: Route.overview, in: context)
                    }
                }
                page.outboxBanner(&html)
                page.path(&html)
                page.health(&html)
                html(.div, .class("split")) { html in
                    html(.div, .class("stack")) { html in
                        page.eventsChart(&html)
                        page.flows(&html)
                        page.messages(&html)
                    }
                    page.feed(&html)
                }
            }
        }
    }
}

/// The parts of the overview, each a card.
struct OverviewPage {
    let model: OverviewModel
    let context: PageContext
    let texts: [LiveKey: String]

    init(model: OverviewModel, context: PageContext) {
        self.model = model
        self.context = context
        texts = Dictionary(model.liveTexts(in: context), uniquingKeysWith: { first, _ in first })
    }

    var text: OverviewText { context.catalog.overview }

    func liveText(_ key: LiveKey, _ html: inout HTML) {
        html(.span, .live(key), text: texts[key] ?? "")
    }

    func liveState(_ html: inout HTML) {
        html(
            .p, .class("live-state"), .role("status"), .named("data-connecting", text.connecting),
            .named("data-live-words", text.live), .named("data-lost", text.lost), .flag("hidden")
        ) { html in
            html.icon(.wheel)
            html(.span, text: text.connecting)
        }
    }

    func outboxBanner(_ html: inout HTML) {
        if let unsent = model.unsent { return sendingBanner(unsent, &html) }
        guard model.health.outbox == .builtIn else { return }
        html(.p, .class("notice"), .tone(.accent)) { html in
            html.icon(.inbox)
            html(.span) { html in
                html(.strong, text: text.outboxTitle)
                html.text(" " + text.outboxExplained)
            }
        }
    }

    private func sendingBanner(_ unsent: Unsent, _ html: inout HTML) {
        let counts = unsent.words(in: context)
        let settings = context.catalog.settings
        html(.p, .class("notice"), .tone(.warn)) { html in
            html.icon(.inbox)
            html(.span) { html in
                html(.strong, text: text.sendingIsOff)
                html.text(" " + settings.sendingOffHelp + " " + settings.unsent(counts.waiting, counts.inOutbox) + " ")
                html(.a, .href(Route.settings + "#sending-switch"), text: settings.bannerLink)
            }
        }
    }

    /// The road from an event to an order: each figure leads to what stands behind it.
    func path(_ html: inout HTML) {
        html(.section, .class("path card"), .label(text.path)) { html in
            stage(.pulse, text.eventsToday, .eventsToday, Route.customers, &html) { html in
                liveText(.eventsPerSecond, &html)
                html.text(" " + text.perSecond)
            }
            stage(.cart, text.cartsAbandoned, .cartsAbandoned, Route.flows, &html) { _ in }
            stage(.send, text.messagesSent, .messagesSent, Route.messages, &html) { _ in }
            stage(.recovered, text.ordersRecovered, .ordersRecovered, Route.flows, &html) { html in
                html(.span, .title(text.recoveryRateFormula)) { html in
                    liveText(.recoveryRate, &html)
                    html.text(" " + text.recoveryRate)
                }
            }
            stage(.money, text.revenueRecovered, .revenueRecovered, Route.flows, &html) { _ in }
        }
    }

    private func stage(
        _ icon: Icon, _ name: String, _ key: LiveKey, _ address: String, _ html: inout HTML,
        note: (inout HTML) -> Void
    ) {
        html(.a, .class("stage"), .href(address)) { html in
            html(.span, .class("stage-name")) { html in
                html.icon(icon)
                html.text(name)
            }
            html(.strong, .class("figure"), .live(key), text: texts[key] ?? "")
            html(.span, .class("stage-note"), content: note)
        }
    }

    func health(_ html: inout HTML) {
        html(.section, .class("strip"), .label(text.health)) { html in
            lamp("database", text.database, model.health.database.tone, &html) { html in
                html.text(model.health.databaseName + " · " + text.condition(model.health.database))
            }
            lamp("engine", text.engine, model.health.engine.tone, &html) { html in
                liveText(.engineLag, &html)
                html.text(" " + text.behind)
            }
            lamp("delivery", text.delivery, model.health.delivery.tone, &html) { html in
                switch model.health.outbox {
                case .builtIn: html.text(text.builtInOutbox)
                case .provider(let name): html.text(name)
                }
            }
            running(text.people, .people, Route.customers, &html)
            running(text.queueDepth, .queueDepth, nil, &html)
            running(text.oldestDue, .oldestDue, nil, &html)
            running(text.rejectedEvents, .rejectedEvents, Route.rejected, &html)
        }
    }

    private func lamp(
        _ key: String, _ name: String, _ tone: Tone, _ html: inout HTML, detail: (inout HTML) -> Void
    ) {
        html(.div, .class("gauge"), .tone(tone), .named("data-lamp", key)) { html in
            html(.span, .class("gauge-name")) { html in
                html(.span, .class("lamp"), .hiddenFromReaders)
                html.text(name)
            }
            html(.strong, content: detail)
        }
    }

    private func running(_ name: String, _ key: LiveKey, _ address: String?, _ html: inout HTML) {
        html(.div, .class("gauge")) { html in
            html(.span, .class("gauge-name"), text: name)
            html(.strong) { html in
                if let address {
                    html(.a, .href(address), .live(key), text: texts[key] ?? "")
                } else {
                    liveText(key, &html)
                }
            }
        }
    }
}
