import ArgumentParser
import Foundation

/// The load generator of `cartwheel bench`, as a process of its own.
struct BenchLoadCommand: ParsableCommand {
    static let name = "bench-load"

    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Sends events to a server and reports how fast it took them.",
        shouldDisplay: false)

    @Argument(help: "A load plan as JSON.") var plan: String

    func run() throws {
        let plan = try JSONDecoder().decode(LoadPlan.self, from: Data(plan.utf8))
        print(String(decoding: try JSONEncoder().encode(try LoadGenerator(plan).run()), as: UTF8.self))
    }
}
