import ArgumentParser
import Foundation
import ReadySegments
import Runtime
import Values

struct SegmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segments",
        abstract: "Creates, lists, explains and exports segments.",
        discussion: """
            A segment is a condition whose members are known at every moment: whoever begins to meet it enters, whoever \
            ceases to meet it leaves, by an event or by time alone. The language is in docs/conditions.md. Others ask \
            for it by its name: member("VIP"). Ready ones come along: cartwheel segments install --list

            Try a rule:     cartwheel segments preview 'count("Order Completed") >= 2'
            Keep it:        cartwheel segments create Repeat 'count("Order Completed") >= 2'
            Why is Ana in?  cartwheel segments explain Repeat ana@example.com
            """,
        subcommands: [
            SegmentsListCommand.self, SegmentsShowCommand.self, SegmentsPreviewCommand.self,
            SegmentsCreateCommand.self, SegmentsEditCommand.self, SegmentsArchiveCommand.self,
            SegmentsBuildCommand.self, SegmentsCountCommand.self, SegmentsMembersCommand.self,
            SegmentsExplainCommand.self, SegmentsExportCommand.self, SegmentsOverlapCommand.self,
            SegmentsInstallCommand.self, SegmentsRanksCommand.self,
        ])
}

struct SegmentsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists segments, stages and scores with how many are in each.")

    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.listSegments, [:], system)) {
            $0.table([
                ("segment", "name"), ("kind", "kind"), ("state", "state"), ("built", "built"), ("members", "members"),
                ("condition", "condition"),
            ])
        }
    }
}

struct SegmentsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a segment: its rule in words, its size, its versions, and what asks for it.",
        discussion: "Example: cartwheel segments show VIP")

    @Argument(help: "The segment's name.") var segment: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.showSegment, ["segment": .string(segment)], system), text: described)
    }

    private func described(_ segment: JSON) -> String {
        var lines = [
            "\(segment["name"]?.cell ?? "")  (\(segment["state"]?.cell ?? ""), \(segment["members"]?.cell ?? "0") members)",
            segment["description"]?.cell ?? "", "", segment["condition"]?.cell ?? "", segment["sentence"]?.cell ?? "",
        ]
        if let built = segment["built"] { lines.append("Built so far: \(built.cell)") }
        for (title, key) in [("Flows that ask for it", "flows"), ("Segments that ask for it", "segments")] {
            let users = segment[key]?.array ?? []
            if !users.isEmpty { lines.append("\(title): \(users.map(\.cell).joined(separator: ", "))") }
        }
        for warning in segment["warnings"]?.array ?? [] { lines.append("Worth a look: \(warning.cell)") }
        lines += [
            "",
            (segment["versions"] ?? []).table([
                ("version", "version"), ("since", "created_at"), ("by", "author"), ("condition", "condition"),
            ]),
        ]
        let hours = segment["hours"]?.array ?? []
        if !hours.isEmpty {
            lines += [
                "", JSON.array(hours.suffix(24)).table([("hour", "hour"), ("entered", "entered"), ("left", "left")]),
            ]
        }
        return lines.joined(separator: "\n")
    }
}

struct SegmentsCountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Counts a segment's members, one by one.",
        discussion: "Example: cartwheel segments count Repeat")

    @Argument(help: "The segment's name.") var segment: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.countSegment, ["segment": .string(segment)], system)) {
            $0["members"]?.cell ?? ""
        }
    }
}

struct SegmentsOverlapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlap", abstract: "Counts who is in several of two to four segments at once.",
        discussion: "Example: cartwheel segments overlap VIP Repeat")

    @Argument(help: "Two to four segments.") var segments: [String]
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let names = JSON.array(segments.map(JSON.string))
        output.print(try await Admin.perform(.overlapSegments, ["segments": names], system)) {
            $0.table([("in all of", "segments"), ("members", "members")])
        }
    }
}

struct SegmentsRanksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranks",
        abstract: "Takes the thresholds of ranks, the edges of RFM and the store's reorder interval now.",
        discussion: """
            They are taken each night at three by the workspace's clock, and when a segment first asks for them. Taken \
            again, everybody's ranks are looked at again; who enters or leaves by it does so with an event.
            """)

    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.refreshRanks, [:], system)) { result in
            let thresholds = (result["thresholds"]?.object?.members ?? []).map { "\($0.key): \($0.value.cell)" }
            return
                (["Snapshot \(result["number"]?.cell ?? ""), of \(result["profiles"]?.cell ?? "") customers"]
                + thresholds + rhythm(result["reorder"]))
                .joined(separator: "\n")
        }
    }

    private func rhythm(_ reorder: JSON?) -> [String] {
        guard let days = reorder?["days"]?.cell, let gaps = reorder?["gaps"]?.cell else {
            return ["the store's reorder interval: unknown, too few have ordered again"]
        }
        return ["the store's reorder interval: \(days) days, the middle of \(gaps)"]
    }
}
