import ArgumentParser
import Runtime
import Values

struct FlowsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a flow's file and its versions.",
        discussion: """
            The live version's text, or the newest where none is live. To keep it as a file: \
            cartwheel flows show abandoned-cart --text > abandoned-cart.yaml
            """)

    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @Option(help: "Show this version.") var version: Int64?
    @Flag(help: "Print the file alone.") var text = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["flow": .string(flow)]
        parameters["version"] = version.map { .number(Number($0)) }
        let result = try await Admin.perform(.showFlow, .object(parameters), system)
        output.print(result) { result in
            let file = result["text"]?.cell ?? ""
            if text { return file }
            let versions = (result["versions"] ?? .null).table([
                ("version", "version"), ("live", "live"), ("made", "created_at"), ("by", "author"),
            ])
            return """
                “\(result["name"]?.cell ?? "")” is \(result["state"]?.cell ?? "")

                \(versions)

                Version \(result["version"]?.cell ?? ""):

                \(file)
                """
        }
    }
}

struct FlowsRollBackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Goes back to an earlier version of a flow.",
        discussion: """
            New journeys take that version from now on; those under way finish on theirs. See the versions with: \
            cartwheel flows show NAME
            Example: cartwheel flows rollback abandoned-cart --to 3
            """)

    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @Option(help: "The version to go back to.") var to: Int64
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["flow": .string(flow), "version": .number(Number(to))]
        output.print(try await Admin.perform(.rollBackFlow, parameters, system)) {
            "“\($0["name"]?.cell ?? "")” takes version \($0["version"]?.cell ?? ""), \($0["state"]?.cell ?? "")"
        }
    }
}

struct FlowsArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Ends a flow for good.",
        discussion: """
            Nobody enters it, people in it leave it before their next step, and held messages are withdrawn. Its figures \
            and versions stay. To only let it stand still, pause it.
            Example: cartwheel flows archive abandoned-cart
            """)

    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.archiveFlow, ["flow": .string(flow)], system)) {
            "“\($0["name"]?.cell ?? "")” is archived; make it live again with: cartwheel flows install \(flow) --live"
        }
    }
}
