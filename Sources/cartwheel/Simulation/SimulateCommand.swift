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
            prints its seed; the same seed fails the same way.
            """)

    @Option(help: "How many seeds.") var seeds = 50
    @Option(help: "The first seed.") var from: UInt64 = 1
    @Option(help: "Hours of virtual time each.") var hours = 24
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard seeds > 0 else { throw ValidationError("--seeds is \(seeds); expected at least 1") }
        guard hours > 0 else { throw ValidationError("--hours is \(hours); expected at least 1") }
    }

    func run() throws {
        var progress = ProgressLine()
        var broken: [UInt64] = []
        for index in 0..<seeds {
            let report = Simulator.run(seed: from &+ UInt64(index), hours: hours)
            progress.show("Simulating", done: index + 1, fraction: Double(index + 1) / Double(seeds))
            if !report.isSound {
                broken.append(report.seed)
                progress.finish()
                if !output.json { print(report.description) }
            }
        }
        progress.finish()
        output.print([
            "seeds": .number(Number(seeds)), "hours": .number(Number(hours)),
            "broken": .array(broken.map { .number(Number(Int64(bitPattern: $0))) }),
        ]) { _ in
            broken.isEmpty
                ? "\(seeds) seeds of \(hours) hours are sound." : "\(broken.count) of \(seeds) seeds are broken."
        }
        if !broken.isEmpty { throw ExitCode.failure }
    }
}
