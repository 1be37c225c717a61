import ArgumentParser
import Runtime
import Values

/// A list or tag that a command is about.
struct LabelName: ParsableArguments {
    @Argument(help: "The name.") var name: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func show(_ kind: String) async throws {
        output.print(try await Admin.perform(.showLabel, ["kind": .string(kind), "name": .string(name)], system)) {
            let users = (($0["flows"]?.array ?? []) + ($0["segments"]?.array ?? [])).map(\.cell)
            let lines = [
                "“\(name)”: \($0["members"]?.cell ?? "0") people, since \($0["created_at"]?.cell ?? "")",
                $0["description"]?.cell ?? "",
                users.isEmpty ? "no flow and no condition names it" : "used in: \(users.joined(separator: ", "))",
            ]
            return lines.filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }

    func describe(_ kind: String, as description: String) async throws {
        let parameters: JSON = [
            "kind": .string(kind), "name": .string(name), "description": .string(description),
        ]
        output.print(try await Admin.perform(.describeLabel, parameters, system)) { _ in "“\(name)” is described" }
    }

    func takeFromAll(_ kind: String) async throws {
        output.print(try await Admin.perform(.emptyLabel, ["kind": .string(kind), "name": .string(name)], system)) {
            "\($0["people"]?.cell ?? "0") people lose “\(name)” in the background"
        }
    }
}

struct ListsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Says how many are on a list, and which flows and conditions name it.",
        discussion: "Example: cartwheel lists show Newsletter")
    @OptionGroup var label: LabelName
    func run() async throws { try await label.show("list") }
}

struct ListsDescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Says what a list is for.",
        discussion: """
            Example: cartwheel lists describe Newsletter --description "Who reads our news."
            """)
    @OptionGroup var label: LabelName
    @Option(help: "One sentence.") var description: String
    func run() async throws { try await label.describe("list", as: description) }
}

struct ListsEmptyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "empty", abstract: "Takes everybody off a list, in the background; no flow starts by it.",
        discussion: "Example: cartwheel lists empty Newsletter")
    @OptionGroup var label: LabelName
    func run() async throws { try await label.takeFromAll("list") }
}

struct ListsDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Forgets a list that nobody is on and nothing names.",
        discussion: "Example: cartwheel lists delete Newsletter")
    @OptionGroup var label: LabelName

    func run() async throws {
        label.output.print(try await Admin.perform(.removeList, ["name": .string(label.name)], label.system)) { _ in
            "The list “\(label.name)” is no more"
        }
    }
}

struct TagsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Says how many have a tag, and which flows and conditions name it.",
        discussion: "Example: cartwheel tags show wholesale")
    @OptionGroup var label: LabelName
    func run() async throws { try await label.show("tag") }
}

struct TagsDescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Says what a tag is for.",
        discussion: """
            Example: cartwheel tags describe wholesale --description "Buys for a shop."
            """)
    @OptionGroup var label: LabelName
    @Option(help: "One sentence.") var description: String
    func run() async throws { try await label.describe("tag", as: description) }
}

/// One tag that takes another's place.
struct TagMoveArguments: ParsableArguments {
    @Argument(help: "The tag that people have.") var name: String
    @Argument(help: "The tag that they have in its place afterwards.") var to: String
    @Flag(help: "Only say how many people it would change.") var preview = false
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func move(merges: Bool) async throws {
        let parameters: JSON = [
            "kind": "tag", "name": .string(name), "to": .string(to), "merges": .bool(merges), "trial": .bool(preview),
        ]
        output.print(try await Admin.perform(.renameTag, parameters, system)) {
            let both = $0["merges"]?.bool == true ? "; \($0["both"]?.cell ?? "0") of them have both now" : ""
            let verb = preview ? "would have" : "get"
            return "\($0["people"]?.cell ?? "0") people \(verb) “\(to)” in place of “\(name)”\(both)"
        }
    }
}

struct TagsRenameCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Gives everybody with a tag another in its place, in the background; no flow starts by it.",
        discussion: "Example: cartwheel tags rename wholsale wholesale --preview")
    @OptionGroup var move: TagMoveArguments
    func run() async throws { try await move.move(merges: false) }
}

struct TagsMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Makes one tag of two: whoever has the first has the second in its place afterwards.",
        discussion: "Example: cartwheel tags merge resellers wholesale --preview")
    @OptionGroup var move: TagMoveArguments
    func run() async throws { try await move.move(merges: true) }
}

struct TagsDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Takes a tag from everybody, in the background; no flow starts by it.",
        discussion: "Example: cartwheel tags delete wholesale")
    @OptionGroup var label: LabelName
    func run() async throws { try await label.takeFromAll("tag") }
}
