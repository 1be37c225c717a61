/// The settings of the workspace: its shop, and what all marketing keeps to.
public enum SettingsView {
    public static func render(_ model: SettingsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.settings
        let page = SettingsPage(model: model, context: context)
        return Layout.console(title: text.title, room: .settings, in: context) { html in
            html.pageHead(text.title, detail: text.detail)
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { html in
                    page.sendingSwitch(&html)
                    page.marketingSwitch(&html)
                    page.hours(&html)
                    page.caps(&html)
                    page.exclusions(&html)
                    page.shop(&html)
                }
                html(.div, .class("stack")) { page.history(&$0) }
            }
        }
    }
}

struct SettingsPage {
    let model: SettingsModel
    let context: PageContext

    var text: SettingsText { context.catalog.settings }

    /// A card with one form, with why it could not be saved above it.
    func form(
        _ part: SettingsModel.Part, title: String, help: String, _ html: inout HTML, fields: (inout HTML) -> Void
    ) {
        html(.section, .class("card"), .id("settings-" + part.rawValue)) { html in
            html.cardHead(title)
            html(.p, .class("muted card-intro"), text: help)
            if let problem = model.problem, problem.part == part {
                html(.p, .class("notice"), .tone(.bad), .role("alert")) { html in
                    html.icon(.warning)
                    html(.span, text: problem.text)
                }
            }
            html.postForm(to: Route.settings(part), class: "stacked", in: context) { html in
                fields(&html)
                html(.div, .class("card-action")) { html in
                    html(.button, .class("button primary"), .type("submit"), text: text.save)
                }
            }
        }
    }

    func input(
        _ name: String, label: String, value: String, type: String = "text", help: String? = nil,
        placeholder: String = "", _ html: inout HTML
    ) {
        html(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: label)
            html.void(
                .input, .named("type", type), .named("name", name), .value(value), .named("autocomplete", "off"),
                Attribute("placeholder", placeholder.isEmpty ? .absent : .text(placeholder)))
            if let help { html(.small, text: help) }
        }
    }

    func shop(_ html: inout HTML) {
        form(.shop, title: text.shop, help: text.shopHelp, &html) { html in
            html(.div, .class("setting-grid")) { html in
                for field in SettingsModel.Shop.Field.allCases {
                    input(
                        field.rawValue, label: text.name(field.rawValue), value: model.shop.values[field] ?? "",
                        help: text.fieldHelp(field), &html)
                }
            }
        }
    }

    func marketingSwitch(_ html: inout HTML) {
        html(.section, .class("card"), .id("marketing-switch")) { html in
            html.cardHead(model.isMarketingStopped ? text.isStopped : text.goesOut)
            html(.p, .class("muted card-intro"), text: model.isMarketingStopped ? text.stoppedHelp : text.stopHelp)
            html(.div, .class("card-action")) { html in
                html.marketingSwitch(isStopped: model.isMarketingStopped, back: Route.settings, in: context)
            }
        }
    }

    func history(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.history)
            guard !model.changes.isEmpty else {
                html(.p, .class("muted"), text: text.noHistory)
                return
            }
            html(.ul, .class("setting-history")) { html in
                for change in model.changes {
                    html(.li) { html in
                        for field in change.fields { html(.span, .class("line"), text: words(field)) }
                        html(.small, .class("muted")) { html in
                            html.text(change.author + " · ")
                            html.time(change.at, .relative, in: context)
                        }
                    }
                }
            }
        }
    }

    private func words(_ field: SettingsModel.Change.Field) -> String {
        let name = text.name(field.name)
        guard field.before != nil || field.after != nil else { return text.changed(name) }
        return text.became(name, field.before ?? text.nothing, field.after ?? text.nothing)
    }
}

extension HTML {
    /// The button that stops all marketing, or lets it go on; it asks once more.
    mutating func marketingSwitch(isStopped: Bool, back: String, in context: PageContext) {
        let text = context.catalog.settings
        let part: SettingsModel.Part = isStopped ? .release : .stop
        ask(
            isStopped ? text.release : text.stop, icon: isStopped ? .play : .stop,
            class: isStopped ? "button primary" : "button danger",
            title: isStopped ? text.releaseReally : text.stopReally,
            help: [isStopped ? text.releaseHelp : text.stopHelp]
        ) { html in
            html.postForm(to: Route.settings(part), in: context) { html in
                html.hidden("back", back)
                html(
                    .button, .class("button danger small"), .type("submit"),
                    text: isStopped ? text.releaseNow : text.stopNow)
            }
        }
    }

    /// On every page while all marketing is stopped.
    mutating func stoppedBanner(in context: PageContext) {
        guard context.isMarketingStopped else { return }
        let text = context.catalog.settings
        self(.p, .class("notice"), .tone(.bad)) { html in
            html.icon(.stop)
            html(.span) { html in
                html(.strong, text: text.isStopped)
                html.text(" " + text.bannerHelp + " ")
                html(.a, .href(Route.settings + "#marketing-switch"), text: text.bannerLink)
            }
        }
    }
}
