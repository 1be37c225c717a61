import Values

extension HTML {
    mutating func notice(_ notice: Notice) {
        let tone: Tone = notice.isProblem ? .bad : .good
        self(.p, .class("notice"), .tone(tone), notice.isProblem ? .role("alert") : .role("status")) { html in
            html.icon(notice.isProblem ? .warning : .check)
            html(.span, text: notice.text)
        }
    }

    mutating func badge(_ words: String, tone: Tone, icon: Icon? = nil) {
        self(.span, .class("badge"), .tone(tone)) { html in
            if let icon { html.icon(icon) }
            html.text(words)
        }
    }

    mutating func badge(_ state: MessageState, in context: PageContext) {
        badge(context.catalog.message.state(state), tone: state.tone, icon: state.icon)
    }

    /// How a moment is written: by the server in the zone it knows, then by a module in the reader's own.
    enum TimeStyle: String {
        case relative, age, moment, clock, day
    }

    mutating func time(_ moment: Instant, _ style: TimeStyle, in context: PageContext) {
        let format = context.format
        let words =
            switch style {
            case .relative: format.relative(moment)
            case .age: format.age(moment)
            case .clock: format.clock(moment)
            case .moment: format.moment(moment)
            case .day: format.day(moment)
            }
        self(
            .time, .named("datetime", moment.iso8601), .named("data-style", style.rawValue),
            .title(format.momentInSentence(moment)), text: words)
    }

    /// What to do where there is nothing to show yet.
    mutating func emptyState(_ icon: Icon, title: String, help: String, link: (address: String, words: String)? = nil) {
        self(.div, .class("empty")) { html in
            html(.span, .class("empty-icon")) { $0.icon(icon) }
            html(.strong, text: title)
            html(.p, text: help)
            if let link { html(.a, .class("button"), .href(link.address), text: link.words) }
        }
    }

    mutating func pageHead(_ title: String, detail: String? = nil, end: (inout HTML) -> Void = { _ in }) {
        self(.div, .class("page-head")) { html in
            html(.div, .class("page-title")) { html in
                html(.h1, text: title)
                if let detail { html(.p, text: detail) }
            }
            end(&html)
        }
    }

    /// The link above a page's title that leads to the list it came from.
    mutating func wayBack(to address: String, _ words: String) {
        self(.a, .class("way-back"), .href(address)) { html in
            html.icon(.left)
            html.text(words)
        }
    }
}
