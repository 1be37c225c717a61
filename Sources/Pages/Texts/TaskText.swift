/// The inbox of tasks.
struct TaskText: Sendable {
    let title: String
    let detail: @Sendable (_ open: String, _ overdue: String) -> String
    let none: String
    let noneHelp: String
    let noMatch: String
    let noMatchHelp: String
    let showOpen: String
    let state: String
    let stateName: @Sendable (TasksModel.State) -> String
    let assignee: String
    let anybody: String
    let nobody: String
    let flow: String
    let anyFlow: String
    let priority: @Sendable (TasksModel.Priority) -> String
    let due: String
    let overdue: String
    let created: String
    let assigned: @Sendable (_ name: String) -> String
    let doneBy: @Sendable (_ name: String) -> String
    let assignTitle: String
    let change: @Sendable (TaskChange) -> String
    let changed: @Sendable (TaskChange) -> String
    let named: @Sendable (_ change: String, _ task: String) -> String
}
