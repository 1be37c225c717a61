/// The frame of every signed-in page: navigation, the top bar, the palette, and the content in the middle.
enum Layout {
    /// - Parameter room: nil on the account's page, which is reached by one's name.
    static func console(
        title: String, room: Room?, in context: PageContext, content: (inout HTML) -> Void
    ) -> [UInt8] {
        let text = context.catalog.layout
        return document(title: title, bodyClass: "console", in: context) { html in
            html(.a, .class("skip"), .href("#main"), text: text.skipToContent)
            sidebar(room, in: context, to: &html)
            html(.main, .id("main"), .named("tabindex", -1)) { html in
                html.stoppedBanner(in: context)
                if let notice = context.notice { html.notice(notice) }
                content(&html)
            }
            palette(in: context, to: &html)
        }
    }

    /// The page around any content: head, theme, stylesheet and modules.
    static func document(
        title: String, bodyClass: StaticString, in context: PageContext, content: (inout HTML) -> Void
    ) -> [UInt8] {
        var html = HTML()
        html.doctype()
        let theme: String? = context.theme == .system ? nil : context.theme.rawValue
        html(
            .html, .named("lang", context.language.code), .named("data-locale", context.language.formattingLocale),
            Attribute("data-theme", theme.map { .text($0) } ?? .absent)
        ) { html in
            head(title: title, in: context, to: &html)
            html(.body, .class(bodyClass), content: content)
        }
        return html.bytes
    }

    private static func head(title: String, in context: PageContext, to html: inout HTML) {
        html(.head) { html in
            html.void(.meta, .named("charset", "utf-8"))
            html.void(.meta, .name("viewport"), .named("content", "width=device-width, initial-scale=1"))
            html.void(.meta, .name("color-scheme"), .named("content", "light dark"))
            html.void(.meta, .name("robots"), .named("content", "noindex"))
            html(.title, text: "\(title) · \(context.workspaceName)")
            html.void(.link, .named("rel", "icon"), .href(Assets.url("favicon.svg")), .type("image/svg+xml"))
            html.void(.link, .named("rel", "stylesheet"), .href(Assets.url("app.css")))
            html(.script, .type("module"), .named("src", Assets.url("console.js")))
        }
    }

    private static func sidebar(_ room: Room?, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.layout
        html(.header, .class("side")) { html in
            html(.a, .class("brand"), .href(Route.overview)) { html in
                html(.span, .class("wheel")) { $0.icon(.wheel) }
                html(.span, .class("brand-words")) { html in
                    html(.strong, text: text.product)
                    html(.small, text: context.workspaceName)
                }
            }
            html(
                .button, .type("button"), .class("jump"), .label(text.jump), .flag("data-palette-open"), .flag("hidden")
            ) { html in
                html.icon(.search)
                html(.span, text: text.jump)
                html(.kbd, .named("data-mac", "⌘K"), text: "Ctrl K")
            }
            html(.nav, .label(text.rooms)) { html in
                for entry in Room.allCases {
                    html(.a, .href(entry.path), .current("page", when: entry == room)) { html in
                        html.icon(entry.icon)
                        html(.span, .class("long"), text: entry.title(text))
                        html(.span, .class("short"), text: entry.shortTitle(text))
                    }
                }
            }
            html(.div, .class("side-end")) { html in
                if context.isDemo { demo(text, to: &html) }
                account(isHere: room == nil, in: context, to: &html)
            }
        }
    }

    private static func demo(_ text: LayoutText, to html: inout HTML) {
        html(.p, .class("demo")) { html in
            html(.strong, text: text.demo)
            html(.span, text: text.demoExplained)
        }
    }

    private static func account(isHere: Bool, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.layout
        html(.div, .class("account")) { html in
            if let name = context.userName {
                html(.span, .class("account-name")) { html in
                    html(.a, .href(Route.account), .current("page", when: isHere)) { html in
                        html.avatar(name, seed: name)
                        html(.span, .class("account-words"), text: name)
                    }
                }
            }
            themeSwitch(in: context, to: &html)
            if context.userName != nil {
                html.postForm(to: Route.signOut, in: context) { html in
                    html.iconButton(.leave, label: text.signOut)
                }
            }
        }
    }

    /// Two buttons of which the stylesheet shows the one that changes something.
    static func themeSwitch(in context: PageContext, to html: inout HTML) {
        let text = context.catalog.layout
        html.postForm(to: Route.theme, class: "theme", in: context) { html in
            html.void(.input, .type("hidden"), .name("back"), .value(context.path))
            html.iconButton(
                .moon, label: text.darkColours, .class("quiet to-dark"), .name("theme"), .value(Theme.dark.rawValue))
            html.iconButton(
                .sun, label: text.lightColours, .class("quiet to-light"), .name("theme"),
                .value(Theme.light.rawValue))
        }
    }

    private static func palette(in context: PageContext, to html: inout HTML) {
        let text = context.catalog.layout
        html(
            .dialog, .id("palette"), .label(text.paletteTitle), .named("data-search", Route.search),
            .named("data-customers", Route.customers), .named("data-search-words", text.paletteSearch)
        ) { html in
            html(.label, .class("palette-field")) { html in
                html.icon(.search)
                html(.span, .class("unseen"), text: text.paletteTitle)
                html.void(
                    .input, .type("search"), .named("placeholder", text.palettePrompt), .named("autocomplete", "off"),
                    .role("combobox"), .named("aria-controls", "palette-list"), .named("aria-expanded", "true"))
            }
            html(.ul, .id("palette-list"), .role("listbox"), .label(text.paletteTitle))
            html(.p, .class("palette-empty"), .flag("hidden"), text: text.paletteEmpty)
        }
    }
}
