import ArgumentParser
import Engine
import ReadyFlows
import Runtime
import Values

struct FlowsDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Says what differs between two flow files or two versions, step by step.",
        discussion: """
            Two files, or names of ready flows: cartwheel flows diff old.yaml new.yaml
            Two stored versions of one flow: cartwheel flows diff abandoned-cart --from 2 --to 3
            Left out, --from is the live version and --to the newest.
            """)

    @Argument(help: "A flow file, the name of a ready flow, or of a stored one.") var old: String
    @Argument(help: "Another file or ready flow; left out, versions of the first are compared.") var new: String?
    @Option(help: "The version to compare from.") var from: Int64?
    @Option(help: "The version to compare with.") var to: Int64?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard new == nil || from == nil && to == nil else {
            throw ValidationError("name two files, or one flow with --from and --to")
        }
    }

    func run() async throws {
        let texts = try await texts()
        do throws(FlowFileErrors) {
            let diff = try FlowDiff(from: texts.old, to: texts.new)
            output.print(["changes": .array(diff.changes.map { .string($0.description) })]) { _ in diff.description }
        } catch {
            output.print(error.json(file: old)) { _ in error.described(file: old) }
            throw ExitCode.failure
        }
    }

    private func texts() async throws -> (old: String, new: String) {
        if let new { return (try text(old), try text(new)) }
        let live = try await stored(from)
        let versions = (live["versions"]?.array ?? []).compactMap { $0["version"]?.number?.integer }
        let other = try await stored(to ?? versions.max())
        return (live["text"]?.string ?? "", other["text"]?.string ?? "")
    }

    private func text(_ name: String) throws -> String { try ReadyFlows.named(name)?.text ?? FlowText.read(name) }

    private func stored(_ version: Int64?) async throws -> JSON {
        var parameters: JSONObject = ["flow": .string(old)]
        parameters["version"] = version.map { .number(Number($0)) }
        return try await Admin.perform(.showFlow, .object(parameters), system)
    }
}
