import ArgumentParser
import Foundation
import Runtime
import Simulation
import Values

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs the whole system on a virtual clock with crashes, duplicates and failing providers.",
        discussion: """
            Each seed is one make-believe shop on several machines that crash, stall and lose connections, while the \
            invariants are checked at every step: nothing twice, nothing lost, never a message after stop. A failure \
            prints its seed and the smallest history found that fails in the same way; the same seed fails the same way.
            Example: cartwheel simulate --seeds 200
            """)

    @Option(help: "How many seeds.") var seeds = 50
    @Option(help: "The first seed.") var from: UInt64 = 1
    @Option(help: "Hours of virtual time each; left out, seventy minutes of dense faults.") var hours: Int?
    @Option(help: "Runs spent on making a failure smaller; 0 for none.") var reruns = 150
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard seeds > 0 else { throw ValidationError("--seeds is \(seeds); expected at least 1") }
        if let hours, hours < 1 { throw ValidationError("--hours is \(hours); expected at least 1") }
        guard reruns >= 0 else { throw ValidationError("--reruns is \(reruns); expected at least 0") }
    }

    func run() throws {
        var progress = ProgressLine()
        var broken: [UInt64] = []
        for index in 0..<seeds {
            let seed = from &+ UInt64(index)
            let report = Simulator.run(hours.map { .long(seed: seed, hours: $0) } ?? .dense(seed: seed))
            progress.show("Simulating", done: index + 1, fraction: Double(index + 1) / Double(seeds))
            if !report.isSound {
                broken.append(seed)
                progress.finish()
                if !output.json { tell(report) }
            }
        }
        progress.finish()
        output.print([
            "seeds": .number(Number(seeds)), "hours": hours.map { .number(Number($0)) } ?? .null,
            "broken": .array(broken.map { .number(Number(Int64(bitPattern: $0))) }),
        ]) { _ in
            broken.isEmpty
                ? "\(seeds) seeds\(hours.map { " of \($0) hours" } ?? "") are sound."
                : "\(broken.count) of \(seeds) seeds are broken."
        }
        if !broken.isEmpty { throw ExitCode.failure }
    }

    private func tell(_ report: SimulationReport) {
        print(report.description)
        if reruns > 0, let smaller = report.shrunk(reruns: reruns) { print(smaller.description) }
    }
}
