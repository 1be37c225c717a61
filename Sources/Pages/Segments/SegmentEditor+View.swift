import Values

/// The page on which a segment is written: rows and text side by side, and who is in beside them.
public enum SegmentEditorView {
    public static func render(_ model: SegmentEditorModel, in context: PageContext) -> [UInt8] {
        let page = SegmentEditorPage(model: model, context: context)
        let title = model.id == nil ? page.words.newTitle(model.kind) : page.text.editTitle(model.name)
        return Layout.console(title: title, room: .segments, in: context) { html in
            html.wayBack(
                to: model.id.map(Route.segment) ?? page.list, model.id == nil ? page.listTitle : model.name)
            html.postForm(
                to: model.id.map(Route.segmentEditor) ?? Route.newSegment, class: "editor", in: context
            ) { html in
                html.pageHead(title) { html in
                    if model.id == nil, model.kind == .segment {
                        html(.a, .class("button"), .href(Route.readySegments), text: context.catalog.segment.ready)
                    }
                    html(
                        .a, .class("button"), .href(model.id.map(Route.segment) ?? page.list),
                        text: page.text.cancel)
                    html(.button, .class("button primary"), .type("submit"), text: page.words.save(model.kind))
                }
                page.names(&html)
                page.rule(&html)
            }
        }
    }
}

struct SegmentEditorPage {
    let model: SegmentEditorModel
    let context: PageContext

    var text: SegmentEditorText { context.catalog.segmentEditor }
    var words: StandingText { context.catalog.standing }

    var list: String {
        switch model.kind {
        case .segment: Route.segments
        case .stage: Route.stages
        case .points: Route.scores
        }
    }

    var listTitle: String {
        switch model.kind {
        case .segment: context.catalog.layout.segments
        case .stage: words.stages
        case .points: words.scores
        }
    }

    /// The numbers that go with a stage or with points; the preview counts with them.
    private func figures(_ html: inout HTML) {
        func problem(_ problem: SegmentEditorModel.Problem) -> String? {
            model.problems.contains(problem) ? text.problem(problem) : nil
        }
        if model.kind != .segment { html.hidden("kind", model.kind.rawValue) }
        switch model.kind {
        case .segment: return
        case .stage:
            html.entry(
                "place", label: words.place, value: model.figures.place, type: "number", help: words.placeHelp,
                problem: problem(.placeUnreadable))
        case .points:
            html.entry(
                "points", label: words.points, value: model.figures.points, help: words.pointsHelp,
                problem: problem(.pointsUnreadable))
            html.entry(
                "fades", label: words.fadingField, value: model.figures.fadesOverDays, type: "number",
                help: words.fadingHelp, problem: problem(.fadingUnreadable))
            html.entry("score", label: words.score, value: model.figures.score, help: words.scoreHelp)
        }
    }

    func names(_ html: inout HTML) {
        html(.section, .class("card editor-names")) { html in
            let problem = [SegmentEditorModel.Problem.nameMissing, .nameTaken].first(where: model.problems.contains)
            html.field(
                FormField(
                    name: "name", label: text.name, value: model.name, autocomplete: "off",
                    problem: problem.map(text.problem), isFirst: model.name.isEmpty))
            html(.label, .class("field")) { html in
                html(.span, .class("field-name"), text: text.about)
                html.void(
                    .input, .type("text"), .name("about"), .value(model.about), .named("autocomplete", "off"),
                    .named("placeholder", text.aboutHelp))
            }
            figures(&html)
        }
    }

    /// An edit starts no flow unless somebody wants it to.
    private func announce(_ html: inout HTML) {
        html(.label, .class("check")) { html in
            html.void(
                .input, .type("checkbox"), .name("announces"), .value("yes"), .flag("checked", when: model.announces))
            html(.span) { html in
                html.text(text.announce)
                html(.small, .class("muted"), text: text.announceHelp)
            }
        }
    }

    func rule(_ html: inout HTML) {
        html(
            .div, .class("editor-split"), .flag("data-segment-editor"), .named("data-check", Route.checkCondition),
            .named("data-preview", Route.previewSegment), .named("data-values", Route.values),
            .named("data-segment", model.id ?? ""), .named("data-words", wordsJSON),
            .named("data-names", model.vocabulary.json.text)
        ) { html in
            rows(&html)
            html(.div, .class("stack")) { html in
                written(&html)
                preview(&html)
                html(.section, .class("card")) { announce(&$0) }
            }
        }
    }

    private func preview(_ html: inout HTML) {
        html(.section, .class("card preview-card"), .label(text.preview), .named("aria-live", "polite")) { html in
            html.cardHead(text.preview) { html in
                html(.span, .class("muted"), .flag("data-counting"), .flag("hidden"), text: text.counting)
            }
            html(.div, .flag("data-preview-body")) { html in
                html(.p, .class("muted"), text: text.previewWaits)
            }
        }
    }

    private var wordsJSON: String {
        var words = JSONObject()
        for (name, text) in text.words.sorted(by: { $0.key < $1.key }) { words[name] = .string(text) }
        return JSON.object(words).text
    }

    /// Filled by the module; without one the text is the way.
    private func rows(_ html: inout HTML) {
        html(.section, .class("card"), .label(text.rows)) { html in
            html.cardHead(text.rows)
            html(.noscript) { $0(.p, .class("muted"), text: text.noModules) }
            html(.div, .class("rule-rows"), .flag("data-rows"))
        }
    }

    private func written(_ html: inout HTML) {
        html(.section, .class("card"), .label(text.text)) { html in
            html.cardHead(text.text)
            html(.div, .class("rule-text")) { html in
                html(.div, .class("rule-marks"), .flag("data-marks"), .hiddenFromReaders)
                html(
                    .textarea, .name("text"), .flag("data-text"), .label(text.text), .named("rows", 5),
                    .named("spellcheck", "false"), .named("autocapitalize", "off"), .named("autocomplete", "off"),
                    .named("maxlength", SegmentEditorPage.longestText), .named("aria-describedby", "rule-faults"),
                    text: model.text)
                html(.ul, .class("suggestions"), .flag("data-suggestions"), .role("listbox"), .flag("hidden"))
            }
            html(.ul, .class("rule-faults"), .id("rule-faults"), .flag("data-faults"), .named("aria-live", "polite")) {
                html in
                if model.problems.contains(.ruleMissing) {
                    html(.li, text: text.problem(.ruleMissing))
                }
                for fault in model.faults.prefix(SegmentEditorPage.mostFaults) {
                    html(
                        .li,
                        text: (text.words["fault"] ?? "").replacing("{line}", with: String(fault.line))
                            .replacing("{message}", with: fault.message))
                }
            }
            html(.p, .class("rule-sentence"), .flag("data-sentence"), .label(text.sentence))
            html(.small, .class("muted"), text: text.textHelp + " " + text.reference)
        }
    }

    /// The language's own limit, in bytes.
    private static let longestText = 16_384
    private static let mostFaults = 20
}
