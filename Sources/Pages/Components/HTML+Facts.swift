extension HTML {
    /// Figures in a row, each with its name above and a note below.
    mutating func figures(_ figures: [Figure], label: String) {
        self(.section, .class("card figures"), .label(label)) { html in
            html(.dl, .class("facts figure-row")) { html in
                for figure in figures { html.figure(figure) }
            }
        }
    }

    mutating func figure(_ figure: Figure) {
        self(.div) { html in
            html(.dt, text: figure.name)
            html(.dd) { html in
                if let address = figure.address {
                    html(.a, .href(address)) { $0(.strong, text: figure.value) }
                } else {
                    html(.strong, text: figure.value)
                }
                if let note = figure.note { html(.small, .class("muted"), text: note) }
            }
        }
    }

    /// A sentence that needs a look before going on.
    mutating func warning(_ words: String, tone: Tone = .warn) {
        self(.p, .class("notice"), .tone(tone)) { html in
            html.icon(.warning)
            html(.span, text: words)
        }
    }

    /// A button that opens a card to ask once more; the form in it does it.
    mutating func ask(
        _ words: String, icon: Icon? = nil, class name: StaticString, title: String, help: [String],
        form: (inout HTML) -> Void
    ) {
        self(.details, .class("ask")) { html in
            html(.summary, .class(name)) { html in
                if let icon { html.icon(icon) }
                html.text(words)
            }
            html(.div, .class("ask-card")) { html in
                html(.strong, text: title)
                for line in help { html(.small, .class("muted"), text: line) }
                form(&html)
            }
        }
    }

    /// A labelled select on its own line.
    mutating func select(
        _ name: String, label: String, selected: String, choices: [Choice], problem: String? = nil
    ) {
        self(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: label)
            html(
                .select, .named("name", name), Attribute("aria-invalid", problem == nil ? .absent : .fixed("true"))
            ) { $0.options(choices, selected: selected) }
            if let problem { html(.small, .class("field-problem"), text: problem) }
        }
    }

    mutating func options(_ choices: [Choice], selected: String) {
        for choice in choices {
            self(.option, .value(choice.value), .flag("selected", when: choice.value == selected), text: choice.words)
        }
    }

    mutating func hidden(_ name: String, _ value: String) {
        void(.input, .type("hidden"), .named("name", name), .value(value))
    }
}

/// One number with its name.
struct Figure: Sendable {
    var name: String
    var value: String
    var note: String?
    /// Where what stands behind it is listed.
    var address: String?
}
