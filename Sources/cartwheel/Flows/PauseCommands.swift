import ArgumentParser
import Runtime
import Values

struct FlowsPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Lets a live flow stand still until it is resumed.",
        discussion: """
            Nobody enters it, and people in it wait before their next step; messages that are held stay held. Who \
            reaches the goal or an exit leaves all the same. A message that was cleared already still goes.
            Example: cartwheel flows pause abandoned-cart
            """)

    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.pauseFlow, ["flow": .string(flow)], system)) {
            "“\($0["name"]?.cell ?? "")” is paused; go on with: cartwheel flows resume \(flow)"
        }
    }
}

struct FlowsResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Lets a paused flow go on.",
        discussion: """
            What is overdue goes on at once, each journey by its next step, after its goal and exits were asked. A \
            message that was due longer ago than its “keep for” is not sent.
            Example: cartwheel flows resume abandoned-cart
            """)

    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.resumeFlow, ["flow": .string(flow)], system)) {
            "“\($0["name"]?.cell ?? "")” is live"
        }
    }
}
