import Values

extension HTML {
    /// A condition part by part from the top, each with its answer and what was found.
    mutating func trace(_ parts: [SegmentModel.Trace], in context: PageContext) {
        let text = context.catalog.segment
        self(.ol, .class("trace")) { html in
            for part in parts.prefix(HTML.longestTrace) {
                html(.li, .named("data-depth", min(part.depth, 6))) { html in
                    html(.span, .class("mark"), .tone(part.holds ? .good : .bad)) { html in
                        html.icon(part.holds ? .check : .cross)
                        html(.span, .class("unseen"), text: part.holds ? text.holds : text.holdsNot)
                    }
                    html(.span, .class("trace-words")) { html in
                        if let join = part.join {
                            html(.span, .title(part.text), text: text.join(join))
                        } else {
                            html(.code, text: part.text)
                        }
                        if !part.found.isEmpty { html(.small, .class("muted"), text: part.found) }
                        if !part.changedSince.isEmpty {
                            let names = part.changedSince.joined(separator: ", ")
                            html(.small, .class("muted"), text: context.catalog.journey.changedSince(names))
                        }
                        if let until = part.until {
                            html(.small, .class("muted")) { html in
                                html.icon(.clock)
                                html.time(until, .moment, in: context)
                            }
                        }
                    }
                }
            }
        }
    }

    /// A rule of 16 KB has more parts than anybody reads.
    private static let longestTrace = 200
}
