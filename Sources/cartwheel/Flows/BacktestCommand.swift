import ArgumentParser
import Runtime
import Values

struct FlowsBacktestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Runs a flow over the store's own past, and says what it would have done.",
        discussion: """
            Nothing is sent, and nothing is stored but the report. A file is saved as a draft of its flow first. It assumes no \
            response to the messages that it imagines; see docs/backtest.md.
            """)

    @Argument(help: "The flow's name, or a flow file.") var flow: String
    @Option(help: "How many days it looks back, up to 366.") var days = 90
    @Option(help: "Shows one person's way through it, line by line: e-mail address, user id or phone number.")
    var person: String?
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var slug = flow
        if flow.hasSuffix(".yaml") || flow.hasSuffix(".yml") {
            let text = try FlowText.read(flow)
            let draft = try await Admin.perform(.installFlow, ["text": .string(text), "live": false], system)
            slug = draft["flow"]?.string ?? flow
        }
        var parameters: JSONObject = ["flow": .string(slug), "days": .number(Number(days))]
        if let person {
            parameters["person"] = .string(person)
            output.print(try await Admin.perform(.backtestFlow, .object(parameters), system)) {
                $0["lines"]?.table([("at", "at"), ("what", "kind"), ("step", "step"), ("", "text")]) ?? ""
            }
            return
        }
        output.print(try await Admin.perform(.backtestFlow, .object(parameters), system)) {
            BacktestWords(result: $0).text
        }
    }
}

/// A report in a terminal.
struct BacktestWords {
    let result: JSON

    private var report: JSON { result["report"] ?? .null }
    private var draft: JSON { report["draft"] ?? .null }

    var text: String {
        var lines = [
            "\(report["people"]?.cell ?? "0") people with \(report["events"]?.cell ?? "0") events looked at in \(result["took"]?.cell ?? "")",
            "",
            Table.text(
                ["", "draft"] + (live == nil ? [] : ["live"]),
                [
                    row("people who enter", "people_entered"), row("journeys", "journeys"),
                    row("people written to", "people_written"), row("messages", "messages"),
                    row("under way at the end", "under_way"),
                ]),
        ]
        for (title, name) in [
            ("held because", "held"), ("refused because", "refused"), ("not entered because", "not_entered"),
        ] {
            let rows = counts(draft[name])
            if !rows.isEmpty { lines += ["", Table.text([title, "times"], Array(rows.prefix(10)))] }
        }
        lines += [
            "",
            "goals met: \(draft["goals"]?["before_any_message"]?.cell ?? "0") before any message, "
                + "\(draft["goals"]?["after_messages"]?.cell ?? "0") after one",
            "bought within a week without it: \(draft["bought_anyway"]?["people"]?.cell ?? "0") people",
        ]
        let caveats = (result["caveats"]?.array ?? []).map { "- " + $0.cell }
        return (lines + (caveats.isEmpty ? [] : ["", "What the past cannot tell:"]) + caveats).joined(separator: "\n")
    }

    private var live: JSON? { report["live"] }

    private func row(_ words: String, _ name: String) -> [String] {
        [words, draft[name]?.cell ?? "0"] + (live.map { [$0[name]?.cell ?? "0"] } ?? [])
    }

    private func counts(_ json: JSON?) -> [[String]] {
        (json?.object?.members ?? []).sorted { ($1.value.number?.double ?? 0) < ($0.value.number?.double ?? 0) }
            .map { [$0.key, $0.value.cell] }
    }
}
