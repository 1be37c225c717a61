import ArgumentParser
import Runtime
import Values

struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Says where alerts to the staff go.",
        discussion: "By e-mail: cartwheel settings alert_address=team@my.shop",
        subcommands: [AlertsChatCommand.self])
}

struct AlertsChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Connects the staff's chat by its incoming webhook (Slack, Mattermost, Rocket.Chat).",
        discussion: """
            Without an address, the chat is told nothing any more. The address is kept sealed.
            Example: cartwheel alerts chat https://chat.example.com/hooks/abc
            """)
    @Argument(help: "The webhook's address.") var url: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSONObject = url.map { ["url": .string($0)] } ?? [:]
        output.print(try await Admin.perform(.connectChat, .object(parameters), system)) { _ in
            url == nil ? "The chat is told nothing any more" : "Alerts go to the chat, too"
        }
    }
}

struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks", abstract: "Shows what outgoing calls are signed with.",
        subcommands: [WebhooksSecretCommand.self])
}

struct WebhooksSecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Prints the secret by which receivers check calls (Standard Webhooks).",
        discussion: """
            With --rotate a new one is made; the one before signs along for a day.
            Example: cartwheel webhooks secret --rotate
            """)
    @Flag(help: "Makes a new one.") var rotate = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.webhookSecret, ["rotate": .bool(rotate)], system)) {
            $0["secret"]?.cell ?? ""
        }
    }
}
