import Values

/// The lists there are, or the tags.
public enum LabelsView {
    public static func render(_ model: LabelsModel, in context: PageContext) -> [UInt8] {
        let text = context.catalog.label
        return Layout.console(title: text.title(model.kind), room: .segments, in: context) { html in
            html.pageHead(text.title(model.kind), detail: text.detail(model.kind))
            html.peopleTabs(model.kind == .list ? .lists : .tags, in: context)
            html.filters(
                on: Route.labels(model.kind), verb: context.catalog.segment.search, clearable: !model.search.isEmpty,
                in: context
            ) { $0.searchField(value: model.search, label: text.searchLabel) }
            html(.div, .class("split")) { html in
                html(.section, .class("card")) { html in
                    if model.rows.isEmpty {
                        empty(model, in: context, to: &html)
                    } else {
                        rows(model, in: context, to: &html)
                    }
                }
                form(model, in: context, to: &html)
            }
        }
    }

    private static func empty(_ model: LabelsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.label
        if model.search.isEmpty {
            html.emptyState(
                model.kind == .list ? .people : .tag, title: text.none(model.kind), help: text.noneHelp(model.kind))
        } else {
            html.emptyState(
                .search, title: text.notFound(model.search), help: context.catalog.segment.notFoundHelp,
                link: (Route.labels(model.kind), text.showAll))
        }
    }

    private static func rows(_ model: LabelsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.label
        let format = context.format
        let columns: [Column] = [
            Column(text.name), .number(text.people), .number(context.catalog.segment.uses), .number(text.since),
        ]
        html.table(columns, caption: text.title(model.kind)) { html in
            for row in model.rows {
                html.row { html in
                    html.cell { html in
                        html(.span, .class("flow-name")) { html in
                            html(.a, .class("strong"), .href(Route.label(model.kind, row.name)), text: row.name)
                            if !row.about.isEmpty { html(.small, .class("muted clamp"), text: row.about) }
                        }
                    }
                    html.cell(text: format.count(row.people))
                    html.cell(text: format.count(row.uses))
                    html.cell { $0.time(row.since, .day, in: context) }
                }
            }
        }
    }

    private static func form(_ model: LabelsModel, in context: PageContext, to html: inout HTML) {
        let text = context.catalog.label
        html(.section, .class("card"), .id("new")) { html in
            html.cardHead(text.new(model.kind))
            html.postForm(to: Route.labels(model.kind), class: "stacked", in: context) { html in
                html.field(
                    FormField(
                        name: "name", label: text.name, value: model.draft.name, autocomplete: "off",
                        help: text.nameHelp(model.kind), problem: model.draft.problem))
                if model.kind == .list {
                    html.entry("about", label: text.about, value: model.draft.about)
                } else {
                    html.area(
                        "people", label: text.whom, value: model.draft.people, rows: 4, help: text.whomHelp)
                }
                html(.button, .class("button primary"), .type("submit"), text: text.make(model.kind))
            }
        }
    }
}

/// The pages that tell people apart.
enum PeopleTab: CaseIterable {
    case segments, lists, tags, stages, scores

    var path: String {
        switch self {
        case .segments: Route.segments
        case .lists: Route.labels(.list)
        case .tags: Route.labels(.tag)
        case .stages: Route.stages
        case .scores: Route.scores
        }
    }

    func title(_ context: PageContext) -> String {
        switch self {
        case .segments: context.catalog.segment.listTitle
        case .lists: context.catalog.label.title(.list)
        case .tags: context.catalog.label.title(.tag)
        case .stages: context.catalog.standing.stages
        case .scores: context.catalog.standing.scores
        }
    }
}

extension HTML {
    mutating func peopleTabs(_ current: PeopleTab, in context: PageContext) {
        tabs(
            label: context.catalog.label.tabs,
            PeopleTab.allCases.map { Tab(words: $0.title(context), address: $0.path, isCurrent: $0 == current) })
    }

    /// An input on its own line that may be left empty.
    mutating func entry(
        _ name: String, label: String, value: String, type: String = "text", help: String? = nil,
        problem: String? = nil
    ) {
        self(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: label)
            html.void(
                .input, .named("type", type), .named("name", name), .value(value), .named("autocomplete", "off"),
                .flag("data-preview-field"),
                Attribute("aria-invalid", problem == nil ? .absent : .fixed("true")))
            if let help { html(.small, text: help) }
            if let problem { html(.small, .class("field-problem"), text: problem) }
        }
    }

    /// A text of several lines.
    mutating func area(
        _ name: String, label: String, value: String, rows: Int, help: String? = nil, problem: String? = nil,
        takesFile: Bool = false
    ) {
        self(.label, .class("field")) { html in
            html(.span, .class("field-name"), text: label)
            html(
                .textarea, .class("code-area"), .named("name", name), .named("rows", rows),
                .named("spellcheck", "false"), .named("maxlength", LabelModel.longestFile),
                .flag("data-file-text", when: takesFile),
                Attribute("aria-invalid", problem == nil ? .absent : .fixed("true")), text: value)
            if let help { html(.small, text: help) }
            if let problem { html(.small, .class("field-problem"), text: problem) }
        }
    }

    mutating func check(_ name: String, label: String, help: String? = nil, isOn: Bool) {
        self(.label, .class("check")) { html in
            html.void(
                .input, .type("checkbox"), .named("name", name), .value("yes"), .flag("checked", when: isOn))
            html(.span) { html in
                html.text(label)
                if let help { html(.small, .class("muted"), text: help) }
            }
        }
    }
}
