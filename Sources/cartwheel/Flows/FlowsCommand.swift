import ArgumentParser
import Engine
import Foundation
import Messages
import ReadyFlows
import Runtime
import Values

struct FlowsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flows",
        abstract: "Lists, shows, checks, tests, compares, installs, pauses, rolls back and archives flows.",
        discussion: "A flow is a YAML file; see docs/flows.md. Ready ones come along: cartwheel flows list --ready",
        subcommands: [
            FlowsListCommand.self, FlowsValidateCommand.self, FlowsInstallCommand.self, FlowsPauseCommand.self,
            FlowsResumeCommand.self, FlowsArchiveCommand.self, FlowsRollBackCommand.self, FlowsShowCommand.self,
            FlowsTestCommand.self, FlowsDiffCommand.self, FlowsPublishCommand.self, FlowsStartCommand.self,
            FlowsCallsCommand.self, FlowsBacktestCommand.self,
        ])
}

struct FlowsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the workspace's flows, or those that come along.",
        discussion: "Example: cartwheel flows list --ready")

    @Flag(help: "List the flows that come along, ready to install.")
    var ready = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        if ready {
            let flows = try ReadyFlows.all.map { ready -> JSON in
                let flow = try FlowFile.read(ready.text)
                return [
                    "flow": .string(ready.slug), "name": .string(flow.name), "about": .string(flow.about),
                    "warning": flow.warning.map(JSON.string) ?? .null,
                ]
            }
            output.print(.array(flows)) {
                $0.table([("flow", "flow"), ("name", "name"), ("about", "about"), ("know first", "warning")])
            }
            return
        }
        output.print(try await Admin.perform(.listFlows, [:], system)) {
            $0.table([
                ("flow", "flow"), ("name", "name"), ("state", "state"), ("version", "version"),
                ("triggers", "triggers"), ("steps", "steps"),
            ])
        }
    }
}

struct FlowsValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks flow files and prints every fault with file, line and column.",
        discussion: "Example: cartwheel flows validate abandoned-cart.yaml welcome.yaml")

    @Argument(help: "Flow files.") var files: [String]
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var isGood = true
        for file in files {
            let text = try FlowText.read(file)
            do throws(FlowFileErrors) {
                let flow = try FlowFile.read(text)
                let faults = MessageTemplates.faults(in: flow)
                if !faults.isEmpty {
                    isGood = false
                    report(faults, in: file)
                    continue
                }
                output.print([
                    "file": .string(file), "ok": true, "flow": .string(flow.slug), "name": .string(flow.name),
                    "steps": .number(Number(flow.steps.count)),
                ]) { _ in "\(file): “\(flow.name)” is good, \(flow.steps.count) steps" }
            } catch {
                isGood = false
                output.print(error.json(file: file)) { _ in error.described(file: file) }
            }
        }
        if !isGood { throw ExitCode.failure }
    }

    /// What is wrong with the texts of its messages.
    private func report(_ faults: [TemplateFault], in file: String) {
        let errors: [JSON] = faults.map {
            ["step": .string($0.step), "part": .string($0.part.rawValue), "message": .string($0.message)]
        }
        output.print(["file": .string(file), "ok": false, "errors": .array(errors)]) { _ in
            faults.map { "\(file): \($0)" }.joined(separator: "\n")
        }
    }
}

struct FlowsInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Installs a flow from a file, or a ready one by its name.",
        discussion: """
            Installed again, a changed file becomes the flow's next version; journeys under way finish on theirs. \
            Without --live it is a draft and sends nothing.
            Example: cartwheel flows install abandoned-cart --live
            """)

    @Argument(help: "A flow file, or the name of a ready flow.") var flow: String
    @Flag(help: "Make it live: new journeys begin from now on.") var live = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let text = try ReadyFlows.named(flow)?.text ?? FlowText.read(flow)
        do throws(FlowFileErrors) { _ = try FlowFile.read(text) } catch {
            output.print(error.json(file: flow)) { _ in error.described(file: flow) }
            throw ExitCode.failure
        }
        if let warning = ((try? FlowFile.read(text)) ?? nil)?.warning, !output.json { print("Know first: \(warning)") }
        let result = try await Admin.perform(.installFlow, ["text": .string(text), "live": .bool(live)], system)
        output.print(result) {
            ([
                "“\($0["name"]?.cell ?? "")” is installed as version \($0["version"]?.cell ?? ""), \($0["state"]?.cell ?? "")"
            ]
                + $0.notices).joined(separator: "\n")
        }
    }
}

extension JSON {
    /// What should be known of a flow that is live now.
    var notices: [String] { self["notices"]?.array?.compactMap(\.string) ?? [] }
}

extension FlowFileErrors {
    func json(file: String) -> JSON {
        let faults: [JSON] = errors.map {
            ["line": .number(Number($0.line)), "column": .number(Number($0.column)), "message": .string($0.message)]
        }
        return ["file": .string(file), "ok": false, "errors": .array(faults)]
    }
}

enum FlowText {
    static func read(_ file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ValidationError(
                "cannot read \(file); ready flows are \(ReadyFlows.all.map(\.slug).joined(separator: ", "))")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw ValidationError("\(file) is not UTF-8 text")
        }
        return text
    }
}
