/// The inbox of tasks.
public enum TasksView {
    public static func render(_ model: TasksModel, in context: PageContext) -> [UInt8] {
        let page = TasksPage(model: model, context: context)
        let text = page.text
        let format = context.format
        return Layout.console(title: text.title, room: .tasks, in: context) { html in
            let detail = text.detail(format.count(model.open), format.count(model.overdue))
            html.pageHead(text.title, detail: detail) { html in
                guard !model.rows.isEmpty else { return }
                html.exportLink(to: model.filter.query.address(on: Route.export(of: Route.tasks)), in: context)
            }
            page.narrow(&html)
            if model.rows.isEmpty {
                html(.section, .class("card")) { html in
                    if model.filter == TasksModel.Filter() {
                        html.emptyState(.checkSquare, title: text.none, help: text.noneHelp)
                    } else {
                        html.emptyState(
                            .filter, title: text.noMatch, help: text.noMatchHelp, link: (Route.tasks, text.showOpen))
                    }
                }
            } else {
                html(.ul, .class("task-list")) { html in
                    for row in model.rows { page.task(row, &html) }
                }
            }
            html.pager(model.paging, on: Route.tasks, query: model.filter.query, in: context)
        }
    }
}

struct TasksPage {
    let model: TasksModel
    let context: PageContext

    var text: TaskText { context.catalog.task }

    func narrow(_ html: inout HTML) {
        let filter = model.filter
        html.filters(on: Route.tasks, clearable: filter != TasksModel.Filter(), in: context) { html in
            html.choice(
                "state", label: text.state, selected: filter.state == .open ? "" : filter.state.rawValue,
                choices: TasksModel.State.allCases.map {
                    Choice(value: $0 == .open ? "" : $0.rawValue, words: text.stateName($0))
                })
            html.choice(
                "assignee", label: text.assignee,
                selected: filter.assignee.map { $0.isEmpty ? TasksModel.Filter.nobody : $0 } ?? "",
                choices: [
                    Choice(value: "", words: text.anybody), Choice(value: TasksModel.Filter.nobody, words: text.nobody),
                ] + model.assignees.map { Choice(value: $0, words: $0) })
            html.choice(
                "flow", label: text.flow, selected: filter.flowID ?? "",
                choices: [Choice(value: "", words: text.anyFlow)]
                    + model.flows.map { Choice(value: $0.id, words: $0.name) })
        }
    }

    func task(_ row: TasksModel.Row, _ html: inout HTML) {
        html(.li, .class("card task"), .id("task-" + row.id), .flag("data-done", when: row.done != nil)) { html in
            html(.div, .class("task-words")) { html in
                html(.div, .class("name-line")) { html in
                    html(.h2, text: row.title)
                    if let tone = row.priority.tone { html.badge(text.priority(row.priority), tone: tone) }
                    due(row, &html)
                }
                if !row.details.isEmpty { html(.p, .class("task-details"), text: row.details) }
                about(row, &html)
            }
            actions(row, &html)
        }
    }

    private func due(_ row: TasksModel.Row, _ html: inout HTML) {
        guard row.done == nil, let due = row.due else { return }
        if due < context.now {
            html(.span, .class("badge"), .tone(.bad)) { html in
                html.icon(.warning)
                html.text(text.overdue + " ")
                html.time(due, .relative, in: context)
            }
        } else {
            html(.span, .class("badge"), .tone(.plain)) { html in
                html.icon(.clock)
                html.text(text.due + " ")
                html.time(due, .relative, in: context)
            }
        }
    }

    private func about(_ row: TasksModel.Row, _ html: inout HTML) {
        html(.p, .class("details muted")) { html in
            if let person = row.person {
                html(.a, .class("strong"), .href(Route.customer(person.id)), text: person.title(in: context))
            }
            html(
                .a, .href(Route.journey(row.journeyID, of: row.flowID, person: row.person?.id)),
                text: row.flowName)
            html(.span) { html in
                html.text(text.created + " ")
                html.time(row.created, .relative, in: context)
            }
            html(.span, text: row.assignee.map(text.assigned) ?? text.nobody)
            if let done = row.done {
                html(.span) { html in
                    html.text(text.doneBy(done.author) + " ")
                    html.time(done.at, .relative, in: context)
                }
            }
        }
    }

    private func actions(_ row: TasksModel.Row, _ html: inout HTML) {
        html(.div, .class("row-actions")) { html in
            if row.done != nil {
                html.postForm(to: Route.task(row.id, .reopen), in: context) { html in
                    html.hidden("back", context.path)
                    html(
                        .button, .class("button small"), .type("submit"),
                        .label(text.named(text.change(.reopen), row.title)), text: text.change(.reopen))
                }
                return
            }
            assign(row, &html)
            html.postForm(to: Route.task(row.id, .done), in: context) { html in
                html.hidden("back", context.path)
                html(
                    .button, .class("button small primary"), .type("submit"),
                    .label(text.named(text.change(.done), row.title))
                ) { html in
                    html.icon(.check)
                    html.text(text.change(.done))
                }
            }
        }
    }

    private func assign(_ row: TasksModel.Row, _ html: inout HTML) {
        html.ask(text.change(.assign), class: "button small", title: text.assignTitle, help: []) { html in
            html.postForm(to: Route.task(row.id, .assign), class: "stacked", in: context) { html in
                html.hidden("back", context.path)
                var choices = [Choice(value: "", words: text.nobody)]
                choices += model.assignees.map { Choice(value: $0, words: $0) }
                if let assignee = row.assignee, !model.assignees.contains(assignee) {
                    choices.append(Choice(value: assignee, words: assignee))
                }
                html.select("to", label: text.assignee, selected: row.assignee ?? "", choices: choices)
                html(.button, .class("button small"), .type("submit"), text: text.change(.assign))
            }
        }
    }
}
