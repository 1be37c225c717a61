import ArgumentParser
import Runtime
import Values

struct ScoresListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the rules of all scores, with for how many each holds.")
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let admin = try Admin.open(system)
        let standing = try await admin.perform(.showStanding, [:])
        let all = try await admin.perform(.listSegments, [:])
        await admin.close()
        let rows = (all.array ?? []).filter { $0["kind"]?.string == "score" }
            .sorted {
                ($0["score"]?.string ?? "", $0["name"]?.string ?? "") < (
                    $1["score"]?.string ?? "", $1["name"]?.string ?? ""
                )
            }
            .map { row -> JSON in
                var object = row.object ?? JSONObject()
                object["members"] = standing["holding"]?[row["id"]?.string ?? ""] ?? 0
                return .object(object)
            }
        output.print(.array(rows)) {
            $0.table([
                ("score", "score"), ("rule", "name"), ("points", "points"), ("fades over days", "fades_over_days"),
                ("people", "members"), ("state", "state"), ("condition", "condition"),
            ])
        }
    }
}

struct ScoresCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Makes a rule of points.",
        discussion: """
            Example: cartwheel scores create Looks 'any("Product Viewed", last: 7 days)' --points 10
            """)
    @OptionGroup var draft: RuleDraft
    @Option(help: "The points that it gives while it holds.") var points: String
    @OptionGroup var options: PointsOptions
    func run() async throws { try await draft.create(try options.figures(points: points)) }
}

struct ScoresEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Changes a rule of points.",
        discussion: """
            What is not given stays as it is; --fades-over-days 0 lets the points stay.
            Example: cartwheel scores edit Looks --points 5
            """)
    @OptionGroup var edit: RuleEdit
    @Option(help: "Other points.") var points: String?
    @OptionGroup var options: PointsOptions

    func run() async throws {
        let known = try await edit.known("score")
        try await edit.edit(try options.figures(points: points, over: known))
    }
}

struct ScoresPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Says how many people would have other points.",
        discussion: """
            Example: cartwheel scores preview 'any("Product Viewed", last: 3 days)' --of Looks --points 10
            """)
    @OptionGroup var preview: RulePreview
    @Option(help: "The points that it would give.") var points: String
    @OptionGroup var options: PointsOptions

    func run() async throws {
        try await preview.preview(try options.figures(points: points), "have other points")
    }
}

struct ScoresArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Puts a rule aside: it gives no more points.",
        discussion: "Example: cartwheel scores archive Looks")
    @OptionGroup var rule: RuleArchive
    func run() async throws { try await rule.archive() }
}
