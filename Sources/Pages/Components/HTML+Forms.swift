extension HTML {
    /// A form that posts, with the token that proves it came from our own page.
    mutating func postForm(
        to path: String, class name: StaticString? = nil, in context: PageContext, content: (inout HTML) -> Void
    ) {
        self(
            .form, .named("method", "post"), .named("action", path),
            Attribute("class", name.map { .fixed($0) } ?? .absent)
        ) { html in
            html.void(.input, .type("hidden"), .name("csrf"), .value(context.csrfToken))
            content(&html)
        }
    }

    /// A button of one picture; its words are read out and shown as a tooltip.
    mutating func iconButton(_ icon: Icon, label: String, _ attributes: Attribute...) {
        let name = attributes.first { "\($0.name)" == "name" }
        let value = attributes.first { "\($0.name)" == "value" }
        let style = attributes.first { "\($0.name)" == "class" } ?? .class("quiet")
        self(
            .button, .type("submit"), style, .label(label), .title(label), name ?? Attribute("name", .absent),
            value ?? Attribute("value", .absent)
        ) { $0.icon(icon) }
    }

    /// A labelled input on its own line, with the problem of the last attempt below it.
    mutating func field(_ field: FormField) {
        self(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: field.label)
            html.void(
                .input, .named("type", field.type), .named("name", field.name), .value(field.value),
                .named("autocomplete", field.autocomplete), .flag("required"),
                Attribute("minlength", field.minimumLength.map { .integer($0) } ?? .absent),
                Attribute("aria-invalid", field.problem == nil ? .absent : .fixed("true")),
                .flag("autofocus", when: field.isFirst))
            if let help = field.help { html(.small, text: help) }
            if let problem = field.problem { html(.small, .class("field-problem"), text: problem) }
        }
    }
}

/// One input of a form.
struct FormField: Sendable {
    var name: String
    var label: String
    var type = "text"
    var value = ""
    /// The token of the HTML standard's autofill list, so that password managers help.
    var autocomplete: String
    var minimumLength: Int?
    var help: String?
    var problem: String?
    var isFirst = false
}
