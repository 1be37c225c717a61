import ArgumentParser
import Runtime
import Values

struct ListsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists",
        abstract: "Makes static lists, and puts people on them or takes them off.",
        discussion: """
            Who is on a list is somebody's decision, not a condition's. Conditions ask for it: listed("Newsletter").
            From a file: cartwheel import profiles --list Newsletter people.csv
            """,
        subcommands: [
            ListsListCommand.self, ListsCreateCommand.self, ListsAddCommand.self, ListsRemoveCommand.self,
            ListsMembersCommand.self, ListsShowCommand.self, ListsDescribeCommand.self, ListsEmptyCommand.self,
            ListsDeleteCommand.self,
        ])
}

struct TagsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tags",
        abstract: "Gives people tags and takes them away.",
        discussion: "Conditions ask for a tag: tagged(\"wholesale\").",
        subcommands: [
            TagsListCommand.self, TagsAddCommand.self, TagsRemoveCommand.self, TagsMembersCommand.self,
            TagsShowCommand.self, TagsDescribeCommand.self, TagsRenameCommand.self, TagsMergeCommand.self,
            TagsDeleteCommand.self,
        ])
}

/// Whom a command puts on something.
struct PeopleArguments: ParsableArguments {
    @Argument(help: "The name.") var name: String
    @Argument(help: "E-mail addresses, user ids, phone numbers or anonymous ids.") var people: [String]
    @Flag(help: "Start no flow by it.") var quiet = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func change(_ kind: String, isMember: Bool) async throws {
        let parameters: JSON = [
            "kind": .string(kind), "name": .string(name), "people": .array(people.map(JSON.string)),
            "member": .bool(isMember), "starts_flows": .bool(!quiet),
        ]
        output.print(try await Admin.perform(.changeList, parameters, system)) { result in
            let unknown = (result["unknown"]?.array ?? []).map { "nobody is known as “\($0.cell)”" }
            return (["\(result["changed"]?.cell ?? "0") changed"] + unknown).joined(separator: "\n")
        }
    }
}

struct LabelArguments: ParsableArguments {
    @Argument(help: "The name.") var name: String
    @Option(help: "At most so many, up to 1000.") var limit = 50
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func list(_ kind: String) async throws {
        let parameters: JSON = ["kind": .string(kind), "name": .string(name), "limit": .number(Number(limit))]
        output.print(try await Admin.perform(.listMembers, parameters, system)) {
            $0.table([("id", "id"), ("name", "name"), ("email", "email"), ("since", "since")])
        }
    }
}

struct ListsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the lists there are, with how many are on each.")
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listLabels, ["kind": "list"], system)) {
            $0.table([("list", "name"), ("members", "members"), ("since", "created_at"), ("about", "description")])
        }
    }
}

struct ListsCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a list.",
        discussion: """
            Example: cartwheel lists create Newsletter --description "Who reads our news."
            """)
    @Argument(help: "A name, such as Newsletter.") var name: String
    @Option(help: "One sentence about it.") var description: String = ""
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["name": .string(name), "description": .string(description)]
        output.print(try await Admin.perform(.createList, parameters, system)) {
            "The list “\($0["name"]?.cell ?? "")” is there"
        }
    }
}

struct ListsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Puts people on a list.",
        discussion: "Example: cartwheel lists add Newsletter ana@example.com ben@example.com")
    @OptionGroup var people: PeopleArguments
    func run() async throws { try await people.change("list", isMember: true) }
}

struct ListsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Takes people off a list.",
        discussion: "Example: cartwheel lists remove Newsletter ana@example.com --quiet")
    @OptionGroup var people: PeopleArguments
    func run() async throws { try await people.change("list", isMember: false) }
}

struct ListsMembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: "Lists who is on a list.",
        discussion: "Example: cartwheel lists members Newsletter --limit 200")
    @OptionGroup var label: LabelArguments
    func run() async throws { try await label.list("list") }
}

struct TagsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the tags there are, with how many have each.")
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listLabels, ["kind": "tag"], system)) {
            $0.table([("tag", "name"), ("people", "members"), ("since", "created_at")])
        }
    }
}

struct TagsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Gives people a tag.",
        discussion: "Example: cartwheel tags add wholesale ana@example.com ben@example.com")
    @OptionGroup var people: PeopleArguments
    func run() async throws { try await people.change("tag", isMember: true) }
}

struct TagsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Takes a tag from people.",
        discussion: "Example: cartwheel tags remove wholesale ana@example.com")
    @OptionGroup var people: PeopleArguments
    func run() async throws { try await people.change("tag", isMember: false) }
}

struct TagsMembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: "Lists who has a tag.",
        discussion: "Example: cartwheel tags members wholesale --limit 200")
    @OptionGroup var label: LabelArguments
    func run() async throws { try await label.list("tag") }
}
