import ArgumentParser
import Runtime
import Values

struct StagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages",
        abstract: "Lists, makes and changes the stages of the lifecycle.",
        discussion: """
            A stage is a condition with a place: of the stages that hold, the one with the highest place is the \
            person's. "Stage Changed" says when it is another. Conditions read stage().
            """,
        subcommands: [
            StagesListCommand.self, StagesCreateCommand.self, StagesEditCommand.self, StagesPreviewCommand.self,
            StagesArchiveCommand.self,
        ])
}

struct ScoresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scores",
        abstract: "Lists, makes and changes the rules that give points to scores.",
        discussion: """
            A rule is a condition with points: while it holds, they count; they may fade day by day. Conditions read \
            score(), or score("lead").
            """,
        subcommands: [
            ScoresListCommand.self, ScoresCreateCommand.self, ScoresEditCommand.self, ScoresPreviewCommand.self,
            ScoresArchiveCommand.self,
        ])
}

/// A rule of a stage or of points that is to be.
struct RuleDraft: ParsableArguments {
    @Argument(help: "A name, such as Customer.") var name: String
    @Argument(help: "The condition.") var condition: String
    @Option(help: "One sentence about it.") var description: String = ""
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func create(_ figures: JSONObject) async throws {
        var parameters: JSONObject = [
            "name": .string(name), "condition": .string(condition), "description": .string(description),
        ]
        parameters.members += figures.members
        output.print(try await Admin.perform(.createSegment, .object(parameters), system)) {
            "“\($0["name"]?.cell ?? "")” is made; everybody is looked at now" + $0.worthALook
        }
    }
}

/// A rule that is there already, and what becomes of it.
struct RuleEdit: ParsableArguments {
    @Argument(help: "Its name.") var name: String
    @Option(help: "Another condition.") var condition: String?
    @Option(name: .customLong("name"), help: "Another name.") var newName: String?
    @Option(help: "Another sentence about it.") var description: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    /// The rule as it is.
    func known(_ kind: String) async throws -> JSON {
        let known = try await Admin.perform(.showSegment, ["segment": .string(name)], system)
        guard known["kind"]?.string == kind else {
            throw ValidationError("“\(name)” is a \(known["kind"]?.string ?? "segment"), and no \(kind)")
        }
        return known
    }

    func edit(_ figures: JSONObject) async throws {
        var parameters: JSONObject = ["segment": .string(name)]
        if let condition { parameters["condition"] = .string(condition) }
        if let newName { parameters["name"] = .string(newName) }
        if let description { parameters["description"] = .string(description) }
        parameters.members += figures.members
        output.print(try await Admin.perform(.editSegment, .object(parameters), system)) {
            "“\($0["name"]?.cell ?? "")” is \($0["state"]?.cell ?? "")" + $0.worthALook
        }
    }
}

/// How many people a rule would change.
struct RulePreview: ParsableArguments {
    @Argument(help: "The condition.") var condition: String
    @Option(help: "The one that would be edited.") var of: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func preview(_ figures: JSONObject, _ what: String) async throws {
        var parameters: JSONObject = ["condition": .string(condition)]
        if let of { parameters["segment"] = .string(of) }
        parameters.members += figures.members
        output.print(try await Admin.perform(.previewSegment, .object(parameters), system)) {
            """
            it holds for \($0.about("exact"))\($0["members"]?.cell ?? "") of \($0["customers"]?.cell ?? "") customers
            \($0.about("moving_exact"))\($0["moving"]?.cell ?? "") would \(what)
            """
        }
    }
}

extension JSON {
    /// Before a figure that is reckoned from a sample.
    fileprivate func about(_ exact: String) -> String { self[exact]?.bool == true ? "" : "about " }

    /// What is worth a second look of a rule that was saved, a line each.
    var worthALook: String {
        (self["warnings"]?.array ?? []).map { "\nWorth a look: \($0.cell)" }.joined()
    }
}

/// A rule that is put aside.
struct RuleArchive: ParsableArguments {
    @Argument(help: "Its name.") var name: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func archive() async throws {
        output.print(try await Admin.perform(.archiveSegment, ["segment": .string(name)], system)) {
            "“\($0["name"]?.cell ?? "")” is archived"
        }
    }
}

struct PointsOptions: ParsableArguments {
    @Option(help: "The score that the points go to; without it, the one that score() reads.") var score: String?
    @Option(help: "Days after which nothing is left of the points; a part goes each day.") var fadesOverDays: Int?

    /// - Parameter known: the rule as it is, for what is not said.
    func figures(points: String?, over known: JSON? = nil) throws -> JSONObject {
        var number = known?["points"]?.number
        if let points {
            number = Number(literal: points)
            if number == nil { throw ValidationError("--points is “\(points)”; expected a number") }
        }
        var object: JSONObject = ["points": .number(number ?? .zero)]
        if let score = score ?? known?["score"]?.string { object["score"] = .string(score) }
        if let days = fadesOverDays ?? known?["fades_over_days"]?.number?.integer.map({ Int($0) }), days > 0 {
            object["fades_over_days"] = .number(Number(days))
        }
        return object
    }
}
