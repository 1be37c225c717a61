import Values

/// One list or tag: who has it, who may be written to, and what uses it.
public enum LabelView {
    public static func render(_ model: LabelModel, in context: PageContext) -> [UInt8] {
        let page = LabelPage(model: model, context: context)
        return Layout.console(title: model.name, room: .segments, in: context) { html in
            html.wayBack(to: Route.labels(model.kind), page.text.title(model.kind))
            html.pageHead(model.name, detail: model.about.isEmpty ? nil : model.about) { html in
                html(.span, .class("muted"), text: page.text.peopleCount(context.format.count(model.people)))
            }
            page.pending(&html)
            html(.div, .class("split")) { html in
                html(.div, .class("stack")) { html in page.members(&html) }
                html(.div, .class("stack")) { html in
                    page.add(&html)
                    if model.kind == .list { page.file(&html) }
                    page.uses(&html)
                    page.changes(&html)
                    page.about(&html)
                    if model.kind == .tag { page.rename(&html) }
                    page.removal(&html)
                }
            }
        }
    }
}

/// The parts of a list's or tag's page.
struct LabelPage {
    let model: LabelModel
    let context: PageContext

    var text: LabelText { context.catalog.label }
    private var path: String { Route.label(model.kind, model.name) }

    func address(_ change: LabelChange) -> String { Route.label(model.kind, model.name, change) }

    func problem(_ kind: LabelModel.Form.Kind) -> String? { model.form.kind == kind ? model.form.problem : nil }

    func written(_ kind: LabelModel.Form.Kind) -> String { model.form.kind == kind ? model.form.text : "" }

    func members(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.members(model.kind))
            if model.members.isEmpty {
                html.emptyState(.people, title: text.nobody(model.kind), help: text.nobodyHelp(model.kind))
            } else {
                let columns: [Column] = [
                    Column(context.catalog.segment.person), Column(text.consent), .number(text.since),
                    .number(text.takeOff),
                ]
                html.table(columns, caption: text.members(model.kind)) { html in
                    for member in model.members { row(member, &html) }
                }
            }
        }
        html.pager(model.paging, on: path, query: Query(), in: context)
    }

    private func row(_ member: LabelModel.Member, _ html: inout HTML) {
        html.row { html in
            html.cell { $0.person(member.person, in: context) }
            html.cell { html in
                html.badge(
                    member.consent.isUnknown ? text.neverAsked : context.catalog.customer.consent(member.consent),
                    tone: member.consent.tone)
            }
            html.cell { $0.time(member.since, .relative, in: context) }
            html.cell { html in
                html.postForm(to: address(.takeOff), in: context) { html in
                    html.iconButton(
                        .cross, label: text.takeOffWho(member.person.title(in: context)), .class("quiet"),
                        .name("who"), .value(member.person.id))
                }
            }
        }
    }

    func add(_ html: inout HTML) {
        html(.section, .class("card"), .id("add")) { html in
            html.cardHead(text.add(model.kind))
            html.postForm(to: address(.people), class: "stacked", in: context) { html in
                html.area(
                    "people", label: text.whom, value: written(.people), rows: 3, help: text.whomHelp,
                    problem: problem(.people))
                html.entry(
                    "consent", label: text.agreed, value: model.form.kind == .people ? model.form.consentSource : "",
                    help: text.agreedHelp)
                html.check(
                    "starts", label: text.starts, isOn: model.form.kind == .people && model.form.startsFlows)
                html(.button, .class("button primary"), .type("submit"), text: text.look)
            }
        }
    }

    func file(_ html: inout HTML) {
        html(.details, .class("card"), .flag("open", when: model.form.kind == .file)) { html in
            html(.summary) { $0(.h2, text: text.file) }
            html.postForm(to: address(.file), class: "stacked", in: context) { html in
                html.area(
                    "rows", label: text.rows, value: written(.file), rows: 6, help: text.rowsHelp,
                    problem: problem(.file), takesFile: true)
                // A module reads the file into the field above; without one the rows are pasted.
                html(.label, .class("field"), .flag("data-file-field"), .flag("hidden")) { html in
                    html(.span, .class("field-name"), text: text.chooseFile)
                    html.void(.input, .type("file"), .named("accept", ".csv,.txt,text/plain,text/csv"))
                }
                html(.button, .class("button primary"), .type("submit"), text: text.look)
            }
        }
    }

    func uses(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(context.catalog.segment.usedIn)
            guard !model.uses.isEmpty else {
                html(.p, .class("muted"), text: text.usedNowhere)
                return
            }
            html(.ul, .class("side-list")) { html in
                for use in model.uses {
                    let isFlow = use.kind == .flow
                    html(.li) { html in
                        html(.a, .class("use"), .href(isFlow ? Route.flow(use.id) : Route.segment(use.id))) { html in
                            html.icon(isFlow ? .flow : .segment)
                            html(.span, text: use.name)
                        }
                    }
                }
            }
        }
    }

    func changes(_ html: inout HTML) {
        guard !model.changes.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(context.catalog.segment.comeAndGo)
            html(.ul, .class("side-list")) { html in
                for change in model.changes {
                    html(.li, .class("side-row")) { html in
                        html(.span) { html in
                            html(.a, .href(Route.customer(change.id)), text: change.name)
                            let words = change.isEntry ? context.catalog.segment.entered : context.catalog.segment.left
                            html(.small, .class("muted"), text: " " + words)
                        }
                        html(.span, .class("muted when")) { $0.time(change.at, .relative, in: context) }
                    }
                }
            }
        }
    }
}

extension ConsentState {
    fileprivate var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
