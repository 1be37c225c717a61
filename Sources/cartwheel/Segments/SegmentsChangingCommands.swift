import ArgumentParser
import Foundation
import ReadySegments
import Runtime
import Values

struct SegmentKindOptions: ParsableArguments {
    @Option(help: "Make it a lifecycle stage: of the stages that hold, the one with the highest place counts.")
    var stage: Int?
    @Option(help: "Make it a part of a score: so many points while it holds.")
    var points: String?
    @Option(help: "The score that the points go to; without it, the one that score() reads.")
    var score: String?
    @Option(help: "Days after which nothing is left of the points; a part goes each day.")
    var fadesOverDays: Int?

    func add(to parameters: inout JSONObject) throws {
        if let stage { parameters["stage"] = .number(Number(stage)) }
        if let points {
            guard let number = Number(literal: points) else {
                throw ValidationError("--points is “\(points)”; expected a number")
            }
            parameters["points"] = .number(number)
        }
        if let score { parameters["score"] = .string(score) }
        if let fadesOverDays { parameters["fades_over_days"] = .number(Number(fadesOverDays)) }
    }
}

struct SegmentsCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Creates a segment and begins to build it.",
        discussion: """
            It is live when everybody has been looked at. Who is in it from the start enters without an event, unless \
            --announce is given; who enters or leaves later does so with "Segment Entered" or "Segment Left".
            Example: cartwheel segments create VIP 'sum("Order Completed".total) > 1000'
            """)

    @Argument(help: "A name, such as VIP.") var name: String
    @Argument(help: "The condition.") var condition: String
    @Option(help: "One sentence about it.") var description: String = ""
    @Flag(help: "Whoever is in it from the start enters with an event, which may start flows.")
    var announce = false
    @OptionGroup var kind: SegmentKindOptions
    @OptionGroup var building: BuildOptions
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = [
            "name": .string(name), "condition": .string(condition), "description": .string(description),
            "announces": .bool(announce),
        ]
        try kind.add(to: &parameters)
        let created = try await Admin.perform(.createSegment, .object(parameters), system)
        output.print(try await building.finished([created], system)[0]) {
            "“\($0["name"]?.cell ?? "")” is \(building.words)" + $0.worthALook
        }
    }
}

struct SegmentsEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Changes a segment's condition, name or description.",
        discussion: """
            Another condition is another version and builds the segment anew; see who would enter and leave first with: \
            cartwheel segments preview --of NAME CONDITION
            Example: cartwheel segments edit Repeat --condition 'count("Order Completed") >= 3'
            """)

    @Argument(help: "The segment's name.") var segment: String
    @Option(help: "Another condition.") var condition: String?
    @Option(help: "Another name.") var name: String?
    @Option(help: "Another sentence about it.") var description: String?
    @Flag(help: "Whoever enters or leaves by the change does so with an event, which may start flows.")
    var announce = false
    @OptionGroup var kind: SegmentKindOptions
    @OptionGroup var building: BuildOptions
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["segment": .string(segment), "announces": .bool(announce)]
        if let condition { parameters["condition"] = .string(condition) }
        if let name { parameters["name"] = .string(name) }
        if let description { parameters["description"] = .string(description) }
        try kind.add(to: &parameters)
        let edited = try await Admin.perform(.editSegment, .object(parameters), system)
        output.print(try await building.finished([edited], system)[0]) {
            "“\($0["name"]?.cell ?? "")” has version \($0["version"]?.cell ?? "") and is \($0["state"]?.cell ?? "")"
                + $0.worthALook
        }
    }
}

struct SegmentsArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Puts a segment aside: nobody is in it any more, its history stays.",
        discussion: "Example: cartwheel segments archive Repeat")

    @Argument(help: "The segment's name.") var segment: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.archiveSegment, ["segment": .string(segment)], system)) {
            "“\($0["name"]?.cell ?? "")” is archived"
        }
    }
}

struct SegmentsBuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Looks at everybody again for a segment, in the background.",
        discussion: "Example: cartwheel segments build Repeat --wait")

    @Argument(help: "The segment's name.") var segment: String
    @Flag(help: "Whoever enters or leaves by it does so with an event, which may start flows.")
    var announce = false
    @OptionGroup var building: BuildOptions
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["segment": .string(segment), "announces": .bool(announce)]
        let begun = try await Admin.perform(.buildSegment, parameters, system)
        output.print(try await building.finished([begun], system)[0]) {
            "“\($0["name"]?.cell ?? "")” is \(building.words)"
        }
    }
}

struct SegmentsInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Installs the segments that come along, or some of them.",
        discussion: """
            Those that are there stay as they are. Each is easy to change: cartwheel segments edit
            Example: cartwheel segments install at-risk repeat-buyers
            """)

    @Argument(help: "Their names, as --list prints them; all where none is given.") var segments: [String] = []
    @Flag(help: "Only list the segments that come along, with their rules.") var list = false
    @OptionGroup var building: BuildOptions
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        if list {
            let ready = ReadySegments.all.map { segment -> JSON in
                [
                    "segment": .string(segment.slug), "name": .string(segment.name), "about": .string(segment.about),
                    "condition": .string(segment.condition),
                ]
            }
            output.print(.array(ready)) {
                $0.table([("segment", "segment"), ("name", "name"), ("about", "about"), ("condition", "condition")])
            }
            return
        }
        let names = JSON.array(segments.map(JSON.string))
        let begun = try await Admin.perform(.installSegments, ["segments": names], system).array ?? []
        output.print(.array(try await building.finished(begun, system))) { installed in
            let names = (installed.array ?? []).compactMap { $0["name"]?.cell }
            let start = building.wait ? "Built" : "Being built"
            return names.isEmpty ? "All of them were there." : "\(start): \(names.joined(separator: ", "))"
        }
    }
}
