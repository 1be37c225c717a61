/// A flow's rules, its file, and its end.
public struct FlowSettingsModel: Sendable {
    public var head: FlowHead
    public var rules: [FlowRule]
    /// The file as it is kept; empty hides it.
    public var source: String

    public init(head: FlowHead, rules: [FlowRule], source: String) {
        self.head = head
        self.rules = rules
        self.source = source
    }
}

public enum FlowSettingsView {
    public static func render(_ model: FlowSettingsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.flow
        return FlowFrame.page(model.head, part: .settings, in: context) { html in
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { html in
                    source(model, text, &html)
                }
                html(.div, .class("stack")) { html in
                    html(.section, .class("card")) { html in
                        html.cardHead(text.rules)
                        html.flowRules(model.rules, text)
                    }
                    archive(model.head, in: context, to: &html)
                }
            }
        }
    }

    private static func source(_ model: FlowSettingsModel, _ text: FlowText, _ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.file) { html in
                html(.a, .class("more"), .href(Route.flowFile(model.head.id)), text: text.download)
            }
            if model.source.isEmpty {
                html(.p, .class("muted"), text: text.noFile)
            } else {
                html(.pre, .class("source"), .named("tabindex", 0), .label(text.file), text: model.source)
            }
        }
    }

    /// Behind a second look, since it ends journeys.
    private static func archive(_ head: FlowHead, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.flow
        guard head.state != .archived else { return }
        html(.details, .class("card quiet-card")) { html in
            html(.summary) { $0(.h2, text: text.change(.archive)) }
            html(.p, .class("muted"), text: text.archiveHelp)
            html.postForm(to: Route.flow(head.id, .archive), class: "card-action", in: context) { html in
                html(.button, .class("button danger"), .type("submit"), text: text.archiveReally)
            }
        }
    }
}
