/// One choice of a filter; the empty value is "all".
struct Choice: Sendable {
    var value: String
    var words: String
}

extension HTML {
    /// A form that narrows a list by GET; a module sends it as soon as a choice changes.
    mutating func filters(
        on path: String, verb: String? = nil, clearable: Bool, in context: PageContext,
        content: (inout HTML) -> Void
    ) {
        let text = context.catalog.layout
        self(
            .form, .class("filters"), .named("method", "get"), .named("action", path), .role("search"),
            .flag("data-filters")
        ) { html in
            content(&html)
            html(.button, .class("button"), .type("submit"), text: verb ?? text.apply)
            if clearable { html(.a, .class("clear"), .href(path), text: text.clearFilters) }
        }
    }

    /// The link that takes a list along as a CSV file.
    mutating func exportLink(to address: String, in context: PageContext) {
        self(.a, .class("button"), .href(address)) { html in
            html.icon(.download)
            html.text(context.catalog.layout.export)
        }
    }

    mutating func searchField(value: String, label: String) {
        self(.label, .class("search")) { html in
            html.icon(.search)
            html(.span, .class("unseen"), text: label)
            html.void(.input, .type("search"), .name("q"), .value(value), .named("placeholder", label))
        }
    }

    mutating func choice(_ name: String, label: String, selected: String, choices: [Choice]) {
        self(.label, .class("choice")) { html in
            html(.span, .class("unseen"), text: label)
            html(.select, .named("name", name), .flag("data-chosen", when: !selected.isEmpty)) { html in
                for choice in choices {
                    html(
                        .option, .value(choice.value), .flag("selected", when: choice.value == selected),
                        text: choice.words)
                }
            }
        }
    }

    /// Links of which one is current: the parts of a page, or widths of a preview.
    mutating func tabs(label: String, _ tabs: [Tab]) {
        self(.nav, .class("tabs"), .label(label)) { html in
            for tab in tabs {
                html(.a, .href(tab.address), .current("true", when: tab.isCurrent), .title(tab.words)) { html in
                    if let icon = tab.icon { html.icon(icon) }
                    html(.span, text: tab.words)
                }
            }
        }
    }
}

/// One link of a row of tabs.
struct Tab: Sendable {
    var words: String
    var address: String
    var isCurrent: Bool
    var icon: Icon?
}
