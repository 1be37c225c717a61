import Engine
import Storage
import Values

/// What flows do outside, for the command line: tasks, audiences, alerts, calls.
extension CartwheelSystem {
    func performOutside(_ action: AdminAction, _ parameters: JSON) async throws -> JSON {
        switch action {
        case .listTasks: return try await listTasks(parameters)
        case .setTask: return try await setTask(parameters)
        case .listAudiences:
            return .array(
                try await audiences.list().map {
                    [
                        "audience": .string($0.name), "members": .number(Number($0.size)),
                        "connected": .bool($0.isConnected),
                    ]
                })
        case .exportAudience: return try await exportAudience(parameters)
        case .connectAudience:
            try await audiences.connect(try required("audience", of: parameters), to: parameters["url"]?.string)
            return ["connected": .bool(parameters["url"]?.string != nil)]
        case .connectChat:
            let url = parameters["url"]?.string
            if let url, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
                throw AdminError("“\(url)” is no address of a chat's webhook; expected one that begins with https://")
            }
            try await secrets.set(AlertSettings.chatSecret, to: url.map { Array($0.utf8) })
            return ["connected": .bool(url != nil)]
        case .webhookSecret:
            let rotates = parameters["rotate"]?.bool ?? false
            return ["secret": .string(rotates ? try await webhookSecrets.rotate() : try await webhookSecrets.text())]
        case .listEffects: return try await listEffects(parameters)
        default: throw AdminError("\(action.rawValue) is done elsewhere")
        }
    }

    /// Has a call that was given up tried once more.
    /// - Returns: whether there is one.
    public func tryAgain(effect id: Int64) async throws -> Bool {
        let now = clock.now()
        let found = try await database.write(lane: .jobs) { [scope] in
            try EffectStore().tryAgain(id, now: now, in: scope, on: $0)
        }
        if found { await effects.nudge() }
        return found
    }

    private func listTasks(_ parameters: JSON) async throws -> JSON {
        let state = parameters["state"]?.string ?? "open"
        guard let wanted = TaskFilter.State(rawValue: state) else {
            throw AdminError("“\(state)” is no state of tasks; expected open, done or all")
        }
        let filter = TaskFilter(state: wanted, assignee: parameters["assignee"]?.string)
        let page = try await tasks.page(
            filter, limit: min(max(Int(parameters["limit"]?.number?.integer ?? 50), 1), 500))
        let definitions = definitions.latest
        return .array(
            page.rows.map { task in
                [
                    "task": .string(PublicID.task.text(task.id)), "title": .string(task.title),
                    "details": .string(task.details),
                    "assignee": .string(task.assignee), "priority": .string(task.priority.name),
                    "due_at": task.dueAt.map { .string($0.iso8601) } ?? .null,
                    "flow": .string(definitions.newest(task.flow)?.slug ?? ""),
                    "customer": .string(String(task.profile.rawValue)),
                    "created_at": .string(task.createdAt.iso8601),
                    "done_at": task.doneAt.map { .string($0.iso8601) } ?? .null, "done_by": .string(task.doneBy),
                ]
            })
    }

    private func setTask(_ parameters: JSON) async throws -> JSON {
        let text = try required("task", of: parameters)
        guard let id = PublicID.task.key(text) else {
            throw AdminError("there is no task “\(text.prefix(40))”; see cartwheel tasks list")
        }
        let author = parameters["author"]?.string ?? "command line"
        if let person = parameters["assignee"]?.string { try await tasks.assign(id, to: person) }
        if let isDone = parameters["done"]?.bool {
            if isDone { try await tasks.finish(id, by: author) } else { try await tasks.reopen(id) }
        }
        return ["task": .string(text)]
    }

    private func exportAudience(_ parameters: JSON) async throws -> JSON {
        let after = parameters["after"]?.string.flatMap { Int64($0) }.map(ProfileKey.init(rawValue:))
        let page = try await audiences.export(try required("audience", of: parameters), after: after)
        return [
            "rows": .array(page.rows.map { .array($0.cells.map(JSON.string)) }),
            "next": page.next.map { .string(String($0.rawValue)) } ?? .null,
        ]
    }

    private func listEffects(_ parameters: JSON) async throws -> JSON {
        let flow = Flow.id(slug: try required("flow", of: parameters))
        let limit = min(max(Int(parameters["limit"]?.number?.integer ?? 50), 1), 500)
        let page = try await database.read { [scope] in
            try EffectStore().page(ofFlow: flow, limit: limit, in: scope, on: $0)
        }
        return .array(
            page.rows.map { effect in
                [
                    "id": .string(String(effect.request.effectID)), "kind": .string(effect.request.kind.name),
                    "step": .string(effect.request.step), "state": .string("\(effect.state)"),
                    "attempts": .number(Number(effect.attempts)), "reason": .string(effect.reason),
                    "requested_at": .string(effect.request.requestedAt.iso8601),
                    "finished_at": effect.finishedAt.map { .string($0.iso8601) } ?? .null,
                ]
            })
    }
}
