import Engine
import Storage
import Values

/// The inbox of tasks with whom and what each is about.
public struct TaskInbox: Sendable {
    public var rows: [Row]
    public var newer: String?
    public var older: String?
    public var open: Int
    public var overdue: Int
    public var assignees: [String]
    public var flows: [FlowName]

    public struct Row: Sendable {
        public var task: StoredTask
        /// Nil where nobody is stored any more.
        public var person: PersonLine?
        public var flow: FlowName
        /// Which asked for it; nil where it is over.
        public var journey: JourneyID?
    }
}

extension Rooms {
    public func tasks(
        _ filter: TaskFilter, at position: ListPosition = .first, limit: Int = pageLength
    ) async throws -> TaskInbox {
        let now = clock.now()
        return try await database.read { [self] connection in
            let store = TaskStore()
            let page = try store.page(
                filter, at: position.position, limit: limit, in: scope, on: connection)
            let people = try people(page.rows.map(\.profile), on: connection)
            let journeys = try EffectStore().journeys(of: page.rows.map(\.id), in: scope, on: connection)
            let flows = try flowTexts(on: connection).map { FlowName(slug: $0.flow.slug, name: $0.flow.name) }
            let slugs = Dictionary(flows.map { (Flow.id(slug: $0.slug), $0) }, uniquingKeysWith: { first, _ in first })
            // The most urgent of a page first.
            let rows = page.rows.sorted {
                ($1.priority, $0.dueAt ?? .distantFuture, $1.createdAt)
                    < ($0.priority, $1.dueAt ?? .distantFuture, $0.createdAt)
            }.map { task in
                TaskInbox.Row(
                    task: task, person: people[task.profile].map { PersonLine($0) },
                    flow: slugs[task.flow] ?? FlowName(slug: String(task.flow), name: "–"),
                    journey: people[task.profile]?.journeyID(journeys[task.id]))
            }
            return TaskInbox(
                rows: rows, newer: page.newer?.text, older: page.older?.text,
                open: try store.openCount(in: scope, on: connection),
                overdue: try store.overdueCount(now: now, in: scope, on: connection),
                assignees: try store.assignees(in: scope, on: connection), flows: flows)
        }
    }
}
