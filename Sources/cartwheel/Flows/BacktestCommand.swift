import ArgumentParser
import Runtime
import Values

struct FlowsBacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Runs a flow over the store's own past, and says what it would have done.",
        discussion: """
            Nothing is sent, and nothing is stored but the report. A file is saved as a draft of its flow first. It assumes no \
            response to the messages that it imagines; see docs/backtest.md.
            Example: cartwheel flows backtest abandoned-cart --days 30
            """)

    @Argument(help: "The flow's name, or a flow file.") var flow: String
    @Option(help: "How many days it looks back, up to 366.") var days = 90
    @Option(help: "Shows one person's way through it, line by line: e-mail address, user id or phone number.")
    var person: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var slug = flow
        if flow.hasSuffix(".yaml") || flow.hasSuffix(".yml") {
            let text = try FlowText.read(flow)
            let draft = try await Admin.perform(.installFlow, ["text": .string(text), "live": false], system)
            slug = draft["flow"]?.string ?? flow
        }
        var parameters: JSONObject = ["flow": .string(slug), "days": .number(Number(days))]
        if let person {
            parameters["person"] = .string(person)
            output.print(try await Admin.perform(.backtestFlow, .object(parameters), system)) {
                $0["lines"]?.table([("at", "at"), ("what", "kind"), ("step", "step"), ("", "text")]) ?? ""
            }
            return
        }
        output.print(
            try await Admin.perform(.backtestFlow, .object(parameters), system, showing: "Looking at people")
        ) {
            BacktestWords(result: $0).text
        }
    }
}
