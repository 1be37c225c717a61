import Engine
import Hummingbird
import Pages
import Runtime
import Storage

/// The inbox of tasks.
struct TaskRoutes: Sendable {
    let parts: ConsoleParts

    func add(to group: RouterGroup<ConsoleContext>) {
        group.get("tasks") { request, context in
            let done = request.queryFields["done"].flatMap { TaskChange(rawValue: $0) }
            return try await list(request, context) { done?.notice(in: $0) }
        }
        group.get("tasks/export.csv") { request, _ in try await export(request) }
        group.post("tasks/:id/:change") { request, context in try await change(request, context) }
    }

    private func list(
        _ request: Request, _ context: ConsoleContext, status: HTTPResponse.Status = .ok,
        notice: (PageContext) -> Notice?
    ) async throws -> Response {
        let query = request.queryFields
        let filter = TasksModel.Filter(query)
        let found = try await parts.rooms.tasks(TaskFilter(filter), at: ListPosition(query))
        var page = try await parts.page(request, context)
        // What a form leads back to says nothing of what was done.
        if query["done"] != nil || request.method != .get { page.path = Route.tasks }
        page.notice = notice(page)
        return .page(TasksView.render(TasksModel(found, filter: filter), in: page), status: status)
    }

    /// The newest first: how urgent they are stands beside them.
    private func export(_ request: Request) async throws -> Response {
        let filter = TaskFilter(TasksModel.Filter(request.queryFields))
        let rooms = parts.rooms
        return try await ListFiles.tasks.response { position in
            let found = try await rooms.tasks(filter, at: position, limit: ListFileRows.tasks)
            let newestFirst = found.rows.sorted { $0.task.createdAt > $1.task.createdAt }
            return (newestFirst.map { TasksModel.Row($0) }, found.older)
        }
    }

    private func change(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        guard let change = context.parameters.get("change").flatMap({ TaskChange(rawValue: $0) }),
            let id = PublicID.task.key(context.parameters.get("id") ?? "")
        else { throw HTTPError(.notFound, message: "A task can be done, reopened or assigned.") }
        let tasks = parts.system.tasks
        do {
            switch change {
            case .done: try await tasks.finish(id, by: context.visitor?.name ?? "")
            case .reopen: try await tasks.reopen(id)
            case .assign: try await tasks.assign(id, to: context.form["to"] ?? "")
            }
        } catch let error as AdminError {
            return try await list(request, context, status: .conflict) { _ in Notice(error) }
        }
        // Back to the list as it was filtered.
        let back = LocationHeader.ours(context.form["back"]).flatMap { $0.hasPrefix(Route.tasks) ? $0 : nil }
        let address = back ?? Route.tasks
        return .onward(to: address + (address.contains("?") ? "&" : "?") + "done=" + change.rawValue)
    }
}

extension Notice {
    /// What could not be done, as a sentence.
    init(_ error: AdminError) {
        self.init(isProblem: true, text: error.sentence)
    }
}

extension TasksModel.Filter {
    /// What an address asks for; values that are none of ours stand for all.
    init(_ query: FormFields) {
        self.init(
            state: query["state"].flatMap { TasksModel.State(rawValue: $0) } ?? .open,
            assignee: query["assignee"].map { $0 == TasksModel.Filter.nobody ? "" : $0 }, flowID: query["flow"])
    }
}

extension TaskFilter {
    init(_ filter: TasksModel.Filter) {
        let state: State =
            switch filter.state {
            case .open: .open
            case .done: .done
            case .all: .all
            }
        self.init(state: state, assignee: filter.assignee, flow: filter.flowID.map { Flow.id(slug: $0) })
    }
}

extension TasksModel {
    init(_ inbox: TaskInbox, filter: Filter) {
        self.init(
            filter: filter, open: inbox.open, overdue: inbox.overdue, assignees: inbox.assignees,
            flows: inbox.flows.map { MessagesModel.FlowChoice(id: $0.slug, name: $0.name) },
            rows: inbox.rows.map { Row($0) }, paging: Paging(newer: inbox.newer, older: inbox.older))
    }
}

extension TasksModel.Row {
    init(_ row: TaskInbox.Row) {
        let task = row.task
        let priority: TasksModel.Priority =
            switch task.priority {
            case .low: .low
            case .normal: .normal
            case .high: .high
            case .urgent: .urgent
            }
        self.init(
            id: PublicID.task.text(task.id), title: task.title, details: task.details,
            person: row.person.map { PersonName($0) },
            flowID: row.flow.slug, flowName: row.flow.name, journeyID: row.journey?.text,
            assignee: task.assignee.isEmpty ? nil : task.assignee,
            priority: priority, due: task.dueAt, created: task.createdAt,
            done: task.doneAt.map { TasksModel.Done(at: $0, author: task.doneBy) })
    }
}

extension PersonName {
    init(_ line: PersonLine) { self.init(id: line.id, name: line.name, email: line.email) }
}
