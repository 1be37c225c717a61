import ArgumentParser
import Conditions
import Foundation
import Liquid
import Runtime

struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Works on Liquid templates.", subcommands: [TemplateRenderCommand.self])
}

struct TemplateRenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Renders templates read as JSON lines from standard input.",
        discussion: """
            In:  {"template": "Hello {{ name }}", "data": {"name": "Ana"}, "templates": {"footer": "…"}}
            Out: {"result": "Hello Ana"} or {"error": "…"}, a line for a line.
            """)

    func run() {
        StandardInput.answerLines { TemplateRenderLine.run($0, now: SystemClock.real.now()) }
    }
}

struct ConditionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conditions", abstract: "Works on conditions; the language is in docs/conditions.md.",
        subcommands: [ConditionsCheckCommand.self, ConditionsWatchCommand.self])
}

struct ConditionsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Evaluates conditions read as JSON lines from standard input.",
        discussion: """
            In:  {"condition": "count(\\"Order Completed\\", last: 90 days) >= 2",
                  "profile": {"properties": {}, "consents": ["email"], "timezone": "Europe/Berlin"},
                  "events": [{"event": "Order Completed", "timestamp": "2026-01-05T10:00:00Z", "properties": {}}],
                  "trigger": {…}, "now": "2026-02-01T00:00:00Z"}
            Out: {"holds": false, "until": null, "because": "…"} or {"error": "…"}, a line for a line.
            """)

    func run() { StandardInput.answerLines(ConditionCheckLine.run) }
}

struct ConditionsWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Keeps a condition's answer for every person; entering and leaving are events that start flows.")

    @Argument(help: "A name, such as VIP.") var name: String
    @Argument(help: "The condition.") var condition: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let result = try await Admin.perform(
            .watch, ["name": .string(name), "condition": .string(condition)], system)
        output.print(result) { "“\($0["name"]?.cell ?? "")” is watched" }
    }
}
