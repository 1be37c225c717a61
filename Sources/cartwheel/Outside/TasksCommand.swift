import ArgumentParser
import Runtime
import Values

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "Shows and settles what flows asked the staff to do.",
        subcommands: [
            TasksListCommand.self, TasksDoneCommand.self, TasksReopenCommand.self, TasksAssignCommand.self,
        ],
        defaultSubcommand: TasksListCommand.self)
}

struct TasksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists tasks, newest first.",
        discussion: "Example: cartwheel tasks list --assignee sales --state all")
    @Option(help: "open, done or all.") var state = "open"
    @Option(help: "Of this person or team.") var assignee: String?
    @Option(help: "At most so many.") var limit = 50
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["state": .string(state), "limit": .number(Number(limit))]
        if let assignee { parameters["assignee"] = .string(assignee) }
        output.print(try await Admin.perform(.listTasks, .object(parameters), system)) {
            $0.table([
                ("task", "task"), ("title", "title"), ("assigned to", "assignee"), ("priority", "priority"),
                ("due", "due_at"), ("flow", "flow"), ("done", "done_at"),
            ])
        }
    }
}

/// Which task a command settles.
struct TaskArguments: ParsableArguments {
    @Argument(help: "The task, as tasks list shows it.") var task: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func set(_ change: JSONObject, said: String) async throws {
        var parameters = change
        parameters["task"] = .string(task)
        output.print(try await Admin.perform(.setTask, .object(parameters), system)) { _ in said }
    }
}

struct TasksDoneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Marks a task as done.",
        discussion: "Example: cartwheel tasks done 4711")
    @OptionGroup var arguments: TaskArguments
    func run() async throws { try await arguments.set(["done": true], said: "Done") }
}

struct TasksReopenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Opens a task again.",
        discussion: "Example: cartwheel tasks reopen 4711")
    @OptionGroup var arguments: TaskArguments
    func run() async throws { try await arguments.set(["done": false], said: "Open again") }
}

struct TasksAssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Gives a task to a person or team.",
        discussion: "Example: cartwheel tasks assign 4711 --to Mira")
    @OptionGroup var arguments: TaskArguments
    @Option(name: .customLong("to"), help: "The person or team.") var person: String
    func run() async throws {
        try await arguments.set(["assignee": .string(person)], said: "Assigned to \(person)")
    }
}
