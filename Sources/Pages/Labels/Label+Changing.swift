import Values

/// What may be done to a list or tag as a whole, and what is told before it is done.
extension LabelPage {
    func about(_ html: inout HTML) {
        html(.details, .class("card"), .flag("open", when: model.form.kind == .about)) { html in
            html(.summary) { $0(.h2, text: text.about) }
            html.postForm(to: address(.about), class: "stacked", in: context) { html in
                html.entry(
                    "about", label: text.about, value: model.form.kind == .about ? model.form.text : model.about,
                    help: text.aboutHelp(model.kind), problem: problem(.about))
                html(.button, .class("button"), .type("submit"), text: text.save)
            }
        }
    }

    func rename(_ html: inout HTML) {
        html(.details, .class("card"), .flag("open", when: model.form.kind == .rename)) { html in
            html(.summary) { $0(.h2, text: text.rename) }
            html.postForm(to: address(.rename), class: "stacked", in: context) { html in
                html.field(
                    FormField(
                        name: "name", label: text.otherName, value: written(.rename), autocomplete: "off",
                        help: text.renameHelp, problem: problem(.rename)))
                html(.button, .class("button"), .type("submit"), text: text.look)
            }
        }
    }

    /// Everybody may be taken off at any time; an empty list may go.
    func removal(_ html: inout HTML) {
        html(.details, .class("card quiet-card")) { html in
            html(.summary) { $0(.h2, text: text.empty(model.kind)) }
            if model.people > 0 {
                html(.p, .class("muted"), text: text.emptyHelp(model.kind, context.format.count(model.people)))
                html.postForm(to: address(.empty), class: "card-action", in: context) { html in
                    html(.button, .class("button danger"), .type("submit"), text: text.empty(model.kind))
                }
            } else if model.kind == .list {
                html(.p, .class("muted"), text: text.removeHelp)
                html.postForm(to: address(.remove), class: "card-action", in: context) { html in
                    html(.button, .class("button danger"), .type("submit"), text: text.remove)
                }
            } else {
                html(.p, .class("muted"), text: text.nobodyHelp(.tag))
            }
        }
    }

    func pending(_ html: inout HTML) {
        guard let pending = model.pending else { return }
        html(.section, .class("card"), .label(text.before), .id("before")) { html in
            html.cardHead(text.before)
            switch pending {
            case .people(let addition): people(addition, &html)
            case .file(let found): file(found, &html)
            case .rename(let rename): self.rename(rename, &html)
            }
        }
    }

    private func people(_ addition: LabelAddition, _ html: inout HTML) {
        let format = context.format
        html(.ul, .class("side-list")) { html in
            html(.li, text: text.joining(model.kind, format.count(addition.joining)))
            if addition.new > 0 { html(.li, text: text.joiningNew(format.count(addition.new))) }
            if addition.already > 0 { html(.li, text: text.already(model.kind, format.count(addition.already))) }
            for unknown in addition.unknown { html(.li, .class("muted"), text: text.unknown(unknown)) }
        }
        confirm(.people, isEmpty: addition.isEmpty, &html) { html in
            html.hidden("people", model.form.text)
            html.hidden("consent", model.form.consentSource)
            if model.form.startsFlows { html.hidden("starts", "yes") }
        }
    }

    private func file(_ found: LabelImport, _ html: inout HTML) {
        let format = context.format
        html(.ul, .class("side-list")) { html in
            html(.li, text: text.inFile(format.count(found.rows), format.count(found.people)))
            html(.li, text: text.consenting(format.count(found.consents)))
            for refusal in found.refused {
                html(.li, .class("muted"), text: text.refused(format.count(refusal.row), refusal.reason))
            }
            if found.refusedInAll > found.refused.count {
                html(
                    .li, .class("muted"),
                    text: text.moreRefused(format.count(found.refusedInAll - found.refused.count)))
            }
        }
        confirm(.file, isEmpty: found.people == 0, &html) { $0.hidden("rows", model.form.text) }
    }

    private func rename(_ rename: LabelRename, _ html: inout HTML) {
        let format = context.format
        html(
            .p,
            text: rename.isMerge
                ? text.merging(format.count(rename.people), rename.name, format.count(rename.both))
                : text.renaming(format.count(rename.people), rename.name))
        confirm(.rename, isEmpty: false, &html) { $0.hidden("name", rename.name) }
    }

    private func confirm(
        _ change: LabelChange, isEmpty: Bool, _ html: inout HTML, fields: (inout HTML) -> Void
    ) {
        html.postForm(to: address(change), class: "card-action", in: context) { html in
            fields(&html)
            html(.a, .class("button"), .href(Route.label(model.kind, model.name)), text: text.cancel)
            if !isEmpty {
                html.hidden("confirmed", "yes")
                html(.button, .class("button primary"), .type("submit"), text: text.confirm)
            }
        }
    }
}
