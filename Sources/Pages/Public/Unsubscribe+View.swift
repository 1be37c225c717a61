public enum UnsubscribeView {
    public static func render(_ model: UnsubscribeModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.publicPages
        let channel = text.channel(model.channel)
        return PlainLayout.page(title: text.stopTitle(channel), brand: model.shopName, in: context) { html in
            html(.h1, text: text.stopTitle(channel))
            html(.p, text: text.stopQuestion(model.maskedAddress, model.shopName))
            html(.form, .class("stacked"), .named("method", "post"), .named("action", model.action)) { html in
                html.void(.input, .type("hidden"), .name("List-Unsubscribe"), .value("One-Click"))
                html(.button, .class("button primary"), .type("submit"), text: text.stop)
            }
            html(.p, .class("muted"), text: text.transactionalGoOn)
        }
    }
}

public enum UnsubscribedView {
    public static func render(_ model: UnsubscribedModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.publicPages
        let channel = text.channel(model.channel)
        let title =
            switch model.state {
            case .stopped: text.stoppedTitle
            case .back: text.backTitle
            case .notBack: text.notBackTitle
            }
        return PlainLayout.page(title: title, brand: model.shopName, in: context) { html in
            html(.span, .class("empty-icon")) { $0.icon(model.state == .notBack ? .stop : .check) }
            html(.h1, text: title)
            switch model.state {
            case .back: html(.p, text: text.backWords(model.maskedAddress, channel, model.shopName))
            case .notBack: html(.p, text: text.notBackWords(model.maskedAddress, channel, model.shopName))
            case .stopped:
                html(.p, text: text.stoppedWords(model.maskedAddress, channel, model.shopName))
                html(.form, .named("method", "post"), .named("action", model.resubscribeAction)) { html in
                    html(.button, .class("link-button"), .type("submit"), text: text.mistake)
                }
            }
        }
    }
}
