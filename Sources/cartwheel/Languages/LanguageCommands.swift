import ArgumentParser
import Conditions
import Foundation
import Liquid
import Runtime
import Values

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
            Example: cartwheel template render < templates.jsonl
            """)

    func run() {
        StandardInput.answerLines { TemplateRenderLine.run($0, now: SystemClock.real.now()) }
    }
}

struct ConditionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conditions", abstract: "Works on conditions; the language is in docs/conditions.md.",
        subcommands: [
            ConditionsCheckCommand.self, ConditionsFormatCommand.self, ConditionsExplainCommand.self,
            ConditionsWatchCommand.self,
        ])
}

struct ConditionsFormatCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "format",
        abstract: "Prints a condition as it is written best, or its faults.",
        discussion: """
            With --sentence, what it says in English; with --json, both and the tree for visual editors.
            Example: cartwheel conditions format 'count("Order Completed")>=2' --sentence
            """)

    @Argument(help: "The condition.") var condition: String
    @Flag(help: "Print what it says as a sentence.") var sentence = false
    @OptionGroup var output: OutputOptions

    func run() throws {
        do throws(ConditionErrors) {
            let parsed = try Condition.parse(condition)
            output.print([
                "condition": .string(parsed.text), "sentence": .string(parsed.sentence), "tree": parsed.tree,
            ]) { _ in sentence ? parsed.sentence : parsed.text }
        } catch {
            let faults = error.errors.map { fault -> JSON in
                [
                    "line": .number(Number(fault.line)), "column": .number(Number(fault.column)),
                    "message": .string(fault.message), "expected": fault.expected.map(JSON.string) ?? .null,
                    "nearest": fault.nearest.map(JSON.string) ?? .null,
                ]
            }
            output.print(["faults": .array(faults)]) { _ in error.description }
            throw ExitCode.failure
        }
    }
}

struct ConditionsExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Evaluates a condition for somebody, and says why it holds or not and when that would change.",
        discussion: """
            Example: cartwheel conditions explain 'count("Order Completed") >= 2' ana@example.com
            """)

    @Argument(help: "The condition.") var condition: String
    @Argument(help: "E-mail address, user id, phone number or anonymous id.") var who: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["condition": .string(condition), "who": .string(who)]
        output.print(try await Admin.perform(.explainCondition, parameters, system)) {
            ExplanationText.described($0, isSegment: false)
        }
    }
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
            Example: cartwheel conditions check < conditions.jsonl
            """)

    func run() { StandardInput.answerLines(ConditionCheckLine.run) }
}

struct ConditionsWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Makes a segment of a condition, or changes the segment's: an older word for segments create.",
        discussion: """
            Example: cartwheel conditions watch Repeat 'count("Order Completed") >= 2'
            """)

    @Argument(help: "A name, such as VIP.") var name: String
    @Argument(help: "The condition.") var condition: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let result = try await Admin.perform(
            .watch, ["name": .string(name), "condition": .string(condition)], system)
        output.print(result) { "“\($0["name"]?.cell ?? "")” is a segment and is being built" }
    }
}
