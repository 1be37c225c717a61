import ArgumentParser
import Runtime
import Values

struct QualityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality",
        abstract: "Says what of the store's data is counted as absent, or never came.",
        discussion: """
            Amounts in currencies without a rate, time zones that are none, names in conditions that the store has \
            never seen, rejected events. It looks at the newest 5,000 events and at 5,000 customers.
            """)
    @OptionGroup var system: SystemOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        output.print(try await Admin.perform(.showQuality, [:], system)) { report in
            let currencies = (report["unknown_currencies"]?.array ?? []).map {
                "\($0["amounts"]?.cell ?? "") of \(report["amounts_looked_at"]?.cell ?? "") amounts are in "
                    + "\($0["currency"]?.cell ?? ""), which has no rate: they count as absent"
            }
            let about = report["exact"]?.bool == true ? "" : "about "
            let zones = [
                "\(about)\(report["broken_zones"]?.cell ?? "0") customers have a time zone that is none: the "
                    + "workspace's is used"
            ]
            let names = (report["unseen"]?.array ?? []).map { unseen in
                let users = (unseen["used_in"]?.array ?? []).map { "“\($0.cell)”" }.joined(separator: ", ")
                let near = unseen["did_you_mean"]?.string.map { "; did you mean “\($0)”?" } ?? ""
                return "the \(unseen["kind"]?.cell ?? "") “\(unseen["name"]?.cell ?? "")”, which \(users) asks for, "
                    + "was never seen\(near)"
            }
            let rejected = (report["rejected"]?.array ?? []).map {
                "\($0["events"]?.cell ?? "") events were rejected: \($0["reason"]?.cell ?? "")"
            }
            return (currencies + zones + names + rejected).joined(separator: "\n")
        }
    }
}
