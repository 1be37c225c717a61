import ArgumentParser
import Runtime
import Values

struct StagesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the stages, the highest first, with how many are at each.")
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let admin = try Admin.open(system)
        let standing = try await admin.perform(.showStanding, [:])
        let all = try await admin.perform(.listSegments, [:])
        await admin.close()
        let rows = (all.array ?? []).filter { $0["kind"]?.string == "stage" }
            .sorted { $0["place"]?.number?.integer ?? 0 > $1["place"]?.number?.integer ?? 0 }
            .map { row -> JSON in
                var object = row.object ?? JSONObject()
                object["members"] = standing["stages"]?[row["name"]?.string ?? ""] ?? 0
                return .object(object)
            }
        output.print(.array(rows)) {
            $0.table([
                ("place", "place"), ("stage", "name"), ("people", "members"), ("state", "state"),
                ("condition", "condition"),
            ])
        }
    }
}

struct StagesCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a stage.",
        discussion: """
            Example: cartwheel stages create Customer 'count("Order Completed") >= 1' --place 2
            """)
    @OptionGroup var draft: RuleDraft
    @Option(help: "Its place: of the stages that hold, the highest counts.") var place: Int
    func run() async throws { try await draft.create(["stage": .number(Number(place))]) }
}

struct StagesEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Changes a stage's condition, place, name or description.",
        discussion: "Example: cartwheel stages edit Customer --place 3")
    @OptionGroup var edit: RuleEdit
    @Option(help: "Another place.") var place: Int?

    func run() async throws {
        _ = try await edit.known("stage")
        var figures = JSONObject()
        if let place { figures["stage"] = .number(Number(place)) }
        try await edit.edit(figures)
    }
}

struct StagesPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Says how many people would be at another stage.",
        discussion: """
            Example: cartwheel stages preview 'count("Order Completed") >= 2' --of Customer --place 2
            """)
    @OptionGroup var preview: RulePreview
    @Option(help: "The place that it would have.") var place: Int

    func run() async throws {
        try await preview.preview(["stage": .number(Number(place))], "be at another stage")
    }
}

struct StagesArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Puts a stage aside: the next lower one that holds counts.",
        discussion: "Example: cartwheel stages archive Customer")
    @OptionGroup var rule: RuleArchive
    func run() async throws { try await rule.archive() }
}
