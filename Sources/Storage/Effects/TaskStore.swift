import Engine
import Values

/// Something that somebody of the staff is to do, as a flow asked.
public struct StoredTask: Sendable, Hashable {
    /// The effect's identity: a task is given once, however often it is asked for.
    public var id: Int64
    public var profile: ProfileKey
    public var flow: Int64
    public var step: String
    public var title: String
    public var details: String
    /// A person or team, as the flow names them; empty where nobody is named yet.
    public var assignee: String
    public var priority: FlowPriority
    public var dueAt: Instant?
    public var createdAt: Instant
    public var doneAt: Instant?
    public var doneBy: String

    public init(
        id: Int64, profile: ProfileKey, flow: Int64, step: String, title: String, details: String, assignee: String,
        priority: FlowPriority, dueAt: Instant?, createdAt: Instant, doneAt: Instant? = nil, doneBy: String = ""
    ) {
        self.id = id
        self.profile = profile
        self.flow = flow
        self.step = step
        self.title = title
        self.details = details
        self.assignee = assignee
        self.priority = priority
        self.dueAt = dueAt
        self.createdAt = createdAt
        self.doneAt = doneAt
        self.doneBy = doneBy
    }

    init(_ row: Row) {
        id = row.int(0)
        profile = ProfileKey(rawValue: row.int(1))
        flow = row.int(2)
        step = row.text(3)
        title = row.text(4)
        details = row.text(5)
        assignee = row.text(6)
        priority = FlowPriority(rawValue: Int(row.int(7))) ?? .normal
        dueAt = row.optionalInt(8).map(Instant.init(milliseconds:))
        createdAt = Instant(milliseconds: row.int(9))
        doneAt = row.optionalInt(10).map(Instant.init(milliseconds:))
        doneBy = row.text(11)
    }
}

/// Which tasks are wanted.
public struct TaskFilter: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable { case open, done, all }

    public var state: State
    /// Empty for tasks that nobody has.
    public var assignee: String?
    public var flow: Int64?

    public init(state: State = .open, assignee: String? = nil, flow: Int64? = nil) {
        self.state = state
        self.assignee = assignee
        self.flow = flow
    }
}

/// The inbox of tasks.
public struct TaskStore: Sendable {
    public init() {}

    /// Open ones are counted, and assignees looked for, up to this.
    public static let mostCounted = 10_000

    static let columns =
        "task, profile_key, flow, step, title, details, assignee, priority, due_at, created_at, done_at, done_by"

    /// One that is there already is left alone.
    public func add(_ task: StoredTask, in scope: WorkspaceScope, on connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO tasks (
                task, workspace, profile_key, flow, step, title, details, assignee, priority, due_at, created_at,
                done_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '') ON CONFLICT DO NOTHING
            """,
            [
                .int(task.id), .int(scope.id), .int(task.profile.rawValue), .int(task.flow), .text(task.step),
                .text(task.title.withoutNUL), .text(task.details.withoutNUL), .text(task.assignee.withoutNUL),
                .int(Int64(task.priority.rawValue)), .optional(task.dueAt?.milliseconds),
                .int(task.createdAt.milliseconds),
            ])
    }

    static func pageQuery(_ filter: TaskFilter, _ position: PagePosition) -> String {
        let state =
            switch filter.state {
            case .open: "AND done_at IS NULL"
            case .done: "AND done_at IS NOT NULL"
            case .all: ""
            }
        return """
            SELECT \(columns) FROM tasks
            WHERE workspace = $1 \(state) AND (created_at, task) \(position.comparison) ($2, $3)
                AND ($7 = 0 OR assignee = $5) AND ($6 = 0 OR flow = $6)
            ORDER BY created_at \(position.direction), task \(position.direction) LIMIT $4
            """
    }

    /// Newest first.
    public func page(
        _ filter: TaskFilter = TaskFilter(), at position: PagePosition = .first, limit: Int,
        in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Page<StoredTask> {
        let cursor = position.cursor
        let rows = try connection.all(
            TaskStore.pageQuery(filter, position),
            [
                .int(scope.id), .int(cursor.at.milliseconds), .int(cursor.id), .int(Int64(limit) + 1),
                .text(filter.assignee ?? ""), .int(filter.flow ?? 0),
                .int(filter.assignee == nil ? 0 : 1),
            ], StoredTask.init)
        return position.page(of: rows, limit: limit) { PageCursor(at: $0.createdAt, id: $0.id) }
    }

    /// How many are open, up to ``mostCounted``.
    public func openCount(in scope: WorkspaceScope, on connection: any Connection) throws -> Int {
        try connection.first(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM tasks WHERE workspace = $1 AND done_at IS NULL LIMIT $2) AS counted
            """, [.int(scope.id), .int(Int64(TaskStore.mostCounted))]
        ) { Int($0.int(0)) } ?? 0
    }

    /// How many open ones should be done by now, up to ``mostCounted``.
    public func overdueCount(now: Instant, in scope: WorkspaceScope, on connection: any Connection) throws -> Int {
        try connection.first(
            """
            SELECT count(*) FROM (
                SELECT due_at FROM tasks WHERE workspace = $1 AND done_at IS NULL LIMIT $2) AS open_tasks
            WHERE due_at < $3
            """, [.int(scope.id), .int(Int64(TaskStore.mostCounted)), .int(now.milliseconds)]
        ) { Int($0.int(0)) } ?? 0
    }

    /// Who has open tasks, by name.
    public func assignees(in scope: WorkspaceScope, on connection: any Connection) throws -> [String] {
        try connection.all(
            """
            SELECT DISTINCT assignee FROM (
                SELECT assignee FROM tasks WHERE workspace = $1 AND done_at IS NULL LIMIT $2) AS open_tasks
            WHERE assignee <> '' ORDER BY assignee
            """, [.int(scope.id), .int(Int64(TaskStore.mostCounted))]
        ) { $0.text(0) }
    }

    /// Sets a task done, or open again.
    /// - Returns: whether there is such a task.
    public func set(
        _ task: Int64, doneAt: Instant?, by person: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE tasks SET done_at = $3, done_by = $4 WHERE task = $1 AND workspace = $2",
            [
                .int(task), .int(scope.id), .optional(doneAt?.milliseconds),
                .text(doneAt == nil ? "" : person.withoutNUL),
            ]) > 0
    }

    /// - Returns: whether there is such a task.
    public func assign(
        _ task: Int64, to person: String, in scope: WorkspaceScope, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE tasks SET assignee = $3 WHERE task = $1 AND workspace = $2",
            [.int(task), .int(scope.id), .text(person.withoutNUL)]) > 0
    }
}
