import Values

/// What stands beside a segment's members.
extension SegmentPage {
    func rule(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.rule)
            html(.p, text: model.sentence)
            html(.pre, .class("source"), .named("tabindex", 0), .label(text.rule), text: model.text)
            if let rhythm = model.rhythm { follows(rhythm, &html) }
        }
    }

    private func follows(_ rhythm: SegmentModel.Rhythm, _ html: inout HTML) {
        let format = context.format
        html(.p, .class("muted small-words")) { html in
            if let reorder = rhythm.reorder, let takenAt = rhythm.takenAt {
                html.text(
                    text.rhythm(
                        format.count(reorder.days), format.count(reorder.gaps), format.count(rhythm.snapshot),
                        format.dayInSentence(takenAt)))
            } else {
                html.text(text.rhythmUnknown(format.count(rhythm.days)))
            }
            html.text(" " + text.rhythmChange)
        }
    }

    func uses(_ html: inout HTML) {
        html(.section, .class("card")) { html in
            html.cardHead(text.usedIn)
            guard !model.uses.isEmpty else {
                html(.p, .class("muted"), text: text.usedNowhere)
                return
            }
            html(.ul, .class("side-list")) { html in
                for use in model.uses {
                    html(.li) { html in
                        switch use.kind {
                        case .flow:
                            html(.a, .class("use"), .href(Route.flow(use.id))) { html in
                                html.icon(.flow)
                                html(.span, text: use.name)
                            }
                        case .segment:
                            html(.a, .class("use"), .href(Route.segment(use.id))) { html in
                                html.icon(.segment)
                                html(.span, text: use.name)
                            }
                        }
                    }
                }
            }
        }
    }

    func changes(_ html: inout HTML) {
        guard !model.changes.isEmpty else { return }
        html(.section, .class("card")) { html in
            html.cardHead(text.comeAndGo)
            html(.ul, .class("side-list")) { html in
                for change in model.changes {
                    html(.li, .class("side-row")) { html in
                        html(.span) { html in
                            html(.a, .href(Route.customer(change.id)), text: change.name)
                            html(
                                .small, .class("muted"), text: " " + (change.isEntry ? text.entered : text.left))
                        }
                        html(.span, .class("muted when")) { $0.time(change.at, .relative, in: context) }
                    }
                }
            }
        }
    }

    func versions(_ html: inout HTML) {
        guard model.versions.count > 1 else { return }
        html(.details, .class("card")) { html in
            html(.summary) { $0(.h2, text: text.versions) }
            html(.ol, .class("side-list")) { html in
                for version in model.versions {
                    html(.li) { html in
                        html(.strong, text: text.version(version.number))
                        html(.small, .class("muted")) { html in
                            html.time(version.at, .moment, in: context)
                            html.text(" " + text.versionBy(version.author))
                        }
                        html(.pre, .class("source"), text: version.text)
                    }
                }
            }
        }
    }

    func archive(_ html: inout HTML) {
        guard model.state != .archived else { return }
        html(.details, .class("card quiet-card")) { html in
            html(.summary) { $0(.h2, text: text.archive) }
            let words = context.catalog.standing
            html(.p, .class("muted"), text: words.archiveHelp(model.kind.word))
            html.postForm(to: Route.segmentArchive(model.id), class: "card-action", in: context) { html in
                html(.button, .class("button danger"), .type("submit"), text: words.archive(model.kind.word))
            }
        }
    }
}

/// What a segment's page says of a change that led to it.
public enum SegmentNotice: String, Sendable, CaseIterable {
    case saved, archived

    public func notice(in context: PageContext) -> Notice {
        Notice(isProblem: false, text: context.catalog.segment.notice(self))
    }
}
