import ArgumentParser
import Runtime
import Values

struct AudiencesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audiences", abstract: "Shows audiences of ads, and hands them to whoever runs the ads.",
        discussion: "Flows put people in: - add to audience: cart-retargeting. People are told by hashes only.",
        subcommands: [AudiencesListCommand.self, AudiencesExportCommand.self, AudiencesConnectCommand.self],
        defaultSubcommand: AudiencesListCommand.self)
}

struct AudiencesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists audiences with their sizes.")
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listAudiences, [:], system)) {
            $0.table([("audience", "audience"), ("members", "members"), ("told to a webhook", "connected")])
        }
    }
}

struct AudiencesExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Prints an audience as CSV of hashes, as Google's Customer Match and Meta's Custom Audiences take it.",
        discussion: "Example: cartwheel audiences export cart-retargeting > audience.csv")
    @Argument(help: "The audience's name.") var audience: String
    @OptionGroup var system: SystemOptions

    func run() async throws {
        print(AudienceIdentifiers.columns.joined(separator: ","))
        var after: String?
        repeat {
            var parameters: JSONObject = ["audience": .string(audience)]
            if let after { parameters["after"] = .string(after) }
            let page = try await Admin.perform(.exportAudience, .object(parameters), system)
            for row in page["rows"]?.array ?? [] {
                print((row.array ?? []).map { $0.string ?? "" }.joined(separator: ","))
            }
            after = page["next"]?.string
        } while after != nil
    }
}

struct AudiencesConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect", abstract: "Tells a webhook of each change of an audience from now on.",
        discussion: """
            Without an address, nobody is told any more. Calls are signed; see cartwheel webhooks secret.
            Example: cartwheel audiences connect cart-retargeting https://ads.example.com/audience
            """)
    @Argument(help: "The audience's name.") var audience: String
    @Argument(help: "The address, such as https://ads.example.com/audience.") var url: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["audience": .string(audience)]
        if let url { parameters["url"] = .string(url) }
        output.print(try await Admin.perform(.connectAudience, .object(parameters), system)) { _ in
            url == nil ? "Nobody is told of “\(audience)” any more" : "Changes of “\(audience)” are told from now on"
        }
    }
}
