/// The page on which a flow begins: from one that is ready, or blank.
public struct NewFlowModel: Sendable {
    public var groups: [Group]
    /// Languages in which the ready ones come, such as `de`, with their names.
    public var languages: [Language]
    public var language: String
    /// What was sent, where it could not be taken.
    public var name: String
    public var problem: Problem?

    public init(
        groups: [Group], languages: [Language], language: String, name: String = "", problem: Problem? = nil
    ) {
        self.groups = groups
        self.languages = languages
        self.language = language
        self.name = name
        self.problem = problem
    }

    public enum Problem: Sendable, Hashable, CaseIterable { case nameMissing, nameTaken, nameUnusable }

    /// Ready flows that belong together, such as those about carts.
    public struct Group: Sendable {
        public var name: String
        public var flows: [Ready]

        public init(name: String, flows: [Ready]) {
            self.name = name
            self.flows = flows
        }
    }

    public struct Ready: Sendable {
        public var id: String
        public var name: String
        public var about: String
        public var steps: [FlowStep]
        public var isInstalled: Bool

        public init(id: String, name: String, about: String, steps: [FlowStep], isInstalled: Bool = false) {
            self.id = id
            self.name = name
            self.about = about
            self.steps = steps
            self.isInstalled = isInstalled
        }
    }

    public struct Language: Sendable {
        public var code: String
        public var name: String

        public init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }
}

public enum NewFlowView {
    public static func render(_ model: NewFlowModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.flow
        return Layout.console(title: text.newFlow, room: .flows, in: context) { html in
            html.wayBack(to: Route.flows, context.catalog.layout.flows)
            html.pageHead(text.newFlow, detail: text.newFlowDetail)
            html(.section, .class("card")) { html in
                html.cardHead(text.blank)
                html.postForm(to: Route.newFlow, class: "in-line", in: context) { html in
                    html.hidden("from", "")
                    html.field(
                        FormField(
                            name: "name", label: text.name, value: model.name, autocomplete: "off",
                            problem: model.problem.map(text.nameProblem)))
                    languages(model, text, to: &html)
                    html(.button, .class("button primary"), .type("submit"), text: text.begin)
                }
            }
            for group in model.groups { self.group(group, model, in: context, to: &html) }
        }
    }

    private static func languages(_ model: NewFlowModel, _ text: FlowText, to html: inout HTML) {
        html.select(
            "language", label: text.language, selected: model.language,
            choices: model.languages.map { Choice(value: $0.code, words: $0.name) })
    }

    private static func group(
        _ group: NewFlowModel.Group, _ model: NewFlowModel, in context: PageContext, to html: inout HTML
    ) {
        html(.section, .class("card"), .label(group.name)) { html in
            html.cardHead(group.name)
            html(.ul, .class("ready-flows")) { html in
                for flow in group.flows {
                    html(.li) { html in
                        html(.span, .class("shape-box")) { FlowThumbnail(flow.steps).write(to: &$0) }
                        html(.div) { html in
                            html(.h3, text: flow.name)
                            html(.p, .class("muted"), text: flow.about)
                            use(flow, model, in: context, to: &html)
                        }
                    }
                }
            }
        }
    }

    private static func use(
        _ flow: NewFlowModel.Ready, _ model: NewFlowModel, in context: PageContext, to html: inout HTML
    ) {
        let text = context.catalog.flow
        if flow.isInstalled {
            html(.a, .href(Route.flow(flow.id)), text: text.alreadyInstalled)
            return
        }
        html.postForm(to: Route.newFlow, class: "button-row", in: context) { html in
            html.hidden("from", flow.id)
            html.choice(
                "language", label: text.language, selected: model.language,
                choices: model.languages.map { Choice(value: $0.code, words: $0.name) })
            html(.button, .class("button small"), .type("submit"), .label(text.useNamed(flow.name)), text: text.use)
        }
    }
}
