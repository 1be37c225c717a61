import Storage
import Values

/// The staff's inbox: what flows asked somebody to do.
public struct TaskService: Sendable {
    let database: any Database
    let scope: WorkspaceScope
    let clock: SystemClock
    private let store = TaskStore()

    init(database: any Database, scope: WorkspaceScope, clock: SystemClock) {
        self.database = database
        self.scope = scope
        self.clock = clock
    }

    /// Newest first.
    public func page(_ filter: TaskFilter, at position: PagePosition = .first, limit: Int) async throws -> Page<
        StoredTask
    > {
        try await database.read { [store, scope] in
            try store.page(filter, at: position, limit: limit, in: scope, on: $0)
        }
    }

    /// Who has open tasks, and how many are open.
    public func inbox() async throws -> (assignees: [String], open: Int) {
        try await database.read { [store, scope] in
            (try store.assignees(in: scope, on: $0), try store.openCount(in: scope, on: $0))
        }
    }

    public func finish(_ task: Int64, by person: String) async throws {
        let now = clock.now()
        try await change { [store, scope] in
            try store.set(task, doneAt: now, by: person, in: scope, on: $0)
        }
    }

    public func reopen(_ task: Int64) async throws {
        try await change { [store, scope] in try store.set(task, doneAt: nil, by: "", in: scope, on: $0) }
    }

    /// - Parameter person: a person or team; empty takes the name away.
    public func assign(_ task: Int64, to person: String) async throws {
        let name = person.trimmedOfSpace
        guard name.count <= 100 else { throw AdminError("a name has at most 100 characters") }
        try await change { [store, scope] in try store.assign(task, to: name, in: scope, on: $0) }
    }

    private func change(_ body: @escaping @Sendable (any Connection) throws -> Bool) async throws {
        guard try await database.write(lane: .jobs, body) else { throw AdminError("there is no such task any more") }
    }
}
