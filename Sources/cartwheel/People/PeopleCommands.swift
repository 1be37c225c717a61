import ArgumentParser
import Runtime
import Values

struct ProfilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profiles", abstract: "Shows, joins, exports and erases people.",
        subcommands: [
            ProfilesShowCommand.self, ProfilesWhyCommand.self, ProfilesJoinCommand.self, ProfilesExportCommand.self,
            ProfilesEraseCommand.self,
        ])
}

struct ProfilesWhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Says why somebody is in a flow, was, or is not: by which rule, step by step, and what comes next.",
        discussion: "Example: cartwheel profiles why ana@example.com abandoned-cart")

    @Argument(help: "E-mail address, user id, phone number or anonymous id.") var who: String
    @Argument(help: "The flow's name, such as abandoned-cart.") var flow: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["who": .string(who), "flow": .string(flow)]
        output.print(try await Admin.perform(.whyFlow, parameters, system)) { $0["text"]?.cell ?? "" }
    }
}

struct ProfilesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows what is known of one person, and what was decided for them.",
        discussion: "Example: cartwheel profiles show ana@example.com")

    @Argument(help: "E-mail address, user id, phone number or anonymous id.") var who: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.showProfile, ["who": .string(who)], system), text: described)
    }

    private func described(_ result: JSON) -> String {
        let profile = result["profile"] ?? .null
        var lines = [
            "\(profile["name"]?.cell ?? "–")  \(profile["email"]?.cell ?? "–")",
            "first seen \(profile["first_seen"]?.cell ?? ""), last seen \(profile["last_seen"]?.cell ?? "")", "",
            (profile["identities"] ?? []).table([("identity", "kind"), ("", "value")]), "",
            (profile["consents"] ?? []).table([
                ("consent", "channel"), ("status", "status"), ("source", "source"), ("at", "at"),
            ]), "", "Properties",
        ]
        for member in profile["properties"]?.object?.members ?? [] {
            lines.append(
                "  \(member.key): \(member.value["value"]?.cell ?? "") (\(member.value["source"]?.cell ?? ""))")
        }
        lines += [
            "", "Newest events",
            (result["events"] ?? []).table([("at", "at"), ("event", "event"), ("", "properties")]),
        ]
        lines += ["", "What was decided", (result["log"] ?? []).table([("at", "at"), ("", "text")])]
        return lines.joined(separator: "\n")
    }
}

struct MessagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages", abstract: "Lists messages.", subcommands: [MessagesListCommand.self])
}

struct MessagesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the newest messages with state and reason.",
        discussion: "Example: cartwheel messages list --to ana@example.com")

    @Option(help: "Only messages to this address.") var to: String?
    @Option(help: "At most so many, up to 1000.") var limit = 50
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["limit": .number(Number(limit))]
        if let to { parameters["address"] = .string(to.lowercased()) }
        output.print(try await Admin.perform(.listMessages, .object(parameters), system)) {
            $0.table([
                ("at", "at"), ("to", "to"), ("step", "step"), ("subject", "subject"), ("state", "state"),
                ("reason", "reason"), ("id", "id"),
            ])
        }
    }
}

struct ProfilesExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Prints everything that is held about one person, as JSON.",
        discussion: "Example: cartwheel profiles export ana@example.com > ana.json")

    @Argument(help: "E-mail address, user id, phone number or anonymous id.") var who: String
    @OptionGroup var system: SystemOptions

    func run() async throws {
        print(try await Admin.perform(.exportProfile, ["who": .string(who)], system).text)
    }
}

struct ProfilesEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases one person for good.",
        discussion: """
            Events, messages, decisions and the profile go. What is erased does not come back by a resend, an import or \
            a restore. A suppression of the address stays, as a hash, so that nothing is sent there again.
            Example: cartwheel profiles erase ana@example.com
            """)

    @Argument(help: "E-mail address, user id, phone number or anonymous id.") var who: String
    @Flag(help: "Erase without asking.") var yes = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        if !yes {
            print("Erase everything about “\(who)”? Type yes: ", terminator: "")
            guard readLine() == "yes" else { throw CleanExit.message("Nothing was erased.") }
        }
        let erased = try await Admin.perform(.eraseProfile, ["who": .string(who)], system, showing: "Erasing")
        output.print(erased) { _ in "Erased." }
    }
}
