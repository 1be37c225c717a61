import ArgumentParser
import Connectors
import Foundation
import Runtime
import Values

struct SegmentsPreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Says how many a condition would take in, and what an edit would change, before it is saved.",
        discussion: """
            A running server counts everybody, exactly, from columns that it keeps; where several share a PostgreSQL, \
            each counts its own customers. Until the columns are made after a start, and where no server runs, up to \
            20,000 customers are evaluated one by one; where there are more, that many are a fair sample and the counts \
            are estimates, with how far off they may be.
            Example: cartwheel segments preview --of Repeat 'count("Order Completed") >= 3'
            """)

    @Argument(help: "The condition.") var condition: String
    @Option(help: "The segment that would be edited.") var of: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["condition": .string(condition)]
        if let of { parameters["segment"] = .string(of) }
        output.print(try await Admin.perform(.previewSegment, .object(parameters), system), text: described)
    }

    private func described(_ preview: JSON) -> String {
        let isExact = preview["exact"]?.bool ?? false
        var lines = [
            isExact
                ? "\(preview["members"]?.cell ?? "") of \(preview["customers"]?.cell ?? "") customers, counted exactly"
                : "about \(preview["members"]?.cell ?? "") of \(preview["customers"]?.cell ?? "") customers, give or take "
                    + "\(preview["margin"]?.cell ?? ""), estimated from \(preview["examined"]?.cell ?? "")"
        ]
        for server in (preview["silent"]?.array ?? []).compactMap(\.string) {
            lines.append("the server \(server) did not answer: its customers were counted here")
        }
        if of != nil {
            lines.append(
                "\(preview["entering"]?.cell ?? "") would enter, \(preview["leaving"]?.cell ?? "") would leave")
        }
        lines += ["", (preview["sample"] ?? []).table([("some of them", "name"), ("email", "email"), ("id", "id")])]
        return lines.joined(separator: "\n")
    }
}

struct SegmentsMembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: "Lists a segment's members.",
        discussion: "Example: cartwheel segments members Repeat --limit 200")

    @Argument(help: "The segment's name.") var segment: String
    @Option(help: "At most so many, up to 1000.") var limit = 50
    @Option(help: "Go on after this place, as --json names it.") var after: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var parameters: JSONObject = ["segment": .string(segment), "limit": .number(Number(limit))]
        if let after { parameters["after"] = .string(after) }
        output.print(try await Admin.perform(.segmentMembers, .object(parameters), system)) {
            $0.table([("id", "id"), ("name", "name"), ("email", "email"), ("since", "since")])
        }
    }
}

struct SegmentsExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a segment's members as CSV, to standard output or a file.",
        discussion: """
            Columns: id, name, email, since. Cells that a spreadsheet would take for a formula begin with '.
            Example: cartwheel segments export Repeat --to repeat.csv
            """)

    @Argument(help: "The segment's name.") var segment: String
    @Option(help: "Write to this file.") var to: String?
    @OptionGroup var system: SystemOptions

    func run() async throws {
        let admin = try Admin.open(system)
        do {
            try await export(admin)
            await admin.close()
        } catch {
            await admin.close()
            throw error
        }
    }

    private func export(_ admin: Admin) async throws {
        let file = try to.map { try OutputFile(path: $0) }
        func write(_ cells: [String]) throws {
            let line = CSVText.spreadsheetRow(cells)
            if let file { try file.write(line) } else { print(line, terminator: "") }
        }
        try write(["id", "name", "email", "since"])
        var after: String?
        while true {
            var parameters: JSONObject = ["segment": .string(segment), "limit": 1_000]
            if let after { parameters["after"] = .string(after) }
            let members = try await admin.perform(.segmentMembers, .object(parameters)).array ?? []
            for member in members {
                try write(["id", "name", "email", "since"].map { member[$0]?.string ?? "" })
            }
            guard members.count == 1_000 else { break }
            after = members.last?["place"]?.string
        }
        try file?.close()
    }
}

struct SegmentsExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why somebody is in a segment or not, and when that would change by itself.",
        discussion: "Example: cartwheel segments explain Repeat ana@example.com")

    @Argument(help: "The segment's name.") var segment: String
    @Argument(help: "E-mail address, user id, phone number or anonymous id.") var who: String
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let parameters: JSON = ["segment": .string(segment), "who": .string(who)]
        output.print(try await Admin.perform(.explainSegment, parameters, system)) {
            ExplanationText.described($0, isSegment: true)
        }
    }
}

/// An explanation as lines of text.
enum ExplanationText {
    static func described(_ result: JSON, isSegment: Bool) -> String {
        let name = result["name"]?.string ?? result["id"]?.cell ?? ""
        let isIn = (isSegment ? result["member"] : result["holds"])?.bool ?? false
        var lines = [
            isSegment
                ? "\(name) is \(isIn ? "in it" : "not in it")" : "\(isIn ? "It holds" : "It does not hold") for \(name)"
        ]
        if isIn, let since = result["since"]?.string { lines[0] += " since \(since)" }
        lines.append(
            result["until"]?.string.map { "By time alone that changes at \($0)" } ?? "Time alone changes nothing")
        for part in result["parts"]?.array ?? [] {
            let until = part["until"]?.string.map { ", until \($0)" } ?? ""
            lines += [
                "", "\(part["holds"]?.bool == true ? "yes" : "no")\(until): \(part["condition"]?.cell ?? "")",
                "  \(part["because"]?.cell ?? "")",
            ]
        }
        return lines.joined(separator: "\n")
    }
}
