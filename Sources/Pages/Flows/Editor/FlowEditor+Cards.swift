import Values

/// The cards of steps, and the places between them.
extension FlowEditorPage {
    /// Where a step can be added, or the one in the hand put down.
    func place(_ path: String, isEnd: Bool, _ html: inout HTML) {
        if let picked = model.picked {
            guard !path.hasPrefix(picked + ".") && path != picked else { return }
            button(
                .move, "button small place-here", step: picked, target: path, icon: .down, words: text.moveHere, &html)
            return
        }
        if model.place == path {
            palette(at: path, &html)
        } else if isEnd {
            button(.place, "button small add-step", target: path, icon: .plus, words: text.addStep, &html)
        } else {
            button(.place, "add-between", target: path, icon: .plus, words: text.addHere, isUnseen: true, &html)
        }
    }

    private func palette(at path: String, _ html: inout HTML) {
        html(.section, .class("card step-palette"), .id("palette-here"), .label(text.palette)) { html in
            html.cardHead(text.palette) { html in
                button(.cancel, "button small", words: text.cancel, &html)
            }
            html(.label, .class("search"), .flag("hidden"), .flag("data-palette-filter")) { html in
                html.icon(.search)
                html(.span, .class("unseen"), text: text.paletteSearch)
                html.void(
                    .input, .type("search"), .named("placeholder", text.paletteSearch), .named("autocomplete", "off"))
            }
            for group in FlowStepGroup.allCases {
                let kinds = model.palette.filter { $0.group == group }
                if !kinds.isEmpty { self.group(group, kinds, at: path, &html) }
            }
        }
    }

    private func group(
        _ group: FlowStepGroup, _ kinds: [FlowEditorModel.PaletteKind], at path: String, _ html: inout HTML
    ) {
        html(.div, .class("palette-group"), .tone(group.tone)) { html in
            html(.h3, text: text.group(group))
            html(.ul) { html in
                for kind in kinds {
                    let address = Query().adding("operation", FlowEdit.Operation.add.rawValue)
                        .adding("target", path).adding("value", kind.keyword)
                        .address(on: Route.flowEditor(model.head.id))
                    html(.li, .named("data-words", kind.keyword + " " + kind.summary)) { html in
                        html(
                            .button, .class("palette-kind"), .type("submit"), .named("formaction", address),
                            .flag("formnovalidate")
                        ) { html in
                            html(.span, .class("step-icon")) { $0.icon(.step(kind.icon)) }
                            html(.span, .class("step-words")) { html in
                                html(.strong, text: kind.keyword)
                                html(.small, text: kind.summary)
                            }
                        }
                    }
                }
            }
        }
    }

    func card(_ step: FlowEditorStep, _ html: inout HTML) {
        html(
            .details, .class("card edit-card"), .id("card-" + step.path), .tone(step.group.tone),
            .flag("data-picked", when: model.picked == step.path),
            .flag("open", when: step.hasFaults || model.open == step.path)
        ) { html in
            html(.summary, .class("edit-head")) { html in
                html(.span, .class("step-icon"), .title(step.keyword)) { $0.icon(.step(step.icon)) }
                html(.span, .class("step-words")) { html in
                    html(.strong, text: step.sentence)
                    html(.small, text: step.keyword + " · " + step.id)
                }
                if step.hasFaults { html.badge(text.hasFaults, tone: .bad, icon: .warning) }
                html.icon(.chevron)
            }
            tools(step, &html)
            for fault in step.faults.prefix(20) { html(.p, .class("field-problem"), text: fault) }
            fields(step.fields, of: step.path, &html)
            if step.sends { sendTest(step, &html) }
            apply(to: step.path, &html)
        }
        if !step.branches.isEmpty || step.takesBranches { branches(of: step, &html) }
    }

    private func tools(_ step: FlowEditorStep, _ html: inout HTML) {
        html(.div, .class("edit-tools")) { html in
            tool(.up, step, .up, text.up, &html)
            tool(.down, step, .down, text.down, &html)
            tool(.pick, step, .move, text.pick, &html)
            tool(.duplicate, step, .copy, text.duplicate, &html)
            tool(.delete, step, .trash, text.delete, &html)
        }
    }

    private func tool(
        _ operation: FlowEdit.Operation, _ step: FlowEditorStep, _ icon: Icon, _ words: String, _ html: inout HTML
    ) {
        button(
            operation, "quiet", step: step.path, icon: icon, words: words, isUnseen: true,
            label: text.tool(words, step.sentence), &html)
    }

    private func sendTest(_ step: FlowEditorStep, _ html: inout HTML) {
        html(.div, .class("button-row")) { html in
            button(.sendTest, "button small", step: step.path, icon: .send, words: text.sendTest, &html)
            html(.small, .class("muted"), text: text.sendTestHelp)
        }
    }

    private func branches(of step: FlowEditorStep, _ html: inout HTML) {
        html(.ul, .class("edit-branches")) { html in
            for branch in step.branches {
                html(.li) { html in
                    html(.div, .class("edit-branch-head")) { html in
                        html(.span, .class("branch-name"), text: branch.name)
                        if branch.isRemovable {
                            button(
                                .removeBranch, "quiet", step: step.path, target: branch.path, icon: .trash,
                                words: text.removeBranch, isUnseen: true,
                                label: text.tool(text.removeBranch, branch.name), &html)
                        }
                    }
                    fields(branch.fields, of: branch.path, &html)
                    if !branch.fields.isEmpty { apply(to: branch.path, &html) }
                    cards(branch.steps, end: branch.end, &html)
                }
            }
            if step.takesBranches {
                html(.li) { html in
                    button(.addBranch, "button small", step: step.path, icon: .plus, words: text.addBranch, &html)
                }
            }
        }
    }
}
